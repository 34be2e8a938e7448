"""What the real operations wrote once in a process, written again for later tests: the same rows, sooner.

Founding an organisation takes some hundred queries and as many seals. Its rows hold days but no hours, so what was
written today is what would be written now; another day, another database or another passphrase cost is another thing.
"""

import pickle
import sys
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from safelamp.engines.sealing import passphrases
from safelamp.ground.recordings import queries as recordings

Made = TypeVar("Made")
Statement = tuple[str, Any]

_WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class _Remembered:
    """The statements that wrote, in their order, and what the operations returned."""

    statements: Sequence[Statement]
    returned: bytes


_kept: dict[Hashable, _Remembered] = {}


def remembered(key: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` returns and writes; from the second time on a copy of both. `key` says everything it depends on."""
    forget_what_is_known()
    place = (key, timezone.localdate(), connection.vendor, passphrases.COST)
    known = _kept.get(place)
    if known is None:
        with _written() as statements:
            made = make()
        _kept[place] = _Remembered(statements, pickle.dumps(made))
        return made
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, values in known.statements:
            cursor.execute(sql, values)
    copied: Made = pickle.loads(known.returned)  # noqa: S301  # our own, made above
    return copied


def forget_what_is_known() -> None:
    """Empties what modules of the product know of organisations by their id, and of recordings: tests share ids."""
    cache.clear()
    recordings.forget()
    for known in memories_by_id():
        known.clear()


def memories_by_id() -> list[dict[Any, Any]]:
    """Every dictionary of a module of the product whose declaration says that it is keyed by ids."""
    ours = [module for name, module in sys.modules.items() if name.startswith("safelamp.")]
    return [getattr(module, name) for module in ours for name in _declared(module)]


def _declared(module: ModuleType) -> list[str]:
    declared = vars(module).get("__annotations__", {})
    return [name for name, kind in declared.items() if "UUID" in str(kind) and isinstance(vars(module).get(name), dict)]


@contextmanager
def _written() -> Iterator[list[Statement]]:
    statements: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, values: Any, many: Any, context: dict[str, Any]) -> Any:
        if sql.startswith(_WRITES):
            statements.extend((sql, each) for each in (values if many else [values]))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(note):
        yield statements
