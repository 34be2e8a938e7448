"""Parcels: what was written is read, and everything else is told what is wrong with it."""

import uuid
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.sealing import parcels
from safelamp.engines.sealing.parcels import BadParcel, Fault, Parcel, Part

PARCEL = Parcel(uuid.UUID(int=7), head=b"head", words=b"words", photo=b"photo", voice=b"voice", work=b"work")
RAW = parcels.write(PARCEL)
START = 19
BEHIND_THE_WORDS = (["photo", "voice", "work"], ["voice", "work"], ["work"])
MADE = st.builds(
    Parcel,
    report_id=st.uuids(),
    head=st.binary(min_size=1, max_size=50),
    words=st.binary(min_size=1, max_size=50),
    photo=st.binary(max_size=50),
    voice=st.binary(max_size=50),
    work=st.binary(max_size=50),
    waited_days=st.none() | st.integers(0, parcels.LONGEST_WAIT),
)


def part(kind: int, content: bytes) -> bytes:
    return bytes([kind]) + len(content).to_bytes(4, "big") + content


def fault_of(raw: bytes) -> Fault:
    with pytest.raises(BadParcel) as refused:
        parcels.read(raw)
    return refused.value.fault


@given(parcel=MADE)
def test_what_is_written_is_read(parcel: Parcel) -> None:
    assert parcels.read(parcels.write(parcel)) == parcel


@given(raw=st.binary(max_size=200) | st.binary(max_size=200).map(lambda more: b"\x01" + more))
def test_no_bytes_at_all_make_it_fail_otherwise(raw: bytes) -> None:
    with suppress(BadParcel):
        assert parcels.read(parcels.write(parcels.read(raw)))


def test_a_parcel_cut_off_anywhere_is_not_taken_for_a_whole_one() -> None:
    """But for the end of a part behind the words, where the connection's own length tells (doors/worker/intake.py)."""
    ends = {len(parcels.write(replace(PARCEL, **dict.fromkeys(gone, b"")))) for gone in BEHIND_THE_WORDS}  # type: ignore[arg-type]
    for length in set(range(len(RAW))) - ends:
        assert fault_of(RAW[:length]) in {Fault.CUT_OFF, Fault.MISSING}, length


def test_another_version_says_so() -> None:
    assert fault_of(b"\x02" + RAW[1:]) == Fault.VERSION


def test_a_part_that_stands_twice_is_refused() -> None:
    assert fault_of(RAW[:START] + part(1, b"a") + part(1, b"b") + part(2, b"c")) == Fault.ORDER
    assert fault_of(RAW + part(3, b"another photo")) == Fault.ORDER


def test_parts_in_another_order_are_refused() -> None:
    assert fault_of(RAW[:START] + part(2, b"c") + part(1, b"a")) == Fault.ORDER


def test_bytes_behind_the_last_part_are_refused() -> None:
    assert fault_of(RAW + b"\x00") == Fault.CUT_OFF
    assert fault_of(RAW + part(6, b"more")) == Fault.ORDER


def test_a_parcel_without_head_or_words_is_refused() -> None:
    assert fault_of(RAW[:START]) == Fault.MISSING
    assert fault_of(RAW[:START] + part(1, b"a")) == Fault.MISSING
    assert fault_of(RAW[:START] + part(1, b"a") + part(2, b"")) == Fault.MISSING


@pytest.mark.parametrize("kind", Part)
def test_a_part_that_says_it_is_huge_is_refused_before_it_is_read(kind: Part) -> None:
    announced = bytes([kind]) + (0xFFFFFFFF).to_bytes(4, "big")
    assert fault_of(RAW[:START] + announced) == Fault.TOO_LARGE


def test_a_huge_parcel_is_refused() -> None:
    assert fault_of(bytes(parcels.LARGEST + 1)) == Fault.TOO_LARGE


def test_a_wait_of_years_is_unknown() -> None:
    """The phone's clock was wrong: nobody knows how long it waited."""
    for days in (parcels.LONGEST_WAIT + 1, 20_000, 0xFFFE, 0xFFFF):
        assert parcels.read(RAW[:17] + days.to_bytes(2, "big") + RAW[19:]).waited_days is None
    longest = RAW[:17] + parcels.LONGEST_WAIT.to_bytes(2, "big") + RAW[19:]
    assert parcels.read(longest).waited_days == parcels.LONGEST_WAIT


def test_the_mark_leaves_out_how_long_it_waited_and_the_proof() -> None:
    assert replace(PARCEL, waited_days=3, work=b"other").mark == PARCEL.mark
    for other in ({"words": b"other"}, {"photo": b""}, {"head": b"other"}, {"report_id": uuid.UUID(int=8)}):
        assert replace(PARCEL, **other).mark != PARCEL.mark  # type: ignore[arg-type]


def test_the_mark_tells_a_photo_from_a_voice() -> None:
    assert replace(PARCEL, photo=b"x", voice=b"").mark != replace(PARCEL, photo=b"", voice=b"x").mark
