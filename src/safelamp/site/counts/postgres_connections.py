"""Coming to PostgreSQL: read only, everybody in the same snapshot, never with a password of ours (extra `postgres`)."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from safelamp.site.counts.values import TableRefused

Connection = psycopg.Connection[tuple[object, ...]]
_ANSWERS_WITHIN = "10"  # seconds, where neither the address nor PGCONNECT_TIMEOUT says otherwise
_OF_ONE_MACHINE = {"hostaddr", "passfile"}  # what another machine finds out by itself

_AGAIN = "Nothing was written: run the command again."
_PASSWORD = "Put the password into ~/.pgpass, PGPASSWORD or a service file; each worker of Dask needs its own."  # noqa: S105
_BY_STATE = {
    "42P01": "Look at the name of the table; in another schema it is SCHEMA.NAME.",
    "3F000": "Look at the name of the schema.",
    "42703": "Look at the names of the columns.",
    "42501": "Ask whoever keeps the database for it: GRANT SELECT ON the table TO you.",
    "25006": "Counts are only read: give a SELECT that changes nothing.",
    "57014": f"The server stopped it, likely for its statement_timeout. {_AGAIN}",
    "42704": f"The connection that held the table still has ended. {_AGAIN}",
    "22023": f"The connection that held the table still has ended. {_AGAIN}",
    "40001": f"The server could not hold the table still. {_AGAIN}",
}
_BY_WORDS = {
    "password": _PASSWORD,
    "pg_hba.conf": "The server lets nobody in from here under this name: its pg_hba.conf decides.",
    "service": "Look at the name of the service, in ~/.pg_service.conf or PGSERVICEFILE.",
    "refused": "Look whether PostgreSQL runs there, and at the address.",
    "resolve": "Look at the name of the host.",
    "timeout": "Look whether PostgreSQL runs there, and at the address.",
    "No such file": "Look whether PostgreSQL runs here, or name its host.",
    "does not exist": "Look at the names of the user and the database: postgresql://USER@HOST/DATABASE.",
    "URI": "Write it like postgresql://USER@HOST/DATABASE.",
}
_CLASSES = {
    "42": "Look at the query: run it in psql first.",
    "22": "A value does not fit its column: run the query in psql first.",
    "57": f"The server is going down or coming up. {_AGAIN}",
    "08": f"The connection broke off. {_AGAIN}",
    "53": f"The server has no room left. {_AGAIN}",
}


@dataclass(frozen=True, slots=True)
class Server:
    """How another process comes to the same server, and to the same snapshot of its tables."""

    parameters: Mapping[str, str]
    snapshot: str
    shown: str


@contextmanager
def holding(address: str) -> Iterator[tuple[Connection, Server]]:
    """A connection whose transaction holds the tables still for everybody who joins it. Raises TableRefused."""
    with explained("PostgreSQL"):
        given = {name: str(value) for name, value in conninfo_to_dict(address).items()}
        connection = _connected(given)
    try:
        with explained("PostgreSQL"):
            server = _held(connection, given)
        yield connection, server
    finally:
        connection.close()


def _held(connection: Connection, given: Mapping[str, str]) -> Server:
    connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    [[snapshot]] = connection.execute("SELECT pg_export_snapshot()").fetchall()
    info = connection.info
    found = {name: value for name, value in info.get_parameters().items() if name not in _OF_ONE_MACHINE}
    return Server(found | dict(given), str(snapshot), f"PostgreSQL {info.host}:{info.port}/{info.dbname}")


@contextmanager
def joining(server: Server) -> Iterator[Connection]:
    """A connection of its own that sees what the holder sees. Raises TableRefused."""
    with explained(server.shown):
        connection = _connected(server.parameters)
        try:
            connection.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(server.snapshot)))
            yield connection
        finally:
            connection.close()


def _connected(parameters: Mapping[str, str]) -> Connection:
    usual = {"fallback_application_name": "safelamp watch"}
    if "PGCONNECT_TIMEOUT" not in os.environ:
        usual["connect_timeout"] = _ANSWERS_WITHIN
    connection = psycopg.connect("", **(usual | dict(parameters) | {"client_encoding": "UTF8"}))  # type: ignore[arg-type]
    connection.read_only = True
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    return connection


@contextmanager
def explained(where: str = "") -> Iterator[None]:
    """Says what PostgreSQL refused, and what to do about it."""
    try:
        yield
    except psycopg.Error as problem:
        said = " ".join((problem.diag.message_primary or str(problem)).split())
        raise TableRefused(f"{where}{': ' * bool(where)}{said}. {_advice(problem, said)}") from None


def _advice(problem: psycopg.Error, said: str) -> str:
    if problem.sqlstate:
        return _BY_STATE.get(problem.sqlstate) or _CLASSES.get(problem.sqlstate[:2], _AGAIN)
    found = next((advice for words, advice in _BY_WORDS.items() if words in said), None)
    return found or f"The connection broke off. {_AGAIN}"
