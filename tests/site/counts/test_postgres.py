"""Counts in a real PostgreSQL, long and wide: the alarms of the CSV file of the same counts, to the last byte."""

import csv
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import numpy as np
import psycopg
import pytest
from distributed import LocalCluster

from safelamp.site import command
from safelamp.site.counts import watching
from safelamp.site.counts.watching import DatabaseTable, Missing, Progress, Wish
from tests.site.test_postgresql import SERVER_USER, program

pytestmark = pytest.mark.postgresql
SERIES, WEEKS = 9_000, 30  # three blocks
PASSWORD = "lamp-and-canary"
SIZE = "series text, week text, count numeric, workplace text, region text, exposure real"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A server of our own, reached through a socket in its folder, for everybody here."""
    place = Path(tempfile.mkdtemp(prefix="safelamp-pg-", dir="/tmp"))
    if SERVER_USER:
        shutil.chown(place, SERVER_USER)
    data, options = place / "data", f"-k {place} -c listen_addresses= -c fsync=off"
    try:
        program("initdb", "-D", data, "-U", "postgres", "--locale=C.UTF-8", "-E", "UTF8", "-A", "trust")
        rules = (data / "pg_hba.conf").read_text()
        (data / "pg_hba.conf").write_text("local all asked scram-sha-256\n" + rules)
        program("pg_ctl", "-D", data, "-o", options, "-l", place / "log", "-w", "start")
        yield place
    finally:
        if (data / "postmaster.pid").exists():
            program("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(place, ignore_errors=True)


def address_of(folder: Path, user: str = "postgres", database: str = "postgres") -> str:
    return f"postgresql://{user}@{quote(str(folder), safe='')}/{database}"


@pytest.fixture(scope="module")
def address(folder: Path) -> str:
    return address_of(folder)


Table = Callable[..., None]


@pytest.fixture
def table(address: str) -> Iterator[Table]:
    """Makes the table `counts` with these columns and rows; it is gone after the test."""

    def made(columns: str, *rows: tuple[object, ...]) -> None:
        with psycopg.connect(address) as connection:
            connection.execute("DROP TABLE IF EXISTS counts")
            connection.execute(f"CREATE TABLE counts ({columns})")
            places = ", ".join(["%s"] * len(columns.split(",")))
            connection.cursor().executemany(f"INSERT INTO counts VALUES ({places})", rows)  # noqa: S608

    yield made
    with psycopg.connect(address) as connection:
        connection.execute("DROP TABLE IF EXISTS counts")


@pytest.fixture
def rows_of(address: str, tmp_path: Path) -> Callable[..., list[dict[str, str]]]:
    """Watches, gives the lines of the alarms."""

    def run(*more: str, source: tuple[str, ...] = ("--table", "counts")) -> list[dict[str, str]]:
        assert safelamp(address, *source, "--out", str(tmp_path / "alarms.csv"), *more) == 0
        with (tmp_path / "alarms.csv").open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    return run


@pytest.fixture
def refused(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Watches what is refused, gives what is said; nothing may lie there."""

    def run(*more: str, at: str = address, source: tuple[str, ...] = ("--table", "counts")) -> str:
        assert safelamp(at, *source, "--out", str(tmp_path / "alarms.csv"), *more) == 1
        assert list(tmp_path.iterdir()) == []
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return said.err + said.out

    return run


