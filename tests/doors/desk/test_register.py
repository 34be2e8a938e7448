"""The register at the desk: who may, what is kept, what is refused, and what it says."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from safelamp.doors.desk.forms.register import DiseaseForm, InjuryForm, OccurrenceForm
from safelamp.doors.desk.forms.register_questions import EntryForm
from safelamp.loop.register import operations, queries, words
from safelamp.loop.register.kinds import Kind
from safelamp.loop.register.models import Disease, Entry, Person, RegisterSource
from safelamp.loop.register.queries import Filters
from tests.loop.register.written import DAY, NOW, disease, injury
from tests.people import House
from tests.people import Person as Somebody

NOBODYS = uuid.UUID(int=7, version=4)
AtDesk = Callable[[Somebody], Client]
INJURY = {
    "kind": "injury", "day": "2026-03-02", "hazard": "fall", "severity": "lost_time", "days_lost": "11",
    "notified": "not_known", "narrative": "Somsri fell from the ladder.", "person": "Somsri Jaidee", "consent": "on",
    "sex": "woman", "accident_type": "1", "nature": "2", "part": "6", "time_band": "09",
}  # fmt: skip
DISEASE = {
    "kind": "suspected", "name": "silicosis", "agent": "silica", "hazard": "chemical", "day": "2026-02-01",
    "exposure_from": "2008-05", "exposure_to": "2018", "diagnosed_on": "2026-02-01", "severity": "serious",
    "notified": "yes", "notified_by": "employer", "notified_on": "2026-02-03", "group": "2.1",
}  # fmt: skip
OCCURRENCE = {"day": "2026-03-02", "hazard": "struck", "notified": "no", "narrative": "The crane let go."}
FORMS = [
    ("desk:register_new_injury", INJURY),
    ("desk:register_new_disease", DISEASE),
    ("desk:register_new_occurrence", OCCURRENCE),
]


def recorded(house: House, **changes: object) -> Entry:
    return operations.record_injury(injury(**changes), by=house.focal_point.session, at=NOW)


@pytest.mark.parametrize(("name", "answers"), FORMS)
def test_each_kind_is_recorded_and_shown(union: House, at_desk: AtDesk, name: str, answers: dict[str, str]) -> None:
    client = at_desk(union.focal_point)
    answer = client.post(reverse(name), {**answers, "workplace": str(union.workplace.id)}, follow=True)
    entry = queries.entries_for(union.officer.member).get()
    assert answer.redirect_chain[-1][0].startswith(reverse("desk:register_entry", args=[entry.id]))
    assert "Union Mill" in answer.content.decode()
    assert entry.workplace == union.workplace


def test_an_injury_keeps_what_was_answered(union: House, at_desk: AtDesk) -> None:
    shown = at_desk(union.focal_point).post(reverse("desk:register_new_injury"), INJURY, follow=True).content.decode()
    for said in ("Somsri fell from the ladder.", "Somsri Jaidee", "11 days", "Fracture", "woman", "9 to noon"):
        assert said in shown
    assert Person.objects.get().sex == "woman"


def test_a_disease_shows_its_latency(union: House, at_desk: AtDesk) -> None:
    shown = at_desk(union.focal_point).post(reverse("desk:register_new_disease"), DISEASE, follow=True).content.decode()
    assert "17 years" in shown
    assert "Told to the authority?" in shown
    kept = Disease.objects.get()
    assert (kept.exposure_from, kept.exposure_to) == (dt.date(2008, 5, 1), dt.date(2018, 1, 1))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"day": ""}, "This field is required"),
        ({"day": "02/03/2026"}, "Enter a valid date"),
        ({"day": "2199-01-01"}, "This day has not come yet"),
        ({"day": "0001-01-01"}, "Check the year"),
        ({"hazard": "dragon"}, "Select a valid choice"),
        ({"severity": "nobody"}, "Select a valid choice"),
        ({"days_lost": "367"}, "less than or equal to 366"),
        ({"days_lost": "-1"}, "greater than or equal to 0"),
        ({"days_lost": "0"}, "less than one day away"),
        ({"consent": ""}, "Ask the person first"),
        ({"severity": "fatal", "days_lost": "", "died_on": "2026-03-01"}, "cannot come before the accident"),
        ({"days_lost": "", "died_on": "2026-03-05"}, "counts as fatal"),
        (
            {"severity": "fatal", "days_lost": "", "day": "2024-03-02", "died_on": "2025-03-03"},
            "does not count as fatal",
        ),
        ({"notified_by": "union"}, "Choose “yes”"),
        ({"notified": "yes", "notified_on": "2026-03-01"}, "before it happened"),
        ({"narrative": "x" * 4001}, "at most 4000"),
        ({"narrative": "a\0b"}, "Null characters"),
        ({"workplace": "not-an-id"}, "is not a valid"),
        ({"workplace": str(NOBODYS)}, "Select a valid choice"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_wrong_answer_is_said_beside_its_field_and_nothing_is_kept(
    union: House, at_desk: AtDesk, wrong: dict[str, str], says: str
) -> None:
    answer = at_desk(union.focal_point).post(reverse("desk:register_new_injury"), {**INJURY, **wrong})
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert says in shown
    assert 'class="answer wrong"' in shown
    assert "Somsri Jaidee" in shown  # what was right is still there
    assert not Entry.objects.exists()


def test_another_unions_workplace_cannot_be_named(union: House, other_union: House, at_desk: AtDesk) -> None:
    forged = {**INJURY, "workplace": str(other_union.workplace.id)}
    assert (
        b"Select a valid choice" in at_desk(union.focal_point).post(reverse("desk:register_new_injury"), forged).content
    )
    assert not Entry.objects.exists()


def test_the_longest_story_in_khmer_is_kept_whole(union: House, at_desk: AtDesk) -> None:
    story = ("គាត់បានធ្លាក់ពីជណ្ដើរ " * 400)[:4000].strip()
    at_desk(union.focal_point).post(reverse("desk:register_new_injury"), {**INJURY, "narrative": story})
    assert words.opened(union.officer.session, Entry.objects.get()).narrative == story


def test_violence_is_kept_and_its_writer_is_told_who_reads_it(union: House, at_desk: AtDesk) -> None:
    answer = at_desk(union.focal_point).post(
        reverse("desk:register_new_injury"), {**INJURY, "hazard": "violence"}, follow=True
    )
    assert "read the restricted lane" in answer.content.decode()
    entry = Entry.objects.get()
    address = reverse("desk:register_entry", args=[entry.id])
    assert at_desk(union.focal_point).get(address).status_code == 404
    assert "Somsri fell" in at_desk(union.restricted_reader).get(address).content.decode()


def test_a_correction_begins_with_what_is_known_and_keeps_its_reason(union: House, at_desk: AtDesk) -> None:
    entry = recorded(union, workplace=union.workplace)
    client, address = at_desk(union.officer), reverse("desk:register_correct", args=[entry.id])
    form = client.get(address)
    begun = form.context["form"]
    assert "Somsri fell from the ladder." in form.content.decode()
    answers = {name: begun[name].value() or "" for name in begun.fields}
    answers |= {"workplace": str(entry.workplace_id), "days_lost": "30", "consent": "on", "reason": "It was a month"}
    shown = client.post(address, answers, follow=True).content.decode()
    assert "30 days" in shown
    assert "It was a month" in shown
    found = queries.entry_for(union.officer.member, entry.id)
    assert queries.corrections_of(union.officer.member, entry).get().fields == "days_lost"
    assert words.opened(union.officer.session, found).person == "Somsri Jaidee"
    assert Person.objects.get().consent_on == DAY


def test_a_correction_without_a_reason_changes_nothing(union: House, at_desk: AtDesk) -> None:
    entry = recorded(union)
    answer = at_desk(union.officer).post(
        reverse("desk:register_correct", args=[entry.id]), {**INJURY, "days_lost": "30"}
    )
    assert answer.status_code == 200
    assert queries.entry_for(union.officer.member, entry.id).days_lost == 11


def test_a_public_entry_is_corrected_without_touching_its_words_or_its_codes(union: House, at_desk: AtDesk) -> None:
    source = RegisterSource.objects.create(organisation=union.organisation, name="Public book", public=True)
    entry = Entry.objects.create(
        organisation=union.organisation, source=source, source_key="1", kind=Kind.INJURY, hazard="not_sure", day=DAY,
        recorded_on=DAY, narrative_public="A worker fell.", employer_public="Mill", severity="serious",
    )  # fmt: skip
    entry.codes.create(axis="event", scheme="OIICS", version="2.01", code="4331")
    client, address = at_desk(union.officer), reverse("desk:register_correct", args=[entry.id])
    assert b'name="narrative"' not in client.get(address).content
    answers = {**INJURY, "severity": "serious", "days_lost": "", "reason": "seen", "narrative": "forged"}
    shown = client.post(address, answers, follow=True).content.decode()
    assert "A worker fell." in shown
    assert "forged" not in shown
    assert "4331" in shown
    assert queries.entry_for(union.officer.member, entry.id).hazard == "fall"


def test_consent_can_be_withdrawn(union: House, at_desk: AtDesk) -> None:
    entry = recorded(union)
    client = at_desk(union.officer)
    shown = client.post(reverse("desk:register_withdraw_consent", args=[entry.id]), follow=True).content.decode()
    assert "Somsri Jaidee" not in shown
    assert not Person.objects.exists()


def test_the_list_says_how_many_and_filters_stay_while_paging(union: House, at_desk: AtDesk) -> None:
    Entry.objects.bulk_create(
        Entry(organisation=union.organisation, kind="injury", hazard="fall", day=DAY, recorded_on=DAY)
        for _ in range(1203)
    )
    recorded(union, hazard="machine")
    client = at_desk(union.officer)
    shown = client.get(reverse("desk:register")).content.decode()
    assert "Showing 1–50 of 1,204 entries" in shown
    shown = client.get(reverse("desk:register"), {"hazard": "fall", "page": "2"}).content.decode()
    assert "Showing 51–100 of 1,203 entries" in shown
    assert "hazard=fall&amp;page=3" in shown
    shown = client.get(reverse("desk:register"), {"hazard": "machine"}).content.decode()
    assert "Showing 1–1 of 1 entry" in shown
    assert "Somsri" not in shown


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"}, {"page": "-1"}, {"page": "x" * 3000}, {"page": "9" * 4000}, {"page": "²"}, {"hazard": "dragon"},
        {"since": "yesterday"}, {"workplace": "1' or 1=1"}, {"kind": "\0"}, {"source": str(NOBODYS)},
    ],
    ids=lambda query: str(query)[:40],
)  # fmt: skip
def test_a_query_that_makes_no_sense_narrows_nothing(union: House, at_desk: AtDesk, query: dict[str, str]) -> None:
    recorded(union)
    assert b"Showing 1" in at_desk(union.officer).get(reverse("desk:register"), query).content


def test_an_empty_register_says_what_to_do_next(union: House, at_desk: AtDesk) -> None:
    shown = at_desk(union.officer).get(reverse("desk:register")).content.decode()
    assert "Record the first injury" in shown


def private_addresses(entry: Entry) -> list[str]:
    names = ["desk:register_entry", "desk:register_correct", "desk:register_withdraw_consent"]
    return [reverse(name, args=[entry.id]) for name in names]


def test_another_unions_entry_is_not_there(union: House, other_union: House, at_desk: AtDesk) -> None:
    entry = recorded(union)
    client = at_desk(other_union.officer)
    for address in private_addresses(entry):
        assert client.post(address, INJURY).status_code in {404, 405}
        assert client.get(address).status_code in {404, 405}
    assert "Showing" not in client.get(reverse("desk:register")).content.decode()
    assert queries.page_for(union.officer.member, filters=Filters()).total == 1


@pytest.mark.parametrize("who", ["representative", "trainer"])
def test_a_role_without_the_register_finds_nothing(union: House, at_desk: AtDesk, who: str) -> None:
    client = at_desk(getattr(union, who))
    for name in ("desk:register", "desk:register_new", "desk:register_new_injury"):
        assert client.get(reverse(name)).status_code == 404


def test_a_visitor_is_asked_to_log_in(union: House, client: Client) -> None:
    assert "/desk/log-in/" in client.get(reverse("desk:register"))["Location"]


def test_an_entry_is_changed_by_post_only(union: House, at_desk: AtDesk) -> None:
    address = reverse("desk:register_withdraw_consent", args=[recorded(union).id])
    assert at_desk(union.officer).get(address).status_code == 405


def test_a_reader_without_keys_cannot_wipe_words_by_correcting(union: House, at_desk: AtDesk) -> None:
    entry = operations.record_disease(disease(), by=union.focal_point.session, at=NOW)
    Entry.objects.filter(id=entry.id).update(narrative_sealed=b"\x01broken")
    assert at_desk(union.officer).get(reverse("desk:register_correct", args=[entry.id])).status_code == 404


@pytest.mark.parametrize("form", [InjuryForm, DiseaseForm, OccurrenceForm])
def test_every_question_stands_under_a_heading_once(union: House, form: type[EntryForm]) -> None:
    made = form(member=union.officer.member)
    placed = [field.name for _, fields in made.sections() for field in fields]
    assert sorted(placed) == sorted(made.fields)
