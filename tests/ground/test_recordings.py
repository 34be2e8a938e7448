"""Screens read aloud by people: made anew, public, nameless in a hostile profile; sets travel whole or not at all."""

import io
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st

from safelamp.doors.worker.screens import Screen
from safelamp.ground.apart import anew
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Member, Profile, Role
from safelamp.ground.recordings import operations, queries, sets
from safelamp.ground.recordings.models import Licence, Recording
from safelamp.ground.recordings.operations import Spoken
from safelamp.ground.recordings.screens import ALOUD, DIGITS
from tests import sounds
from tests.people import House


@pytest.fixture(autouse=True)
def _fresh() -> None:
    queries.forget()


@pytest.fixture
def reader(union: House) -> Member:
    member = union.focal_point.member
    member.reads = ["en", "km"]
    member.save(update_fields=["reads"])
    return member


@pytest.fixture(scope="module")
def raw() -> bytes:
    return sounds.recording(container="mp4", codec="aac", said={"title": "Sokhas phone"})


def spoken(raw: bytes, key: str = "pictures", licence: Licence = Licence.CC0) -> Spoken:
    return Spoken(key, raw, licence, "Sokha")


def test_every_screen_of_telling_can_be_read_aloud_and_every_digit() -> None:
    assert {screen.value for screen in Screen} <= set(ALOUD)
    assert set(DIGITS) <= set(ALOUD)
    assert all(each.words for each in ALOUD.values())


def test_a_recording_is_made_anew_and_heard_at_an_address_of_its_own(reader: Member, raw: bytes) -> None:
    operations.add(reader, "km", [spoken(raw)])
    row = Recording.objects.get()
    assert b"Sokhas" not in bytes(row.sound)
    assert queries.marks_in("km") == {"pictures": row.mark}
    assert queries.sound_of(row.mark) == bytes(row.sound)
    assert (row.speaker, row.added_by) == ("Sokha", reader.id)


def test_a_new_one_takes_the_place_and_another_address(reader: Member, raw: bytes) -> None:
    operations.add(reader, "km", [spoken(raw)])
    before = Recording.objects.get().mark
    operations.add(reader, "km", [spoken(sounds.recording(seconds=2))])
    assert Recording.objects.get().mark != before
    with pytest.raises(Recording.DoesNotExist):
        queries.sound_of(before)


def test_in_a_hostile_profile_neither_who_spoke_nor_who_added_it_is_kept(hostile_reader: Member, raw: bytes) -> None:
    operations.add(hostile_reader, "km", [spoken(raw)])
    row = Recording.objects.get()
    assert (row.speaker, row.added_by) == ("", None)
    operations.take_away(hostile_reader, "km", row.key)
    lines = AuditLine.objects.filter(verb__startswith="recordings.")
    assert {line.member_id for line in lines} == {None}, "the day and the language would tell what they read"


@pytest.fixture
def hostile_reader(union: House, reader: Member) -> Member:
    organisations.choose_profile(union.organisation, profile=Profile.HOSTILE, neutral_name="Q", by=union.officer.member)
    return Member.objects.select_related("organisation").get(id=reader.id)


def test_what_cannot_be_heard_is_refused_and_what_there_was_stays(reader: Member, raw: bytes) -> None:
    operations.add(reader, "km", [spoken(raw)])
    before = Recording.objects.get().mark
    with pytest.raises(anew.NotMade):
        operations.add(reader, "km", [spoken(raw, "kind"), spoken(b"no sound")])
    assert [each.mark for each in Recording.objects.all()] == [before]


def test_a_language_that_is_not_read_is_not_ones_own(reader: Member, raw: bytes) -> None:
    with pytest.raises(PermissionDenied):
        operations.add(reader, "th", [spoken(raw)])
    with pytest.raises(PermissionDenied):
        operations.take_away(reader, "th", "pictures")


