"""The demonstration's desk in Thai and Khmer: whatever a page lets people choose is in their language."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.test import Client

from safelamp.ground.languages.compiling import compile_catalogues
from safelamp.ground.organisations.models import Member
from safelamp.ground.standards.country_packs import pack_of
from safelamp.loop.reports.models import Rendering, RenderingState
from safelamp.site.demonstration import agreed, loop, people, recorded, script, tongues
from tests.shown_words import LATIN, latin_words

# Names that are the same in every language, and what stands in English because it is quoted from a law or a list.
NAMES = """Para ambulance fire police member bell
Safelamp ISIC Rev ILO ICLS C155 C187 R164 Art OIICS FIDO2 Standard Webhooks webhook webhook-id
webhook-timestamp webhook-signature https JavaScript XLSX PO HTML UTF e-mail safelamp record add FILE CSV JSON
Ctrl KB MB docs install md ZIP robots txt SAFELAMP MAIL URL FROM HTTPS HOSTS Français Bahasa Indonesia
SMS THB EUR Smart Metfone"""
NEVER = re.compile(r"/(second-factor|photo|poster|paper|cards|sheet|file|leave|log-in|log-out)[/a-z-]*$|\?|#")
NUMBER = re.compile(r"\b[0-9A-F]{3}-[0-9A-F]{3}\b")  # short random names of reports, cases, actions, plans
MOST = 120  # pages

pytestmark = pytest.mark.slow


def names_of_the_script() -> str:
    """What people and places are called, and what members wrote themselves."""
    own = f"The employer wrote that it is done. Seen on a visit. Agreed at the meeting {agreed.OWNER}"
    return f"{script.SCRIPT} {own}"


def laws(countries: Iterable[str]) -> str:
    return " ".join(str(pack_of(country)) for country in countries)


def walk(client: Client) -> dict[str, str]:
    """Every page that a link leads to, from the inbox on."""
    seen: dict[str, str] = {}
    waiting = ["/desk/inbox/", "/desk/words/upload/", "/desk/renderings/"]
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        answer = client.get(path)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        seen[path] = answer.content.decode()
        for link in re.findall(r'href="(/desk/[^"]*)"', seen[path]):
            if urlsplit(link).path not in seen and link not in waiting and not NEVER.search(link):
                waiting.append(link)
    return seen


@pytest.mark.parametrize(("key", "language"), [("a", "th"), ("b", "km")])
def test_no_page_of_the_demonstration_shows_a_chosen_word_in_english(words_folder, key: str, language: str) -> None:
    compile_catalogues()
    cast = people.enrol_everybody()
    loop.tell_stories(cast)
    recorded.record(cast)
    tongues.pass_on(cast)
    Member.objects.update(language=language)
    log_in = next(each for each in cast.log_ins if each.name == f"officer-{key}")
    client = Client()
    client.post("/desk/log-in/", {"login_name": log_in.name, "passphrase": log_in.passphrase})
    pages = walk(client)
    assert len(pages) > 40
    tongues_offered = " ".join(name for _, name in configured.WORKER_LANGUAGES)
    known = f"{NAMES} {names_of_the_script()} {laws(['TH', 'KH'])} {tongues_offered}"
    members = " ".join(Member.objects.values_list("login_name", flat=True))
    english = {path: latin_words(NUMBER.sub("", page), names=f"{known} {members}") for path, page in pages.items()}
    assert {path: found for path, found in english.items() if found} == {}


def test_a_khmer_story_stands_in_thai_and_an_answer_waits(words_folder) -> None:
    cast = people.enrol_everybody()
    loop.tell_stories(cast)
    tongues.pass_on(cast)
    assert sorted(Rendering.objects.values_list("state", flat=True)) == [RenderingState.ASKED, RenderingState.GIVEN]
    assert LATIN.findall(tongues.IN_THAI) == []
