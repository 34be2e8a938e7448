"""What may be added of deaths that items tell, on invented sentences (decision 0020)."""

# ruff: noqa: E501  # sentences and cases stand on one line

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.record.searching.tolls import Sort, Told, Why, sort_of, toll_of

_count = itertools.count()


def told(value: float = 9, context: str = "", **changes: object) -> Told:
    number = next(_count)
    plain: dict[str, object] = {
        "key": f"fact{number}", "item": f"item{number}", "value": value, "quote": f"{value} killed",
        "context": context or f"{value} miners were killed in the shaft on Sunday", "qualifier": "", "period": "",
        "confidence": 0.9, "item_confidence": 0.9, "countries": ("PK",), "sectors": ("mining",), "topics": ("fatality",),
        "places": frozenset(), "days": (dt.date(2024, 5, 10),), "published": dt.date(2024, 5, 12),
    }  # fmt: skip
    return Told(**(plain | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("context", "changes", "expected"),
    [
        ("Nine miners were killed near Quetta", {}, Sort.EVENT),
        ("The death toll of the fire rises to 17", {}, Sort.EVENT),
        ("35,000 die at work every year", {}, Sort.ESTIMATE),
        ("35,000 die at work", {"period": "P1Y"}, Sort.ESTIMATE),
        ("12 deaths per 100,000 workers", {}, Sort.ESTIMATE),
        ("unions estimate that at least 208 workers were killed on the job in 2020", {}, Sort.ESTIMATE),
        ("about 40 workers were killed", {"qualifier": "about"}, Sort.ESTIMATE),
        ("20 miners are feared dead", {}, Sort.ESTIMATE),
        ("Asbestos could kill 400 workers", {}, Sort.ESTIMATE),
        ("So far this year, 14 mineworkers have been killed", {}, Sort.TOTAL),
        ("200 workers have died since January", {}, Sort.TOTAL),
        ("208 workers were killed on the job in 2020", {}, Sort.TOTAL),
        ("208 workers were killed", {"period": "2020"}, Sort.TOTAL),
        ("208 workers were killed", {"period": "2020-01-01/2020-06-30"}, Sort.TOTAL),
        ("the 14th fatality of the season among workers", {}, Sort.TOTAL),
        ("Nine were killed", {"period": "2024-05-10"}, Sort.EVENT),
        ("Nine were killed", {"period": "2024-05-10/2024-05-11"}, Sort.EVENT),
        ("25,000 people died in the earthquake", {}, Sort.OTHER),
        ("Nine died", {"topics": ("disaster", "fatality")}, Sort.OTHER),
        ("Nine died in the shelling of the plant", {}, Sort.OTHER),
        ("Depuis janvier, 30 mineurs sont morts", {}, Sort.TOTAL),
        ("Cada año mueren 200 mineros", {}, Sort.ESTIMATE),
        ("Sejak Januari, 30 pekerja tewas", {}, Sort.TOTAL),
    ],
)
def test_a_figure_is_one_event_a_total_a_rate_or_not_from_work(
    context: str, changes: dict[str, object], expected: Sort
) -> None:
    assert sort_of(told(9, context, **changes)) is expected


def test_distinct_accidents_are_added() -> None:
    toll = toll_of(
        [
            told(9),
            told(4, days=(dt.date(2024, 8, 1),), published=dt.date(2024, 8, 2)),
            told(2, countries=("IN",)),
        ]
    )
    assert (toll.total, len(toll.accidents), toll.items) == (15, 3, 3)


def test_the_same_accident_told_by_two_items_counts_once() -> None:
    toll = toll_of([told(9), told(9, published=dt.date(2024, 5, 13))])
    assert (toll.total, len(toll.accidents), toll.items) == (9, 1, 2)


def test_a_toll_that_rises_is_the_newest_number() -> None:
    rising = [told(14), told(17, "death toll rises to 17", published=dt.date(2024, 5, 14))]
    assert toll_of(rising).total == 17
    assert toll_of(reversed(rising)).total == 17


def test_a_toll_that_is_corrected_downwards_is_the_newest_number() -> None:
    assert toll_of([told(17), told(14, "officials now say 14 died", published=dt.date(2024, 5, 14))]).total == 14


def test_two_numbers_of_the_same_day_give_the_lower() -> None:
    assert toll_of([told(14), told(17)]).total == 14


def test_near_accidents_of_different_days_and_places_are_two() -> None:
    first = told(9, places=frozenset({"quetta"}))
    second = told(3, places=frozenset({"lahore"}), days=(dt.date(2024, 5, 20),), published=dt.date(2024, 5, 21))
    assert toll_of([first, second]).total == 12


def test_near_accidents_that_nothing_tells_apart_count_as_one() -> None:
    second = told(3, days=(dt.date(2024, 5, 20),), published=dt.date(2024, 5, 21))
    toll = toll_of([told(9), second])
    assert (toll.total, len(toll.accidents)) == (3, 1)  # the least that can be true of both readings


def test_other_sectors_tell_accidents_apart() -> None:
    assert toll_of([told(9), told(3, sectors=("construction",))]).total == 12


def test_a_chain_of_news_over_months_is_no_reason_to_add_twice() -> None:
    days = [dt.date(2024, 5, 10) + dt.timedelta(days=20 * step) for step in range(3)]
    toll = toll_of([told(9, days=(day,), published=day) for day in days])
    assert len(toll.accidents) == 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"confidence": 0.5}, Why.UNSURE),
        ({"item_confidence": 0.3}, Why.UNSURE),
        ({"quote": "9 dead or missing"}, Why.MISSING),
        ({"countries": ("PK", "IN")}, Why.COUNTRY),
        ({"countries": ()}, Why.COUNTRY),
        ({"days": (), "context": "Nine miners were killed"}, Why.UNDATED),
        ({"days": (dt.date(2024, 5, 1), dt.date(2024, 5, 10))}, Why.UNDATED),
        ({"context": "On the anniversary of the fire that killed nine"}, Why.MEMORY),
        ({"days": (dt.date(2013, 4, 24),)}, Why.MEMORY),
    ],
)
def test_what_is_not_known_well_enough_is_told_and_not_added(changes: dict[str, object], why: Why) -> None:
    one = told(9, **changes)
    toll = toll_of([one])
    assert toll.total is None
    assert [(each.key, reason) for each, reason in toll.left_out] == [(one.key, why)]


