"""The product with views that crash while they hold words: exists only in tests, served by the real gunicorn.

Each crash carries the words in its text, its arguments and its local variables, as the worst ones do.
"""

from typing import Any, NoReturn

from django.core.wsgi import WSGIHandler, get_wsgi_application
from django.db import DataError


def application() -> WSGIHandler:
    """Breaks receiving and logging in, then serves; called by gunicorn, never by an import."""
    handler = get_wsgi_application()
    # Only a set-up Django has models to import.
    from safelamp.ground.vault import members  # noqa: PLC0415
    from safelamp.loop.reports import operations  # noqa: PLC0415

    operations.receive = _receive
    members.first_step = _first_step
    return handler


def _receive(telling: Any) -> NoReturn:
    words = telling.words.story
    if "chained" not in words:
        raise ValueError(words, telling, {"story": words})
    try:
        _refuse(words)
    except DataError as error:
        raise RuntimeError(f"while storing {words}") from error


def _refuse(words: str) -> NoReturn:
    raise DataError(f"value {words!r} does not fit")


def _first_step(login_name: str, passphrase: str) -> NoReturn:
    raise KeyError(login_name, passphrase)
