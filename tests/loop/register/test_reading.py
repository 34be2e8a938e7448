"""Lists, pages and counts: each reader's own, and no other's."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.loop.register import operations, queries
from safelamp.loop.register.models import Entry
from safelamp.loop.register.queries import Filters, months
from tests.loop.register.written import DAY, NOW, disease, injury, occurrence
from tests.people import House


@pytest.fixture
def many(union: House) -> House:
    """120 injuries on as many days, one disease, one occurrence."""
    Entry.objects.bulk_create(
        Entry(
            organisation=union.organisation,
            kind="injury",
            hazard="fall" if number % 3 else "machine",
            severity="fatal" if number == 7 else "serious",
            day=dt.date(2026, 1, 1) + dt.timedelta(number),
            recorded_on=DAY,
        )
        for number in range(120)
    )
    operations.record_disease(disease(), by=union.focal_point.session, at=NOW)
    operations.record_dangerous_occurrence(occurrence(workplace=union.workplace), by=union.focal_point.session, at=NOW)
    return union


def test_the_list_is_newest_first_and_paged_without_gaps(many: House) -> None:
    pages = [queries.page_for(many.officer.member, filters=Filters(), number=number) for number in (1, 2, 3)]
    assert [(page.first, page.last, page.total) for page in pages] == [(1, 50, 122), (51, 100, 122), (101, 122, 122)]
    ids = [entry.id for page in pages for entry in page.entries]
    assert len(set(ids)) == 122
    days = [entry.day for page in pages for entry in page.entries]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-3, 1), (99, 3)])
def test_a_page_outside_the_list_is_the_nearest_one(many: House, asked: int, given: int) -> None:
    assert queries.page_for(many.officer.member, filters=Filters(), number=asked).number == given


def test_an_empty_register_has_one_page_of_nothing(union: House) -> None:
    page = queries.page_for(union.officer.member, filters=Filters())
    assert (page.entries, page.total, page.pages) == ([], 0, 1)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(kind="occurrence"), 1),
        (Filters(kind="injury", hazard="machine"), 40),
        (Filters(severity="fatal"), 1),
        (Filters(since=dt.date(2026, 1, 5), until=dt.date(2026, 1, 6)), 2),
        (Filters(kind="no such kind"), 122),
    ],
    ids=str,
)
def test_filters_narrow_the_list(many: House, filters: Filters, count: int) -> None:
    assert queries.page_for(many.officer.member, filters=filters).total == count


def test_the_list_can_be_narrowed_to_a_workplace(many: House) -> None:
    found = queries.page_for(many.officer.member, filters=Filters(workplace_id=many.workplace.id))
    assert [entry.kind for entry in found.entries] == ["occurrence"]


def test_months_count_every_entry_once_and_empty_months_as_nothing(many: House) -> None:
    counted = queries.counts_by_month(many.officer.member, since=dt.date(2025, 12, 1), until=dt.date(2026, 12, 31))
    assert len(counted) == 13
    assert (counted[dt.date(2026, 1, 1)], counted[dt.date(2026, 2, 1)]) == (31, 28)
    assert (counted[dt.date(2025, 12, 1)], sum(counted.values())) == (0, 122)


def test_hazards_are_counted_most_first(many: House) -> None:
    counted = queries.counts_by_hazard(many.officer.member, since=dt.date(2026, 1, 1), until=dt.date(2026, 12, 31))
    assert list(counted.items()) == [("fall", 80), ("machine", 40), ("chemical", 1), ("struck", 1)]


def test_kinds_are_counted_apart(many: House) -> None:
    counted = queries.counts_by_kind(many.officer.member)
    assert [counted[kind] for kind in counted] == [120, 0, 1, 0, 1]


def test_another_union_sees_nothing_of_it(many: House, other_union: House) -> None:
    reader = other_union.officer.member
    whole = {"since": dt.date(2000, 1, 1), "until": dt.date(2026, 12, 31)}
    assert queries.page_for(reader, filters=Filters()).total == 0
    assert queries.counts_by_hazard(reader, **whole) == {}
    assert not any(queries.counts_by_month(reader, **whole).values())
    assert queries.newest_day(reader) is None
    entry = queries.entries_for(many.officer.member).first()
    assert entry is not None
    assert not queries.corrections_of(reader, entry).exists()
    with pytest.raises(Entry.DoesNotExist):
        queries.entry_for(reader, entry.id)


@pytest.mark.parametrize("who", ["representative", "trainer"])
def test_a_role_without_the_register_sees_nothing_of_it(many: House, who: str) -> None:
    assert not queries.entries_for(getattr(many, who).member).exists()


@given(st.dates(dt.date(1990, 1, 1)), st.integers(0, 2000))
def test_months_are_all_the_months_between(since: dt.date, later: int) -> None:
    until = min(since, dt.date(2100, 1, 1)) + dt.timedelta(later)
    since = min(since, until)
    expected = {(since + dt.timedelta(day)).replace(day=1) for day in range((until - since).days + 1)}
    assert months(since, until) == sorted(expected)


def test_an_injury_recorded_today_is_the_newest(union: House) -> None:
    operations.record_injury(injury(), by=union.focal_point.session, at=NOW)
    assert queries.newest_day(union.officer.member) == DAY
