"""Corrected pages as gold: as people left them, checked by the guide's own rules."""

import json

import pytest

from safelamp.record.reading.models import Item
from safelamp.record.reviewing import gold, operations
from safelamp.record.reviewing.gold_rules import problems
from tests.people import House
from tests.record.pages import ARTICLE, MINING, add
from tests.record.reviewing.reviewed import change_fact, deaths, first_item

pytestmark = pytest.mark.django_db


def test_only_pages_that_people_looked_at_are_gold(union: House) -> None:
    page = add(MINING)
    add(ARTICLE)
    change_fact(deaths(page), by=union.officer, value=11.0)
    (file,) = gold.files()
    assert file.text == MINING
    assert file.problems == ()
    held = json.loads(file.json)
    assert held["items"][0]["headline"] == "Mine collapse kills nine in Balochistan"
    assert [(one["metric"], one["value"]) for one in held["items"][0]["quantities"]] == [("deaths", 11)]


def test_a_page_with_something_taken_down_stays_out(union: House) -> None:
    page = add(MINING)
    change_fact(deaths(page), by=union.officer)
    operations.hide(first_item(page), by=union.officer.member)
    assert list(gold.files()) == []


def test_private_pages_are_for_their_own_organisation(union: House, other_union: House) -> None:
    page = add(MINING, organisation=union.organisation)
    change_fact(deaths(page), by=union.officer)
    assert list(gold.files()) == []
    assert list(gold.files(other_union.organisation)) == []
    assert len(list(gold.files(union.organisation))) == 1


def test_what_breaks_the_guides_rules_is_said() -> None:
    page = add(MINING)
    Item.objects.filter(page=page, position=1).update(published="June", label="Not on the page")
    broken = json.loads(gold.of_page(page).json)
    broken["items"][0] |= {"topics": [], "countries": ["XX"], "standards": ["C999"]}
    said = " ".join(problems(broken, MINING))
    for words in ("'June' is no date", "does not stand there", "it has no topic", "'XX' is none", "number of C999"):
        assert words in said
