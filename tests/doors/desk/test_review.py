"""Reviewing at the desk: the queue, one decision a screen, and what exact words that do not stand there are told."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from safelamp.record.reading.models import Fact, Item, NamedPerson, Page, Standing
from safelamp.record.reviewing import operations
from safelamp.record.reviewing.models import Correction, State
from tests.people import House, Person
from tests.record.pages import MINING, add
from tests.record.reviewing.reviewed import change_fact, deaths, first_item, unsure

pytestmark = pytest.mark.django_db
AtDesk = Callable[[Person], Client]


@pytest.fixture
def page() -> Page:
    """A public page on which the program was unsure of a figure."""
    page = add(MINING)
    Fact.objects.filter(item__page=page).update(confidence=0.9)
    Fact.objects.filter(item__page=page, metric="deaths").update(confidence=0.4)
    return page


def shown(client: Client, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_queue_says_how_many_wait_and_leads_to_the_first(at_desk: AtDesk, union: House, page: Page) -> None:
    client = at_desk(union.trainer)
    assert "1 decision waits" in shown(client, "/desk/record/review/")
    first = shown(client, "/desk/record/review/next/")
    assert "at least 9 · deaths" in first
    assert '<mark class="here">At least nine miners were killed</mark>' in first


def test_an_empty_queue_says_what_to_do(at_desk: AtDesk, union: House) -> None:
    assert "Nothing waits here" in shown(at_desk(union.officer), "/desk/record/review/")


def test_right_as_it_stands_takes_it_from_the_queue(at_desk: AtDesk, union: House, page: Page) -> None:
    client = at_desk(union.focal_point)
    answer = client.post(f"/desk/record/review/fact/{deaths(page).id}/", {"decision": "right"}, follow=True)
    assert "Nothing waits" in answer.content.decode()
    assert deaths(page).reviewed_on is not None


def test_a_corrected_value_is_kept(at_desk: AtDesk, union: House, page: Page) -> None:
    sent = {"decision": "change", "value": "11", "metric": "injuries", "qualifier": "over", "unit": "", "counted": ""}
    at_desk(union.focal_point).post(f"/desk/record/review/fact/{deaths(page).id}/", sent)
    fact = Fact.objects.get(item__page=page, metric="injuries")
    assert (fact.value, fact.qualifier, fact.corrected_by) == (11.0, "over", union.organisation)


def test_a_value_that_is_none_is_told(at_desk: AtDesk, union: House, page: Page) -> None:
    sent = {"decision": "change", "value": "", "metric": "deaths", "period": "last June"}
    answer = at_desk(union.focal_point).post(f"/desk/record/review/fact/{deaths(page).id}/", sent)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Write the number." in said
    assert "This is neither a day nor a time." in said
    assert not Correction.objects.exists()


def test_what_is_left_for_later_gives_way_to_the_next(at_desk: AtDesk, union: House, page: Page) -> None:
    unsure(page, "Quetta")
    client = at_desk(union.officer)
    assert "Is this what the page says?" in shown(client, "/desk/record/review/next/")
    assert "May this person be named?" in shown(client, "/desk/record/review/next/?from=1")
    assert "2 decisions wait" in shown(client, "/desk/record/review/next/?from=2")


def test_an_officer_releases_a_name_and_a_trainer_cannot(at_desk: AtDesk, union: House, page: Page) -> None:
    person = unsure(page, "Quetta")
    path = f"/desk/record/review/person/{person.id}/"
    assert "Only an officer may release a name." in shown(at_desk(union.trainer), path)
    refused = at_desk(union.trainer).post(path, {"reason": "agreed"})
    assert refused.status_code == 422
    assert f'action="{path}"' in refused.content.decode()
    assert NamedPerson.objects.get(quote="Quetta").standing == Standing.UNSURE
    at_desk(union.officer).post(path, {"reason": "agreed"})
    assert NamedPerson.objects.get(quote="Quetta").standing == Standing.RELEASED


def test_a_name_is_withheld_with_a_reason(at_desk: AtDesk, union: House, page: Page) -> None:
    person = unsure(page, "Quetta")
    client = at_desk(union.focal_point)
    assert client.post(f"/desk/record/review/person/{person.id}/", {}).status_code == 422
    client.post(f"/desk/record/review/person/{person.id}/", {"reason": "danger"})
    assert NamedPerson.objects.get(quote="Quetta").standing == Standing.MASKED
    assert Correction.objects.get().reason == "danger"


def act(client: Client, item: Item, path: str, **sent: object) -> str:
    return client.post(f"/desk/record/review/item/{item.id}/{path}/", sent, follow=True).content.decode()


def test_a_missed_fact_is_added_by_its_exact_words(at_desk: AtDesk, union: House, page: Page) -> None:
    item = page.items.get(position=2)
    sent = {"words": "strike of  eleven days", "sort": "figure", "value": "11", "metric": "days"}
    assert "Kept." in act(at_desk(union.officer), item, "missed", **sent)
    assert item.facts.get(quote="strike of eleven days").value == 11


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the strike of twelve days", "These words do not stand on the page."),
        ("STRIKE OF ELEVEN DAYS", "The page writes it “strike of eleven days”. Copy it so."),
    ],
)
def test_words_that_do_not_stand_there_are_told_how(
    at_desk: AtDesk, union: House, page: Page, words: str, told: str
) -> None:
    item = page.items.get(position=2)
    assert told in act(at_desk(union.officer), item, "missed", words=words, sort="figure", value="12", metric="days")
    assert not Correction.objects.exists()


def test_headline_and_date_are_corrected(at_desk: AtDesk, union: House, page: Page) -> None:
    item = first_item(page)
    sent = {"headline": "Mine collapse kills nine", "published": "2024-05-13", "label": "", "dateline": ""}
    assert "Kept." in act(at_desk(union.officer), item, "head", **sent)
    item.refresh_from_db()
    assert (item.headline, item.published) == ("Mine collapse kills nine", "2024-05-13")
    assert "This is not a day." in act(at_desk(union.officer), item, "head", **sent | {"published": "May"})


def test_countries_are_added_with_their_words_and_taken_away(at_desk: AtDesk, union: House, page: Page) -> None:
    item = first_item(page)
    client = at_desk(union.officer)
    act(client, item, "countries", add="AF", words="Balochistan", away=["PK"])
    assert [(one.country, one.quote) for one in item.countries.all()] == [("AF", "Balochistan")]


def test_an_item_is_split_and_put_together_again(at_desk: AtDesk, union: House, page: Page) -> None:
    client, item = at_desk(union.officer), first_item(page)
    act(client, item, "split", headline="The union asks for Convention No. 176")
    headlines = [one.headline for one in page.items.order_by("position")]
    assert headlines[:2] == ["Mine collapse kills nine in Balochistan", "The union asks for Convention No. 176"]
    assert page.items.get(position=1).facts.get(kind="standard").code == "C176"
    act(client, item, "merge")
    assert page.items.count() == 3
    assert first_item(page).facts.get(kind="standard").code == "C176"


def test_a_split_item_stays_split_when_the_page_is_read_again(at_desk: AtDesk, union: House, page: Page) -> None:
    act(at_desk(union.officer), first_item(page), "split", headline="The union asks for Convention No. 176")
    before = list(page.items.order_by("position").values("id", "headline", "position"))
    operations.reread(page, by=None)
    assert list(page.items.order_by("position").values("id", "headline", "position")) == before
    assert page.items.get(position=1).facts.get(kind="standard").code == "C176"


def test_what_is_no_news_is_taken_away(at_desk: AtDesk, union: House, page: Page) -> None:
    assert "Taken away." in act(at_desk(union.officer), first_item(page), "remove")
    assert page.items.count() == 2


def test_bounds_are_corrected(at_desk: AtDesk, union: House, page: Page) -> None:
    item = first_item(page)
    act(at_desk(union.officer), item, "bounds", first="At least nine miners", last="on 10 May.")
    item.refresh_from_db()
    assert item.teaser == "At least nine miners were killed in a coal mine near Quetta, Pakistan, on 10 May."


def test_a_name_that_was_not_seen_is_withheld(at_desk: AtDesk, union: House, page: Page) -> None:
    act(at_desk(union.focal_point), first_item(page), "name", words="Quetta")
    assert NamedPerson.objects.get(quote="Quetta").standing == Standing.MASKED


def test_the_curator_decides_between_two(
    at_desk: AtDesk, federation: House, union: House, other_union: House, page: Page
) -> None:
    change_fact(deaths(page), by=union.focal_point, value=11.0)
    made = change_fact(deaths(page), by=other_union.focal_point, value=12.0)
    path = f"/desk/record/review/correction/{made.id}/"
    assert at_desk(union.officer).get(path).status_code == 404
    client = at_desk(federation.focal_point)
    said = shown(client, path)
    assert "Which of the two holds?" in said
    assert "Other" in said
    client.post(path, {"decision": "holds"})
    assert deaths(page).value == 12.0


def test_a_lost_correction_is_let_go(at_desk: AtDesk, union: House, page: Page) -> None:
    made = change_fact(deaths(page), by=union.focal_point, value=11.0)
    made.state, made.quote = State.UNPLACED, "words that are gone from the page"
    made.save()
    client, path = at_desk(union.officer), f"/desk/record/review/correction/{made.id}/"
    assert client.post(path, {"decision": "holds"}).status_code == 422
    client.post(path, {"decision": "not"})
    made.refresh_from_db()
    assert made.state == State.REFUSED


def test_a_practice_organisation_changes_nothing_shared(at_desk: AtDesk, union: House, page: Page) -> None:
    union.organisation.kind = "practice"
    union.organisation.save()
    client = at_desk(union.officer)
    assert "A practice organisation reviews its own pages only" in shown(client, "/desk/record/review/")
    assert client.get(f"/desk/record/review/fact/{deaths(page).id}/").status_code == 404


def test_the_gold_of_corrected_pages_is_taken_as_an_archive(at_desk: AtDesk, union: House, page: Page) -> None:
    change_fact(deaths(page), by=union.focal_point, value=11.0)
    answer = at_desk(union.officer).get("/desk/record/review/gold.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert sorted(archive.namelist()) == [f"{page.digest[:16]}.json", f"{page.digest[:16]}.txt"]
