"""The stream of a backup: whatever is cut, turned or swapped is noticed, and rows come out as they went in."""

import datetime as dt
import io
import itertools
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.site.backups import age
from safelamp.site.backups.columns import FROM_POSTGRESQL, FROM_SQLITE, INTO_POSTGRESQL, Column, ColumnKind
from safelamp.site.backups.frames import FIRST_LINE, Frame, FrameKind, FrameReader
from safelamp.site.backups.manifest import Tally, end_from, head_from, table_from
from safelamp.site.backups.problems import BackupProblem, CannotRead
from safelamp.site.backups.rows import RowFormat, portions

COLUMNS = [
    Column("id", ColumnKind.UUID),
    Column("words", ColumnKind.TEXT),
    Column("photo", ColumnKind.BYTES),
    Column("count", ColumnKind.WHOLE),
    Column("share", ColumnKind.FLOAT),
    Column("sealed", ColumnKind.BYTES),
]
ROWS = st.lists(
    st.tuples(
        st.uuids().map(lambda each: each.hex),
        st.text(st.characters(exclude_categories=["Cs"])),
        st.none() | st.binary(max_size=3000),
        st.integers(-(2**60), 2**60) | st.none(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.binary(max_size=50),
    ),
    max_size=30,
)
SMALL = [Frame(FrameKind.HEAD, b"{}"), Frame(FrameKind.ROWS, b"[1]", b"raw" * 40), Frame(FrameKind.END, b"{}")]
STREAM = FIRST_LINE + b"".join(frame.packed() for frame in SMALL)


def read(pieces: list[bytes]) -> list[Frame]:
    found: list[Frame] = []
    reader = FrameReader(found.append)
    for piece in pieces:
        reader.feed(piece)
    reader.close()
    return found


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_frames_come_out_whole_however_the_stream_is_cut_into_pieces(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(STREAM)]
    assert read([STREAM[start:end] for start, end in itertools.pairwise(places)]) == SMALL


@pytest.mark.parametrize("end", range(len(STREAM)))
def test_a_stream_that_ends_early_is_refused_wherever_it_ends(end: int) -> None:
    with pytest.raises(CannotRead):
        read([STREAM[:end]])


def test_a_stream_that_goes_on_after_its_end_is_refused() -> None:
    with pytest.raises(CannotRead):
        read([STREAM, b"x" * 9])


def test_a_newer_format_asks_for_an_update() -> None:
    with pytest.raises(CannotRead, match="Update this one first"):
        read([b"safelamp backup 2\n"])


def test_something_else_is_no_backup() -> None:
    with pytest.raises(CannotRead, match="no backup of Safelamp"):
        read([b"PK\x03\x04 a spreadsheet or so"])


def test_a_frame_that_promises_more_than_any_row_holds_is_refused_before_it_is_read() -> None:
    with pytest.raises(CannotRead):
        read([FIRST_LINE + b"R" + b"\xff\xff\xff\xff" * 2])


@given(ROWS)
def test_rows_come_out_as_they_went_in_and_are_counted_alike(rows: list[tuple[object, ...]]) -> None:
    form, there, here = RowFormat(COLUMNS, FROM_SQLITE), Tally(), Tally()
    frames = list(portions(rows, form, there))
    found = [tuple(row) for frame in frames for row in RowFormat(COLUMNS, {}).read(frame, here)]
    assert found == rows
    assert there.counted == here.counted


@given(ROWS, st.randoms(use_true_random=False))
def test_the_digest_does_not_depend_on_the_order_of_rows(rows: list[tuple[object, ...]], chance: object) -> None:
    form, one, other = RowFormat(COLUMNS, FROM_SQLITE), Tally(), Tally()
    for row in rows:
        one.add(*form.written(row))
    for row in sorted(rows, key=repr, reverse=True):
        other.add(*form.written(row))
    assert one.counted == other.counted


@given(ROWS.filter(bool), st.data())
def test_one_changed_value_changes_the_digest(rows: list[tuple[object, ...]], data: st.DataObject) -> None:
    form, one, other = RowFormat(COLUMNS, FROM_SQLITE), Tally(), Tally()
    changed = data.draw(st.integers(0, len(rows) - 1))
    for number, row in enumerate(rows):
        one.add(*form.written(row))
        other.add(*form.written(row if number != changed else (*row[:5], bytes(row[5]) + b"x")))
    assert one.counted != other.counted


@given(
    st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2200, 1, 1), timezones=st.timezones()),  # noqa: DTZ001
    st.dates(),
    st.times(),
    st.booleans(),
    st.uuids(),
    st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers()),
)
def test_postgresql_values_are_written_as_those_of_sqlite(moment, day, hour, truth, number, said) -> None:
    kinds = [ColumnKind.MOMENT, ColumnKind.DAY, ColumnKind.HOUR, ColumnKind.YES_NO, ColumnKind.UUID, ColumnKind.JSON]
    columns = [Column("x", kind) for kind in kinds]
    given_by_postgresql = (moment, day, hour, truth, number, json.dumps(said))
    line, _ = RowFormat(columns, FROM_POSTGRESQL).written(given_by_postgresql)
    from_sqlite = (json.loads(line)[0], str(day), str(hour), int(truth), number.hex, json.dumps(said))
    assert RowFormat(columns, FROM_SQLITE).written(from_sqlite) == (line, [])
    back = RowFormat(columns, INTO_POSTGRESQL).changed(json.loads(line))
    assert type(moment).fromisoformat(back[0]) == moment.astimezone(dt.UTC)
    assert back[3] is truth


