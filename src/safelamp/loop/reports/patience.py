"""How long a request waits for the database, where whoever asks cannot wait as long as a browser."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def within_seconds(seconds: int) -> Iterator[None]:
    """Inside, a database that is busy is given up after so many seconds, not after the settings' twenty."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = %s", [f"{seconds}s"])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
        return
    usual = int(connection.settings_dict["OPTIONS"]["timeout"] * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {seconds * 1000:d}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual:d}")
