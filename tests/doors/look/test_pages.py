"""The frame, the start page and the pages that say what went wrong."""

import re

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from safelamp.doors.look import views

TROUBLE = {
    views.bad_request: (400, "Nothing of it was kept"),
    views.not_found: (404, "nothing at this address"),
    views.expired: (403, "open too long"),
    views.failed: (500, "probably not kept"),
}


@pytest.mark.parametrize("view", TROUBLE)
def test_a_page_for_trouble_says_what_happened_and_what_to_do(view) -> None:
    answer = view(RequestFactory().get("/r/SOMETHING"))
    status, words = TROUBLE[view]
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert 'href="/r/"' in page


@pytest.mark.parametrize("view", TROUBLE)
def test_a_page_for_trouble_gives_nobody_away(view) -> None:
    page = view(RequestFactory().post("/r/", {"story": "planted words"})).content.decode()
    assert "planted" not in page
    assert "Safelamp" not in page
    assert "union" not in page


@pytest.mark.parametrize(
    ("path", "back"), [("/desk/x/", "/desk/"), ("/r/x", "/r/"), ("/record/x", "/record/"), ("/x", "/")]
)
def test_the_way_back_leads_to_the_same_door(path: str, back: str) -> None:
    assert f'href="{back}"' in views.not_found(RequestFactory().get(path)).content.decode()


def test_an_address_that_does_not_exist_is_404_in_the_language_of_the_reader(client: Client, db: None) -> None:
    answer = client.get("/nothing/", headers={"accept-language": "km"})
    assert (answer.status_code, answer["Content-Language"]) == (404, "km")
    assert '<html lang="km"' in answer.content.decode()


def test_the_demonstration_says_so_on_every_page(client: Client, db: None, settings) -> None:
    for demonstration in (True, False):
        settings.DEMONSTRATION = demonstration
        for path in ("/", "/desk/log-in/", "/nothing/", "/away/"):
            said = "Demonstration: do not report here" in client.get(path).content.decode()
            assert said is demonstration, path


def test_the_story_leads_to_the_demonstration_workplace(client: Client, db: None, settings) -> None:
    settings.DEMONSTRATION = True
    page = client.get("/").content.decode()
    assert 'href="/r/DEMO01"' in page
    assert page.count('class="ring"') == 5
    assert page.count("btn main") == 1


def test_the_start_page_of_real_use_shows_the_doors_and_no_story(client: Client, db: None) -> None:
    page = client.get("/").content.decode()
    assert 'href="/r/"' in page
    assert 'href="/desk/"' in page
    assert "DEMO01" not in page


@pytest.mark.parametrize("demonstration", [True, False])
def test_the_start_page_says_what_it_does_not_replace(client: Client, db: None, settings, demonstration) -> None:
    settings.DEMONSTRATION = demonstration
    assert "It replaces neither inspector nor union nor doctor." in client.get("/").content.decode()


def test_a_chosen_language_goes_along_from_door_to_door(client: Client, db: None) -> None:
    page = client.get("/?lang=th").content.decode()
    assert 'href="/r/?lang=th"' in page
    assert 'hreflang="km"' in page


def test_language_links_keep_what_was_searched_for(client: Client, db: None) -> None:
    page = client.get("/?q=fire+%26+%22smoke%22&lang=th").content.decode()
    assert "q=fire+%26+%22smoke%22&amp;lang=km" in page


def test_an_unknown_language_is_passed_over(client: Client, db: None) -> None:
    assert client.get("/?lang=xx")["Content-Language"] == "en"


def test_only_get_opens_the_start_page(client: Client, db: None) -> None:
    assert client.post("/").status_code == 405


def test_no_page_for_everybody_sets_a_cookie(client: Client, db: None) -> None:
    for path in ("/", "/away/", "/nothing/"):
        assert not client.get(path).cookies, path


def test_no_page_brings_scripts_or_handlers_of_its_own(client: Client, db: None) -> None:
    for path in ("/", "/desk/log-in/", "/away/"):
        page = client.get(path).content.decode()
        assert not re.search(r"<script|\son[a-z]+=|style=", page), path


def test_a_pictogram_is_drawn_once_and_pointed_at_afterwards() -> None:
    twice = Template('{% pictogram "fall" %}{% pictogram "fall" %}{% include inner %}')
    inner = Template('{% pictogram "fall" %}{% pictogram "fire" %}')
    page = twice.render(Context({"inner": inner}))
    assert page.count('<g id="p-fall">') == 1
    assert page.count('<use href="#p-fall"/>') == 2
    assert page.count('<g id="p-fire">') == 1
    assert '<g id="p-fall">' in twice.render(Context({"inner": inner}))


def test_pictograms_that_point_somewhere_are_mirrored_and_tools_are_not() -> None:
    page = Template('{% pictogram "ui_leave" %}{% pictogram "machine" %}').render(Context())
    assert page.count("flip") == 1
