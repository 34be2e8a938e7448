"""The same news told twice is known again; two accidents told alike stay two."""

import pytest

from safelamp.record.gathering import likeness, repeats
from safelamp.record.gathering.likeness import Telling, same_news
from safelamp.record.gathering.models import Clue
from safelamp.record.gathering.sharing import Sharing
from safelamp.record.reading.models import Item
from safelamp.record.reading.operations import remove_page
from tests.people import House
from tests.record import gathered, pages

NEWS = (
    "A roof fell in the deep coal mine of {place} on {day}. Rescuers worked through the night with their bare hands, "
    "said {who}, the speaker of the miners, and {dead} miners were found dead below the third gallery of the pit."
)


def told(headline: str = "Roof falls in a coal mine of the north", **changed: object) -> Telling:
    said = {
        "place": "Quetta", "day": "10 May", "who": "Amina", "dead": "nine", "published": "2024-05-12",
        "countries": ["PK"], "places": ["Quetta"], "days": ["--05-10"], "figures": [("deaths", 9.0)],
    } | changed  # fmt: skip
    return likeness.telling(
        headline, opening=NEWS.format(**said),
        **{name: said[name] for name in ("published", "countries", "places", "days", "figures")},
    )  # fmt: skip


def test_the_same_words_are_the_same_news() -> None:
    assert same_news(told(), told())


@pytest.mark.parametrize(
    "changed",
    [
        {"published": "2024-05-15"},
        {"published": ""},
        {"headline": "North: roof of a coal mine falls in"},
        {"countries": []},
        {"places": ["Quetta", "Pakistan"]},
        {"figures": []},
    ],
)
def test_what_one_leaves_out_or_another_editor_chose_makes_no_second_event(changed: dict[str, object]) -> None:
    assert same_news(told(), told(**changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"published": "2024-06-30"},
        {"countries": ["IN"]},
        {"places": ["Chamalang"]},
        {"days": ["--06-11"]},
        {"figures": [("deaths", 4.0)]},
        {"headline": "Roof falls, who is Kassim", "who": "Kassim"},
    ],
)
def test_another_day_place_or_number_is_another_event(changed: dict[str, object]) -> None:
    assert not same_news(told(), told(**changed))


def test_another_number_in_the_headline_is_another_event() -> None:
    assert not same_news(told("9 dead as roof of mine falls"), told("4 dead as roof of mine falls"))


def test_a_headline_of_many_is_no_sign() -> None:
    one = likeness.telling(
        "Press release", opening="", published="2024-05-12", countries=[], places=[], days=[], figures=[]
    )
    assert not same_news(one, one)


def test_other_words_are_other_news() -> None:
    other = likeness.telling(
        "Roof falls in a coal mine of the north", opening="Dockers stopped work at four because no bus came for them.",
        published="2024-05-12", countries=[], places=[], days=[], figures=[],
    )  # fmt: skip
    assert not same_news(told(), other)


@pytest.mark.django_db
class TestInTheRecord:
    def test_another_source_repeats_the_first(self) -> None:
        gathered.read(pages.MINING)
        gathered.read(pages.MINING + "\nThe end.", publisher="Other Herald")
        repeating = Item.objects.filter(repeats__isnull=False)
        assert {(item.headline, item.repeats.page.source.name) for item in repeating} == {
            (item.headline, "Herald") for item in Item.objects.filter(page__source__name="Herald")
        }

    def test_a_third_repeats_the_first_and_not_the_second(self) -> None:
        for number in range(3):
            gathered.read(pages.ARTICLE + f"\n\nPrinted by number {number}.", publisher=f"Herald {number}")
        first = Item.objects.get(page__source__name="Herald 0")
        assert set(first.told_again.values_list("page__source__name", flat=True)) == {"Herald 1", "Herald 2"}

    def test_two_accidents_of_one_template_stay_two(self) -> None:
        page = (
            "A worker fell from a scaffold\n\n{day}\n\n"
            "One worker fell from a scaffold in {place} on {event}. The union of builders asks for rails, nets and "
            "inspections on every site of the town, and for answers by the end of the week."
        )
        gathered.read(page.format(day="3 May 2024", place="Rayong, Thailand", event="2 May"))
        gathered.read(page.format(day="5 May 2024", place="Phuket, Thailand", event="4 May"), publisher="Other")
        assert Item.objects.count() == 2
        assert not Item.objects.filter(repeats__isnull=False).exists()

    def test_public_news_never_repeats_what_is_private(self, union: House) -> None:
        gathered.read(pages.ARTICLE, by=union, sharing=Sharing.ONLY_US)
        gathered.read(pages.ARTICLE, publisher="Other Herald")
        assert not Item.objects.filter(repeats__isnull=False).exists()

    def test_private_news_may_repeat_public_and_never_another_unions(self, union: House, other_union: House) -> None:
        gathered.read(pages.ARTICLE, by=other_union, sharing=Sharing.ONLY_US)
        gathered.read(pages.ARTICLE + "\n\nMore.", by=union, sharing=Sharing.ONLY_US)
        assert not Item.objects.filter(repeats__isnull=False).exists()
        gathered.read(pages.MINING)
        gathered.read(pages.MINING + "\nMore.", by=union, sharing=Sharing.ONLY_US)
        own = Item.objects.filter(page__source__organisation=union.organisation, repeats__isnull=False)
        assert own.count() == 3

    def test_when_the_first_goes_the_others_stand_for_themselves(self) -> None:
        first = gathered.read(pages.ARTICLE)
        gathered.read(pages.ARTICLE + "\n\nMore.", publisher="Other Herald")
        remove_page(first.page, by=None)
        assert Item.objects.get().repeats is None

    def test_what_came_by_other_ways_is_looked_at_too(self) -> None:
        pages.add(pages.ARTICLE)
        pages.add(pages.ARTICLE + "\n\nMore.", publisher="Other Herald")
        assert repeats.mark_the_rest() == 2
        assert Item.objects.filter(repeats__isnull=False).count() == 1
        assert repeats.mark_the_rest() == 0

    def test_looking_costs_the_same_among_many(self, django_assert_max_num_queries) -> None:
        for number in range(30):
            pages.add(f"Strike number {number} of the dockers\n\n" + f"They stopped work at quay {number} of it. " * 6)
        repeats.mark_the_rest()
        assert Clue.objects.exists()
        told = likeness.telling(
            "A headline that nobody had", opening="Words that were never in the record before, not one of them at all.",
            published="", countries=[], places=[], days=[], figures=[],
        )  # fmt: skip
        with django_assert_max_num_queries(3):
            assert repeats.alike(told, organisation=None) == []
