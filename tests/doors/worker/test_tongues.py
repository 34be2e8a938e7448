"""Which language a worker is spoken to in: what the browser asks for, what was chosen, what the organisation speaks."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.people import House

LANG = re.compile(r'<html lang="([\w-]+)" dir="(\w+)"')
CODES = [code for code, _ in settings.WORKER_LANGUAGES]


def spoken(client: Client, address: str = "/r/", **asked: str) -> tuple[str, str]:
    found = LANG.search(client.get(address, asked).content.decode())
    assert found is not None
    return found[1], found[2]


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("my-MM,my;q=0.9,en;q=0.1", "my"),
        ("tl-PH", "fil"),  # old phones call Filipino Tagalog
        ("in-ID,en;q=0.5", "id"),  # and Indonesian by its code of before 1989
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("zh-Hans-SG", "zh-hans"),
        ("fr-CI, en;q=0.3", "fr"),
        ("ne-NP, ms;q=0.6, en;q=0.2", "ms"),  # the next of their own choice, before English
        ("xx, *;q=0.1", "en"),
        ("", "en"),
        ("km;q=broken,,;;", "en"),
    ],
)
def test_the_browser_is_heard(db: None, asked: str, language: str) -> None:
    assert spoken(Client(headers={"accept-language": asked}))[0] == language


def test_who_asks_for_none_of_our_languages_hears_what_the_organisation_of_the_poster_speaks(union: House) -> None:
    union.organisation.language = "km"
    union.organisation.save(update_fields=["language"])
    stranger = Client(headers={"accept-language": "sw-KE"})
    assert spoken(stranger, f"/r/{union.workplace.code}")[0] == "km"
    assert "ខ្មែរ" in stranger.get(f"/r/{union.workplace.code}").content.decode()


def test_the_browsers_wish_counts_more_than_the_organisations_language(union: House) -> None:
    union.organisation.language = "km"
    union.organisation.save(update_fields=["language"])
    assert spoken(Client(headers={"accept-language": "vi"}), f"/r/{union.workplace.code}")[0] == "vi"


@pytest.mark.parametrize("code", CODES)
def test_every_language_can_be_chosen_and_says_so_by_its_own_name_and_direction(db: None, code: str) -> None:
    client = Client()
    assert spoken(client, lang=code) == (code, "rtl" if code in {"ur", "fa"} else "ltr")
    page = client.get("/r/", {"lang": code}).content.decode()
    for each, name in settings.WORKER_LANGUAGES:
        assert f'value="{each}" lang="{each}">{name}</button>' in page


@pytest.mark.parametrize("code", ["ne", "zz", "../th", "en\n"])
def test_a_language_that_is_not_ours_changes_nothing(db: None, code: str) -> None:
    assert spoken(Client(headers={"accept-language": "th"}), lang=code)[0] == "th"


def test_other_doors_keep_to_the_languages_that_all_their_screens_have(db: None) -> None:
    assert LANG.search(Client(headers={"accept-language": "lo, th;q=0.5"}).get("/record/").content.decode())[1] == "th"  # type: ignore[index]