def safelamp(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        command.main(["watch", *arguments])
    assert isinstance(done.value.code, int)
    return done.value.code


def test_a_day_a_number_and_text_are_weeks(table: Table, rows_of: Callable[..., list[dict[str, str]]]) -> None:
    for kind, first, second, names in (
        ("date", "2020-12-30", "2021-01-06", ["2020-W53", "2021-W01"]),
        ("smallint", 9, 10, ["9", "10"]),
        ("text", "w9", "W10", ["9", "10"]),
        ("char(6)", "w9", "W10", ["9", "10"]),
        ("varchar(8)", "2020-W53", "2021-W01", ["2020-W53", "2021-W01"]),
    ):
        table(
            f"Series integer, week {kind}, count real", (7, second, 2), (7, first, 1), (10, first, 3), (10, second, 4)
        )
        query = "SELECT series, week, count FROM counts; "
        found = rows_of("--method", "ears-c1", source=("--query", query))
        assert [(row["series"], row["week"], row["observed"]) for row in found] == [
            ("10", names[0], "3"), ("10", names[1], "4"), ("7", names[0], "1"), ("7", names[1], "2"),
        ]  # fmt: skip


def test_a_row_that_is_not_there_is_what_somebody_says_that_it_is(
    table: Table, rows_of: Callable[..., list[dict[str, str]]], refused: Callable[..., str]
) -> None:
    table("series text, week int, count int", ("A", 1, 2), ("A", 4, 3), ("B", 1, 5), ("B", 2, None), ("B", 4, 6))
    assert "No series has a row between weeks w2 and w4" in refused()
    assert [row["observed"] for row in rows_of("--missing", "zero")] == ["2", "0", "0", "3", "5", "", "0", "6"]
    assert [row["observed"] for row in rows_of("--missing", "unknown")] == ["2", "", "", "3", "5", "", "", "6"]


def test_names_of_a_fixed_width_lose_no_sign(table: Table, rows_of: Callable[..., list[dict[str, str]]]) -> None:
    table("series char(9), week int, count int", ("Alpha", 1, 3), ("Alpha", 2, 4), ("Ax", 1, 5), ("Ax", 2, 6))
    found = rows_of("--missing", "zero", "--method", "ears-c1")
    assert [(row["series"], row["observed"]) for row in found] == [
        ("Alpha", "3"), ("Alpha", "4"), ("Ax", "5"), ("Ax", "6"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("columns", "rows", "said"),
    [
        ("series text, week int, count int", [], "no row in it"),
        ("series text, w1 int", [], "no row in it"),
        ("series text, week int, count int", [("A", 1, 1), ("B", 1, 1), ("B", 2, 1)], "“A” has 1 rows for 2 weeks"),
        ("series text, week int, count int", [("A", 1, 1), ("A", 1, 2)], "Series “A”, week 1, has two rows"),
        ("series text, week int, count int", [("A", 1, 1), ("A", 2, -1)], "Series “A”, week 2: “-1” is below zero"),
        ("series text, week int, count real", [("A", 1, 1.5)], "Series “A”, week 1: “1.5” is not a whole number"),
        ("series text, week int, count numeric", [("A", 1, 10**40)], "too large to be a count"),
        ("series text, week int, count real", [("A", 1, "inf")], "too large to be a count"),
        ("series text, week int, count int", [(None, 1, 1)], "without the name of a series"),
        ("series text, week int, count int", [("  ", 1, 1)], "without the name of a series"),
        ("series text, week int, count int", [("A", None, 1)], "rows without a week"),
        ("series text, week int, count int", [("A", 1, 1), ("A ", 1, 1)], "Two series are named “A”"),
        ("series text, week int, count text", [("A", 1, "1")], "“count” holds text, not numbers"),
        ("series text, week timestamptz, count int", [("A", "2020-01-01", 1)], "write week::date in --query"),
        ("series text, week text, count int", [("A", "soon", 1)], "“soon” in the column “week” is no week"),
        ("series text, week text, count int", [("A", "2021-W53", 1)], "no ISO week “2021-W53”"),
        ("series text, week text, count int", [("A", "2021-W01", 1), ("A", "w2", 1)], "named in two ways"),
        ("series text, week int, count int", [("A", 1, 1), ("A", 900_000, 1)], "Look for a wrong one"),
        ("series text, week date, count int", [("A", "infinity", 1)], "no day that can be counted"),
        ("series text, week int, cases int", [("A", 1, 1)], "no column “count”. Give one row a series and week"),
        ("series text, week int, count int, plant text", [("A", 1, 1, "x")], "not known: “plant”"),
        ("series text, injuries int", [("A", 1)], "not known: “injuries”"),
        ("series text, w1 int, w3 int", [("A", 1, 1)], "left out"),
        ("series text, w1 text", [("A", "1")], "“w1” holds text, not numbers"),
        ("series text, w1 int", [("A", 1), ("A", 2)], "Series “A” has 2 rows"),
        ("series text, w1 int", [("A", -4)], "Series “A”, week 1: “-4” is below zero"),
        (
            "series text, week int, count int, region text", [("A", 1, 1, "north"), ("A", 2, 1, "south")],
            "Series “A” has more than one region: “north” and “south”",
        ),
    ],
)  # fmt: skip
def test_a_bad_table_is_refused_and_says_where_and_what_to_do(
    columns: str, rows: list[tuple[object, ...]], said: str, table: Table, refused: Callable[..., str]
) -> None:
    table(columns, *rows)
    message = refused()
    assert said in message
    assert "counts (PostgreSQL" in message or "Series" in message


def test_what_cannot_be_come_by_is_said_with_what_to_do(
    folder: Path, table: Table, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table("series text, week int, count int", ("A", 1, 1))
    with psycopg.connect(address_of(folder)) as connection:
        connection.execute(f"CREATE ROLE asked LOGIN PASSWORD '{PASSWORD}'")
    assert "Look at the name of the table" in refused(source=("--table", "no_such"))
    assert "Look at the name of the schema" in refused(source=("--table", "elsewhere.counts"))
    assert "run it in psql first" in refused(source=("--query", "SELECT series week FROM FROM"))
    assert "Look at the names of the columns" in refused(source=("--query", "SELECT nothing FROM counts"))
    assert "one of the two" in refused(source=())
    assert "one of the two" in refused(source=("--table", "counts", "--query", "SELECT 1"))
    assert "Look whether PostgreSQL runs there" in refused(at="postgresql://ana@127.0.0.1:9/counts")
    assert "Look whether PostgreSQL runs here" in refused(at="postgresql://ana@%2Fno%2Fsuch/counts")
    assert "Look at the names of the user and the database" in refused(at=address_of(folder, database="gone"))
    assert "name of the service" in refused(at="postgresql:///?service=gone")
    assert "postgresql://USER@HOST/DATABASE" in refused(at="postgresql://h/d?colour=red")
    monkeypatch.setenv("PGPASSFILE", "/dev/null")
    assert "Put the password into ~/.pgpass" in refused(at=address_of(folder, "asked"))
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    message = refused(at=address_of(folder, "asked"))
    assert "GRANT SELECT" in message
    assert PASSWORD not in message
    monkeypatch.setenv("PGPASSWORD", "another-word")
    assert "Put the password into ~/.pgpass" in (message := refused(at=address_of(folder, "asked")))
    assert "another-word" not in message


@pytest.mark.parametrize(
    "secret", ["postgresql://ana:{}@db/counts", "postgresql://db/counts?password={}", "postgres://a:x/{}@y@db/c"]
)
def test_a_password_in_the_address_is_refused_and_never_said(secret: str, refused: Callable[..., str]) -> None:
    message = refused(at=secret.format(PASSWORD))
    assert "~/.pgpass" in message
    assert PASSWORD not in message


def test_a_query_that_would_change_something_is_refused(
    table: Table, address: str, refused: Callable[..., str]
) -> None:
    table("series text, week int, count int", ("A", 1, 1))
    with psycopg.connect(address) as connection:
        connection.execute("CREATE SEQUENCE IF NOT EXISTS turns")
    query = "SELECT series, week, nextval('turns') AS count FROM counts"
    assert "Counts are only read" in refused(source=("--query", query))
    assert refused(source=("--query", "DELETE FROM counts RETURNING series, week, count"))
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT count(*), max(series) FROM counts").fetchone() == (1, "A")


@pytest.fixture(scope="module")
def filled(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same counts, with exposure and a hierarchy: as CSV in the order of names, and in tables `long` and `wide`."""
    place = tmp_path_factory.mktemp("tables")
    chance = np.random.default_rng(65)
    counts = chance.poisson(chance.gamma(0.5, 4.0, (SERIES, 1)), (SERIES, WEEKS))
    counts[::700, -3] += 40
    hours = chance.integers(100, 4000, (SERIES, WEEKS)) / 8
    heads = [(f"s{row:05}, “{row % 7}” %s", f"plant {row % 1501}", f"région {row % 1501 % 5}") for row in range(SERIES)]
    names = [f"w{week + 1}" for week in range(WEEKS)]
    for file, values in (("counts.csv", counts), ("hours.csv", hours)):
        with (place / file).open("w", newline="", encoding="utf-8") as lines:
            csv.writer(lines).writerows([
                ["series", "workplace", "region", *names],
                *([*head, *row] for head, row in zip(heads, values.tolist(), strict=True)),
            ])  # fmt: skip
    with psycopg.connect(address_of(folder)) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE wide (series text, workplace text, region text, {' int, '.join(names)} int)")
        cursor.execute(
            "CREATE TABLE long (series text, workplace text, region text, week smallint, count bigint, exposure real)"
        )
        with cursor.copy("COPY wide FROM STDIN") as copy:
            for row in chance.permutation(SERIES):
                copy.write_row([*heads[row], *counts[row].tolist()])
        with cursor.copy("COPY long FROM STDIN") as copy:
            for cell in chance.permutation(SERIES * WEEKS).tolist():
                row, week = divmod(cell, WEEKS)
                copy.write_row([*heads[row], week + 1, int(counts[row, week]), float(hours[row, week])])
        cursor.execute(
            "CREATE VIEW rare AS SELECT series, workplace, region, week, count FROM long WHERE count > 0 OR week = 1"
        )
    return place


def watched(place: Path, counts: Path | DatabaseTable, *, method: str = "safelamp", **more: object) -> bytes:
    out = place / "alarms.csv"
    with (place / "said").open("w") as said:
        wish = Wish(counts=counts, out=out, method=method, weeks="29:30", alpha=0.01, **more)
        told = watching.watch(wish, progress=Progress(stream=said))
    assert told.series == SERIES
    assert told.alarms > 5
    return out.read_bytes()


@pytest.mark.slow
def test_long_and_wide_give_the_same_alarms_as_csv(filled: Path, address: str) -> None:
    exposed = watched(filled, filled / "counts.csv", exposure=filled / "hours.csv")
    assert watched(filled, DatabaseTable(address, table="long")) == exposed
    plain = watched(filled, filled / "counts.csv", method="ears-c2")
    assert watched(filled, DatabaseTable(address, table="public.wide"), method="ears-c2") == plain
    query = "SELECT * FROM rare WHERE series LIKE 's%' -- of the weeks without counts the first"
    rare = DatabaseTable(address, query=query, missing=Missing.ZERO)
    assert watched(filled, rare, method="ears-c2") == plain


@pytest.mark.slow
def test_two_workers_of_dask_read_their_own_blocks_and_give_the_same_alarms(filled: Path, address: str) -> None:
    exposed = watched(filled, filled / "counts.csv", exposure=filled / "hours.csv")
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        there = {"dask": cluster.scheduler_address}
        assert watched(filled, DatabaseTable(address, table="long"), **there) == exposed
        assert watched(filled, filled / "counts.csv", exposure=filled / "hours.csv", **there) == exposed
        twice = "SELECT series, week, count FROM long UNION ALL SELECT series, 30, 1 FROM long WHERE week = 1"
        with pytest.raises(watching.TableRefused, match=r"two rows\. Add them up"):
            watched(filled, DatabaseTable(address, query=twice, missing=Missing.ZERO), **there)


def test_everybody_sees_the_table_as_it_was_at_the_start(filled: Path, address: str) -> None:
    before = watched(filled, DatabaseTable(address, table="wide"), method="ears-c2")

    def change_and_go_on(each, todo):
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("BEGIN")
            connection.execute("UPDATE wide SET w30 = w30 + 1000")
            connection.execute("COMMIT")
        return map(each, todo)

    wish = Wish(
        counts=DatabaseTable(address, table="wide"),
        out=filled / "alarms.csv",
        method="ears-c2",
        weeks="29:30",
        alpha=0.01,
    )
    with (filled / "said").open("w") as said:
        watching.watch(wish, over=change_and_go_on, progress=Progress(stream=said))
    with psycopg.connect(address) as connection:
        connection.execute("UPDATE wide SET w30 = w30 - 1000")
    assert (filled / "alarms.csv").read_bytes() == before


def test_a_connection_that_is_cut_leaves_nothing_half_written(filled: Path, address: str, tmp_path: Path) -> None:
    def cut(each, todo):
        yield each(todo[0])
        with psycopg.connect(address) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'safelamp watch'"
            )
        yield each(todo[1])

    wish = Wish(counts=DatabaseTable(address, table="wide"), out=tmp_path / "alarms.csv", method="ears-c2")
    with (tmp_path / "said").open("w") as said, pytest.raises(watching.TableRefused, match="run the command again"):
        watching.watch(wish, over=cut, progress=Progress(stream=said))
    assert [path.name for path in tmp_path.iterdir()] == ["said"]
