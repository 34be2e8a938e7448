"""Private names that a page holds stand nowhere in public: every page, feed and file that a visitor can reach."""

# ruff: noqa: E501  # one paragraph of a page is one line

import re
from html import unescape

import pytest
from django.test import Client

from safelamp.engines.extraction.values import Span
from safelamp.record.reading.models import Item, NamedPerson, Page, Standing
from safelamp.record.reviewing import operations
from safelamp.record.reviewing.models import Reason
from tests.people import House
from tests.record.pages import add

pytestmark = pytest.mark.django_db
NAMES = ("Zarghuna Khoshdelani", "Bopha Srisangkhla")
TOKENS = ("zarghuna", "khoshdelani", "bopha", "srisangkhla")
PAGE = """\
Zarghuna Khoshdelani and nine miners killed in a collapse near Quetta

12 May 2024

Zarghuna Khoshdelani and nine other miners were killed near Quetta, Pakistan. KHOSHDELANI had asked for Convention No. 176.

Dockers remember their dead in Lomé

3 April 2024

The Zarghuna Khoshdelani Foundation paid 450 dockers in Lomé, Togo. Zarghuna's brother spoke, and so did Bopha Srisangkhla.

Minister Ana Torres ratifies a convention in Chile

2 April 2024

The Minister of Labour, Ana Torres, signed Convention No. 190 in Santiago, Chile, in the presence of 300 workers.
"""
LINK = re.compile(r"""(?:href|src|action)=["'](/[^"'#]*)""")
MOST_PAGES = 250


@pytest.fixture
def page(union: House) -> Page:
    """The page, with the two names withheld by a person where the program did not do so by itself."""
    page = add(PAGE, address="https://herald.example/mine")
    for name in NAMES:
        item = Item.objects.select_related("page__source").filter(page=page).order_by("position")[0]
        start = page.text.index(name)
        operations.rule_on(
            item, name=Span(start, start + len(name)), standing=Standing.MASKED, reason=Reason.PRIVATE,
            by=union.officer.member,
        )  # fmt: skip
    return page


def crawled(client: Client) -> dict[str, str]:
    """Everything that can be reached from the record's first page."""
    waiting, found = ["/record/", "/record/?lang=th"], {}
    while waiting and len(found) < MOST_PAGES:
        path = waiting.pop(0)
        if path in found or path.startswith(("/desk/", "/r/", "/static/")):
            continue
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        text = unescape(body.decode(errors="replace"))
        found[path] = text + repr(dict(answer.headers))
        waiting += LINK.findall(text)
    return found


def test_withheld_names_stand_nowhere_in_public(client: Client, page: Page) -> None:
    pages = crawled(client)
    assert len(pages) > 6
    for item in page.items.all():
        assert f"/record/{item.id}/" in pages
    leaks = [(path, name) for path, text in pages.items() for name in TOKENS if name in text.casefold()]
    assert leaks == []
    assert sum("[name withheld]" in text for text in pages.values()) >= 3


def test_what_was_taken_down_stands_nowhere(client: Client, page: Page, federation: House) -> None:
    item = Item.objects.select_related("page__source").get(page=page, position=1)
    operations.hide(item, by=federation.officer.member)
    pages = crawled(client)
    words = ("dockers remember", "450 dockers", str(item.id))
    assert [(path, each) for path, text in pages.items() for each in words if each in text.casefold()] == []


def test_nobody_is_found_by_a_withheld_name(client: Client, page: Page) -> None:
    for words in (*NAMES, *TOKENS, '"Zarghuna Khoshdelani"'):
        assert "Nothing in the record matches" in client.get("/record/", {"q": words}).content.decode(), words


def test_whoever_holds_a_public_office_is_named(client: Client, page: Page) -> None:
    assert "Minister Ana Torres" in client.get("/record/").content.decode()
    assert "Showing 1–1 of 1 result" in client.get("/record/?q=Ana+Torres").content.decode()


def test_the_stored_words_stay_exact(page: Page) -> None:
    persons = NamedPerson.objects.filter(item__page=page)
    assert [page.text[one.start : one.end] for one in persons] == [one.quote for one in persons]
    assert "Zarghuna Khoshdelani" in page.items.get(position=0).headline
