"""What a person decided holds over every later reading, is shown as theirs, and is never lost."""

import pytest
from django.core.exceptions import ValidationError

from safelamp.engines.extraction.values import Span
from safelamp.ground.audit.models import AuditLine
from safelamp.record.reading.models import Fact, FactKind, Item, NamedPerson, Page, Standing
from safelamp.record.reviewing import applying, bounds, operations, queries
from safelamp.record.reviewing.models import Act, Correction, Reason, State, Subject
from safelamp.record.reviewing.operations import Change
from tests.people import House
from tests.record.pages import MINING, add
from tests.record.reviewing.reviewed import change_fact, deaths, first_item, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db: None) -> Page:
    return add(MINING)


def take_away(fact: Fact, house: House) -> Correction:
    change = Change(Subject(fact.kind), Act.TAKE_AWAY, Span(fact.start, fact.end), applying.values_of(fact))
    return operations.correct(fact.item, change, by=house.officer.member)


def facts_of(page: Page) -> set[tuple[object, ...]]:
    return set(Fact.objects.filter(item__page=page).values_list("kind", "metric", "value", "code", "start", "end"))


def test_a_corrected_value_survives_being_read_again(page: Page, union: House) -> None:
    change_fact(deaths(page), by=union.focal_point, value=11.0, qualifier="")
    operations.reread(page, by=None)
    fact = deaths(page)
    assert (fact.value, fact.qualifier, fact.quote) == (11.0, "", "At least nine miners were killed")
    assert fact.corrected_by == union.organisation
    assert Fact.objects.filter(item__page=page, metric="deaths").count() == 1


def test_reading_again_without_corrections_changes_nothing(page: Page) -> None:
    before, items = facts_of(page), list(page.items.values("id", "headline", "words", "position"))
    operations.reread(page, by=None)
    assert facts_of(page) == before
    assert list(page.items.values("id", "headline", "words", "position")) == items


def test_author_organisation_day_before_and_after_are_kept(page: Page, union: House) -> None:
    made = change_fact(deaths(page), by=union.focal_point, value=11.0)
    kept = Correction.objects.get(id=made.id)
    assert (kept.author, kept.organisation) == (union.focal_point.member, union.organisation)
    assert (kept.before["value"], kept.after["value"]) == (9, 11.0)
    line = AuditLine.objects.get(verb="reviewing.correct")
    assert line.subject_id == made.id


def test_pages_that_were_read_before_names_were_known_are_read_anew_by_themselves(page: Page) -> None:
    page.items.update(body=None)
    NamedPerson.objects.all().delete()
    assert operations.reread_outdated() == 1
    assert operations.reread_outdated() == 0
    assert not page.items.filter(body__isnull=True).exists()


def test_what_was_taken_away_stays_away(page: Page, union: House) -> None:
    take_away(deaths(page), union)
    operations.reread(page, by=None)
    assert not Fact.objects.filter(item__page=page, metric="deaths").exists()


def test_what_was_said_to_be_right_stays_right(page: Page, union: House) -> None:
    change_fact(deaths(page), by=union.trainer)
    operations.reread(page, by=None)
    fact = deaths(page)
    assert fact.reviewed_on is not None
    assert fact.confidence == 1.0
    assert fact.corrected_by is None


def test_an_added_fact_is_added_again(page: Page, union: House) -> None:
    change = Change(
        Subject.FIGURE, Act.ADD, span_of(page, "strike of eleven days"),
        after={"metric": "days", "value": 11.0, "unit": "", "counted": "", "qualifier": "", "period": ""},
    )  # fmt: skip
    item = Item.objects.get(page=page, position=2)
    operations.correct(item, change, by=union.officer.member)
    operations.reread(page, by=None)
    assert (
        Fact.objects.filter(item__page=page, quote="strike of eleven days", corrected_by=union.organisation).count()
        == 1
    )


def test_another_headline_and_date_survive(page: Page, union: House) -> None:
    item = first_item(page)
    words = span_of(page, "Mine collapse kills nine")
    after = {"headline": bounds.anchors_of(page.text, [words])[0], "published": "2024-05-13"}
    change = Change(
        Subject.ITEM, Act.CHANGE, Span(item.headline_start, item.headline_end), bounds.values_of(item), after
    )
    operations.correct(item, change, by=union.officer.member)
    operations.reread(page, by=None)
    again = Item.objects.get(id=item.id)
    assert (again.headline, again.published, str(again.published_on)) == (
        "Mine collapse kills nine", "2024-05-13", "2024-05-13",
    )  # fmt: skip


def test_an_item_that_was_taken_away_stays_away(page: Page, union: House) -> None:
    item = first_item(page)
    change = Change(Subject.ITEM, Act.TAKE_AWAY, Span(item.headline_start, item.headline_end), bounds.values_of(item))
    operations.correct(item, change, by=union.officer.member)
    operations.reread(page, by=None)
    assert [one.headline for one in page.items.order_by("position")] == [
        "Garment workers march in Phnom Penh", "Dockers sign an agreement on working at night",
    ]  # fmt: skip


def test_a_page_that_moved_its_words_keeps_its_corrections(page: Page, union: House) -> None:
    change_fact(deaths(page), by=union.focal_point, value=11.0)
    moved = add(f"A newer item stands above now\n\n1 June 2024\n\nNothing much happened in Chile today.\n\n{MINING}")
    assert deaths(moved).value == 9
    assert operations.carry_over(moved) == 0
    assert deaths(moved).value == 11.0