def test_a_representative_and_a_practice_organisation_add_none(union: House, reader: Member) -> None:
    assert queries.languages_for(union.representative.member) == []
    reader.organisation.kind = "practice"
    assert queries.languages_for(reader) == []
    assert reader.role == Role.FOCAL_POINT


def test_taken_away_it_is_offered_no_more_and_both_acts_are_in_the_audit(reader: Member, raw: bytes) -> None:
    operations.add(reader, "km", [spoken(raw)])
    assert operations.take_away(reader, "km", "pictures")
    assert not operations.take_away(reader, "km", "pictures")
    assert queries.marks_in("km") == {}
    verbs = AuditLine.objects.filter(verb__startswith="recordings.").values_list("verb", flat=True)
    assert sorted(verbs) == ["recordings.add", "recordings.take_away"]


def test_digits_are_read_aloud_only_when_all_ten_are_there(reader: Member, raw: bytes) -> None:
    operations.add(reader, "km", [spoken(raw, key) for key in DIGITS[:3]])
    assert queries.digits_in("km") == []


def test_no_screen_no_recording(raw: bytes) -> None:
    with pytest.raises(ValueError, match="no such screen"):
        spoken(raw, "elsewhere")


# Sets


def test_a_set_travels_with_licence_and_consent(reader: Member, other_union: House, raw: bytes) -> None:
    operations.add(reader, "km", [spoken(raw), spoken(raw, "kind", Licence.HERE)])
    packed = sets.packed("km")
    Recording.objects.all().delete()
    brought = sets.unpacked(packed)
    assert (brought.language, [each.key for each in brought.spoken]) == ("km", ["pictures"])
    operations.add(reader, brought.language, brought.spoken)
    assert Recording.objects.get().licence == Licence.CC0


def archive(*, rows: object = None, format_: str = sets.FORMAT, files: dict[str, bytes] | None = None) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("manifest.json", json.dumps({"format": format_, "language": "km", "recordings": rows}))
        for name, content in (files or {}).items():
            made.writestr(name, content)
    return held.getvalue()


def row(content: bytes, **other: object) -> dict[str, object]:
    told = {"key": "pictures", "file": "a.webm", "mark": operations.mark_of(content), "licence": "CC0-1.0",
            "speaker": "", "speaker_agreed": True}  # fmt: skip
    return told | other


HUGE = b"\0" * 3_000_000


@pytest.mark.parametrize(
    "hostile",
    [
        b"", b"PK\x03\x04", b"x" * 5000, archive(), archive(rows=[]), archive(rows=[{}]), archive(rows="x"),
        archive(rows=[row(b"a")] * 60, files={"a.webm": b"a"}),
        archive(rows=[row(b"a", mark="0" * 32)], files={"a.webm": b"a"}),
        archive(rows=[row(b"a", speaker_agreed=False)], files={"a.webm": b"a"}),
        archive(rows=[row(b"a", licence="here")], files={"a.webm": b"a"}),
        archive(rows=[row(b"a", key="../../etc")], files={"a.webm": b"a"}),
        archive(rows=[row(b"a", file="../a.webm")], files={"a.webm": b"a"}),
        archive(rows=[row(HUGE)], files={"a.webm": HUGE}),
        archive(rows=[row(b"a")], format_="safelamp-recordings-9", files={"a.webm": b"a"}),
        archive(rows=[row(b"a")], files={"a.webm": b"a"})[:-30],
    ],
)  # fmt: skip
def test_what_is_no_set_is_refused_by_name(hostile: bytes) -> None:
    with pytest.raises(sets.Unreadable):
        sets.unpacked(hostile)


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 400), put=st.binary(min_size=1, max_size=30))
def test_damaged_sets_are_read_or_refused(at: int, put: bytes) -> None:
    whole = archive(rows=[row(b"abc")], files={"a.webm": b"abc"})
    try:
        sets.unpacked(whole[:at] + put + whole[at + len(put) :])
    except sets.Unreadable:
        return
