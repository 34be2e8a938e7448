"""A union grows: its backup from SQLite is restored on PostgreSQL, and from there on SQLite again, row for row."""

from pathlib import Path

import pytest

from tests.running import Instance
from tests.site.backups.backed_up import BackedUp, Said, elsewhere, safelamp
from tests.site.test_postgresql import server

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
__all__ = ["server"]


def drill(instance: Instance, union: BackedUp, environment: dict[str, str]) -> Said:
    return safelamp(
        instance, "backup", "--drill", "--from", union.data, "--keys-from", union.keys, "--identity", union.identity,
        environment=environment,
    )  # fmt: skip


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> BackedUp:
    """Everything that a demonstration holds, of nearly every table, backed up."""
    folder = tmp_path_factory.mktemp("grown")
    instance = elsewhere(folder / "sqlite")
    built = safelamp(instance, "demonstration", "--build-only")
    assert built.code == 0, built.err
    for name in ("data", "keys"):
        (folder / name).mkdir()
    made = safelamp(instance, "backup", "--new-key", folder / "key")
    union = BackedUp(instance, folder / "data", folder / "keys", folder / "key", made.out.strip())
    assert union.back_up().code == 0
    return union


def test_every_row_comes_through_postgresql_and_back(
    demonstration: BackedUp,
    server: str,
    tmp_path: Path,  # the fixture
) -> None:
    union = demonstration
    there = {"SAFELAMP_DATABASE_URL": server}
    grown = elsewhere(tmp_path / "grown")
    words = ("restore", union.newest, union.keys_file, "--identity", union.identity)
    assert safelamp(grown, *words, environment=there).code == 0
    again = safelamp(grown, *words, environment=there)
    assert (again.code, "restoring would overwrite it" in again.err) == (1, True)
    compared = drill(grown, union, there)
    assert compared.code == 0, compared.err
    assert "the same" in compared.out
    assert not {"changed since", "not compared"} & set(compared.out.split("  "))
    # From PostgreSQL back to SQLite.
    back = BackedUp(grown, tmp_path / "data", tmp_path / "keys", union.identity, union.recipient)
    for folder in (back.data, back.keys):
        folder.mkdir()
    to = ("backup", "--to", back.data, "--keys-to", back.keys, "--recipient", back.recipient)
    assert safelamp(grown, *to, environment=there).code == 0
    home_again = elsewhere(tmp_path / "sqlite")
    assert back.restore(home_again).code == 0
    last = drill(home_again, union, {})
    assert last.code == 0, last.err
    assert "changed since" not in last.out


def test_what_is_refused_leaves_postgresql_empty(
    demonstration: BackedUp,
    server: str,
    tmp_path: Path,  # the fixture
) -> None:
    union = demonstration
    torn = tmp_path / "torn.age"
    torn.write_bytes(union.newest.read_bytes()[:-70_000])
    there = {"SAFELAMP_DATABASE_URL": server}
    other = elsewhere(tmp_path / "other")
    said = safelamp(other, "restore", torn, union.keys_file, "--identity", union.identity, environment=there)
    assert (said.code, "damaged" in said.err) == (1, True)
    assert safelamp(other, "django", "showmigrations", environment=there).out.count("[X]") == 0
    assert safelamp(
        other, "restore", union.newest, union.keys_file, "--identity", union.identity, environment=there
    ).code == 0  # fmt: skip