def test_what_can_no_longer_be_placed_waits_in_the_queue(page: Page, union: House) -> None:
    change_fact(deaths(page), by=union.focal_point, value=11.0)
    page.text = page.text.replace("At least nine miners were killed", "Miners lost their lives")
    page.save()
    operations.reread(page, by=None)
    waiting = [row for row in queries.waiting(union.officer.member) if row.sort is queries.Sort.CORRECTION]
    assert [row.words for row in waiting] == ["At least nine miners were killed"]
    assert Correction.objects.get().state == State.UNPLACED


def test_another_organisations_correction_waits_for_the_curator(
    page: Page, federation: House, union: House, other_union: House
) -> None:
    change_fact(deaths(page), by=union.focal_point, value=11.0)
    made = change_fact(deaths(page), by=other_union.focal_point, value=12.0)
    assert made.state == State.CONFLICT
    assert deaths(page).value == 11.0
    assert made.id in {row.id for row in queries.waiting(federation.officer.member)}
    assert made.id not in {row.id for row in queries.waiting(other_union.officer.member)}
    operations.decide(made, State.APPLIED, by=federation.officer.member)
    assert (deaths(page).value, deaths(page).corrected_by) == (12.0, other_union.organisation)
    operations.reread(page, by=None)
    assert deaths(page).value == 12.0


def test_what_the_curator_refuses_does_not_hold(
    page: Page, federation: House, union: House, other_union: House
) -> None:
    change_fact(deaths(page), by=union.focal_point, value=11.0)
    made = change_fact(deaths(page), by=other_union.focal_point, value=12.0)
    operations.decide(made, State.REFUSED, by=federation.officer.member)
    operations.reread(page, by=None)
    assert deaths(page).value == 11.0


def test_the_curator_is_the_organisation_at_the_top(federation: House, union: House) -> None:
    assert queries.curator() == federation.organisation
    assert queries.is_curator(federation.trainer.member)
    assert not queries.is_curator(union.officer.member)


def test_a_representative_corrects_nothing(page: Page, union: House) -> None:
    with pytest.raises(ValidationError):
        change_fact(deaths(page), by=union.representative, value=1.0)


def test_a_private_page_is_corrected_by_its_own_organisation_only(union: House, other_union: House) -> None:
    page = add(MINING, organisation=union.organisation)
    with pytest.raises(ValidationError):
        change_fact(deaths(page), by=other_union.officer, value=1.0)
    with pytest.raises(Fact.DoesNotExist):
        queries.fact_for(other_union.officer.member, deaths(page).id)
    assert change_fact(deaths(page), by=union.officer, value=11.0).state == State.APPLIED


def ruled(page: Page, house: House, standing: Standing, *, words: str = "Quetta", role: str = "officer") -> Correction:
    person = getattr(house, role).member
    reason = Reason.AGREED if standing == Standing.RELEASED else Reason.PRIVATE
    return operations.rule_on(first_item(page), name=span_of(page, words), standing=standing, reason=reason, by=person)


def test_a_name_that_a_person_withholds_is_withheld_and_stays_so(page: Page, union: House) -> None:
    ruled(page, union, Standing.MASKED, role="trainer")
    operations.reread(page, by=None)
    person = NamedPerson.objects.get(item__page=page, quote="Quetta")
    assert person.standing == Standing.MASKED
    assert not Fact.objects.filter(item__page=page, kind=FactKind.PLACE, code="Quetta").exists()
    assert "quetta" not in Item.objects.get(page=page, position=0).words


def test_only_an_officer_releases_a_name(page: Page, union: House) -> None:
    ruled(page, union, Standing.MASKED)
    with pytest.raises(ValidationError):
        ruled(page, union, Standing.RELEASED, role="focal_point")
    ruled(page, union, Standing.RELEASED)
    operations.reread(page, by=None)
    assert NamedPerson.objects.get(item__page=page, quote="Quetta").standing == Standing.RELEASED
    assert "quetta" in Item.objects.get(page=page, position=0).words


def test_withholding_a_name_never_waits_for_the_curator(page: Page, union: House, other_union: House) -> None:
    ruled(page, union, Standing.MASKED)
    ruled(page, union, Standing.RELEASED)
    assert ruled(page, other_union, Standing.MASKED).state == State.APPLIED
    assert ruled(page, union, Standing.RELEASED).state == State.CONFLICT
    assert NamedPerson.objects.get(item__page=page, quote="Quetta").standing == Standing.MASKED


def test_a_hidden_item_stays_hidden_when_it_is_read_again_anywhere(page: Page, union: House) -> None:
    item = first_item(page)
    operations.hide(item, by=union.officer.member)
    operations.reread(page, by=None)
    again = add(
        f"{MINING}\nAnother day, another page of the same publisher\n\n2 June 2024\n\nNothing else is new here."
    )
    for one in (Item.objects.get(id=item.id), again.items.get(headline=item.headline)):
        assert one.hidden_on is not None
        assert one.words == ""
    operations.show_again(Item.objects.select_related("page__source").get(id=item.id), by=union.officer.member)
    assert not Item.objects.filter(hidden_on__isnull=False).exists()
    assert "quetta" in Item.objects.get(id=item.id).words