@pytest.mark.parametrize("said", [b"", b"[]", b'{"part":"data"}', b'{"table":"x; DROP TABLE y","columns":[]}', b"\xff"])
def test_what_a_backup_says_of_itself_is_not_believed_blindly(said: bytes) -> None:
    for reader in (head_from, table_from, end_from):
        with pytest.raises(CannotRead):
            reader(said)


class Keys:
    """Two secret keys and their public halves."""

    def __init__(self, folder) -> None:
        self.paths = [folder / "one", folder / "two"]
        made = [age.new_identity() for _ in self.paths]
        for path, (text, _) in zip(self.paths, made, strict=True):
            path.write_text(text)
        self.public = [public for _, public in made]


@pytest.fixture
def keys(tmp_path) -> Keys:
    return Keys(tmp_path)


def pieces() -> Iterator[bytes]:
    for number in range(200):
        yield bytes([number]) * 1777


def encrypted(*recipients: str) -> bytes:
    into = io.BytesIO()
    age.encrypt(pieces(), into=into, recipients=age.recipients_from(recipients))
    return into.getvalue()


def decrypted(raw: bytes, path) -> bytes:
    found = bytearray()
    age.decrypt(io.BytesIO(raw), take=found.extend, identities=age.identities_from([path]))
    return bytes(found)


def test_each_recipient_opens_what_was_encrypted(keys: Keys) -> None:
    raw = encrypted(*keys.public)
    assert [decrypted(raw, path) for path in keys.paths] == [b"".join(pieces())] * 2
    assert bytes(1777) not in raw


@pytest.mark.parametrize("end", [0, 10, 150, 60_000, 65_552 + 200 + 16, 131_104, 200_000, -1])
def test_a_file_that_was_cut_off_is_refused(keys: Keys, end: int) -> None:
    with pytest.raises(CannotRead):
        decrypted(encrypted(keys.public[0])[:end], keys.paths[0])


@pytest.mark.parametrize("place", [100, 400, 100_000, -1])
def test_one_turned_bit_is_noticed(keys: Keys, place: int) -> None:
    raw = bytearray(encrypted(keys.public[0]))
    raw[place] ^= 1
    with pytest.raises(CannotRead):
        decrypted(bytes(raw), keys.paths[0])


def test_another_secret_key_does_not_open_it(keys: Keys) -> None:
    with pytest.raises(CannotRead, match="made for another one"):
        decrypted(encrypted(keys.public[0]), keys.paths[1])


def test_what_goes_wrong_while_pieces_are_made_is_raised_as_it_was(keys: Keys) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"x" * 100_000
        raise BackupProblem("the database went away")

    with pytest.raises(BackupProblem, match="the database went away"):
        age.encrypt(breaking(), into=io.BytesIO(), recipients=age.recipients_from(keys.public))


def test_what_goes_wrong_while_pieces_are_taken_is_raised_as_it_was(keys: Keys) -> None:
    def refuse(_: bytes) -> None:
        raise BackupProblem("no place for it")

    with pytest.raises(BackupProblem, match="no place for it"):
        age.decrypt(io.BytesIO(encrypted(keys.public[0])), take=refuse, identities=age.identities_from(keys.paths[:1]))


@pytest.mark.parametrize("word", ["age1abc", "ssh-ed25519 AAAA", "me@example.org", "age1" + "q" * 58])
def test_what_is_no_public_key_is_named(word: str) -> None:
    with pytest.raises(BackupProblem, match="is no public key of age"):
        age.recipients_from([word])


def test_a_secret_key_among_the_recipients_is_refused_and_not_repeated() -> None:
    text, _ = age.new_identity()
    secret = text.splitlines()[1]
    with pytest.raises(BackupProblem, match="must not be on this machine") as refused:
        age.recipients_from([secret])
    assert secret not in str(refused.value)


def test_a_backup_for_nobody_is_refused() -> None:
    with pytest.raises(BackupProblem, match="Nobody could open this backup"):
        age.recipients_from([" ", ""])


@pytest.mark.parametrize("content", [b"", b"# only a comment\n", b"age1notsecret\n", b"\xff\xfe\x00"])
def test_a_file_without_a_secret_key_is_named_and_not_quoted(tmp_path, content: bytes) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    with pytest.raises(BackupProblem, match="secret key of age") as refused:
        age.identities_from([path])
    assert "notsecret" not in str(refused.value)
