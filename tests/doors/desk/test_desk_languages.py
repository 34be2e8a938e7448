"""The desk speaks the member's language on every page: no sentence of the catalogue comes through in English."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from safelamp.ground.languages.compiling import CATALOGUES, compile_catalogues, read
from tests.doors.desk.addresses import all_addresses
from tests.people import House, Person
from tests.shown_words import shown

AtDesk = Callable[[Person], Client]
NOT_THE_MEMBERS = {"poster": "speaks the language of its workplace", "photo": "is a picture"}
PAPER = "paper for workers speaks the language that is chosen, else that of the organisation"
NOT_THE_MEMBERS |= {"paper_cards": PAPER, "paper_form": PAPER, "wall_sheet": PAPER}
WRITTEN_BY_MEMBERS = {"This week"}  # tests.doors.desk.things
WORDS_OF_PAGES = {"Pakistan"}  # quoted as the page of tests.record.pages has them
OWN_NAMES = {name for _, name in settings.WORKER_LANGUAGES}  # each language is offered by its own name
SPOKEN = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def english_sentences(language: str) -> set[str]:
    """What the catalogue says in other words than the source."""
    catalogue = read(CATALOGUES / language / "LC_MESSAGES" / "django.po")
    return {entry.msgid for entry in catalogue.translated_entries() if entry.msgstr != entry.msgid}


def pages(client: Client, house: House) -> dict[str, str]:
    """Every page that opens for this person, by the name of its address."""
    answers = {each.name: client.get(each.of(house)) for each in all_addresses() if each.name not in NOT_THE_MEMBERS}
    return {
        name: answer.content.decode()
        for name, answer in answers.items()
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    }


@pytest.mark.parametrize("language", SPOKEN)
def test_no_desk_page_says_in_english_what_is_translated(at_desk: AtDesk, union: House, language: str) -> None:
    compile_catalogues()
    person = union.officer
    person.member.language = language
    person.member.save(update_fields=["language"])
    opened = pages(at_desk(person), union)
    assert len(opened) > 30
    english = english_sentences(language) - WRITTEN_BY_MEMBERS - WORDS_OF_PAGES - OWN_NAMES
    assert {name: said for name, page in opened.items() if (said := sorted(english & set(shown(page))))} == {}