def test_an_item_with_several_numbers_is_not_added() -> None:
    toll = toll_of([told(9, item="x"), told(3, item="x"), told(4, countries=("IN",))])
    assert toll.total == 4
    assert [why for _, why in toll.left_out] == [Why.SEVERAL, Why.SEVERAL]


def test_an_item_that_says_its_number_twice_counts_once() -> None:
    assert toll_of([told(9, item="x"), told(9, item="x")]).total == 9


def test_the_day_of_the_news_is_that_of_the_event_only_where_the_sentence_says_so() -> None:
    assert toll_of([told(9, days=(), context="Nine miners were killed on Sunday")]).total == 9
    assert toll_of([told(9, days=(), context="Nine miners were killed")]).total is None


@given(
    st.lists(
        st.tuples(
            st.integers(1, 50), st.integers(0, 300), st.sampled_from(["PK", "IN"]), st.sampled_from([(), ("mining",)])
        ),
        max_size=12,
    )
)
def test_a_total_never_passes_the_sum_and_never_misses_the_largest_gap(
    given_events: list[tuple[int, int, str, tuple[str, ...]]],
) -> None:
    day = dt.date(2024, 1, 1)
    events = [
        told(
            value,
            countries=(country,),
            sectors=sectors,
            days=(day + dt.timedelta(days=after),),
            published=day + dt.timedelta(days=after),
        )
        for value, after, country, sectors in given_events
    ]
    toll = toll_of(events)
    assert (toll.total or 0) <= sum(one.value for one in events)
    assert sum(len(one.told) for one in toll.accidents) == len(events)
    assert toll.total == toll_of(reversed(events)).total


@given(st.lists(st.sampled_from(["35,000 die every year", "200 died since January", "feared dead"]), max_size=5))
def test_rates_totals_and_estimates_never_change_a_total(contexts: list[str]) -> None:
    assert toll_of([told(9), *(told(500, context) for context in contexts)]).total == 9
