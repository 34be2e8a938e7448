"""The catalogues say everything that the source says, and nothing that it does not say."""

import datetime as dt
import re
from collections import Counter

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from safelamp.ground.languages import gathering
from safelamp.ground.languages.checks import TOO_MUCH
from safelamp.ground.languages.compiling import read
from safelamp.ground.languages.labels import Label, labels
from safelamp.ground.languages.places import FOR_WORKERS, place_of
from safelamp.ground.languages.plurals import plural_forms
from safelamp.ground.languages.sentences import path_of
from safelamp.ground.standards.hazards import body_parts, hazards

SPOKEN = [code for code, _ in settings.WORKER_LANGUAGES if code != settings.LANGUAGE_CODE]
EVERYWHERE = dict(settings.LANGUAGES)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>")


def catalogue(language: str) -> polib.POFile:
    return read(path_of(language))


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _is_for_workers(label: Label) -> bool:
    return place_of(label.file).part in FOR_WORKERS


@pytest.mark.parametrize("language", SPOKEN)
def test_every_language_has_a_catalogue_of_its_own(language: str) -> None:
    head = catalogue(language).metadata
    assert head["Language"] == translation.to_locale(language)
    assert head["Plural-Forms"].replace(" ", "") == plural_forms(language).replace(" ", "")


@pytest.mark.parametrize("language", SPOKEN)
def test_nothing_is_guessed_or_left_over(language: str) -> None:
    assert [entry.msgid for entry in catalogue(language) if entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("language", SPOKEN)
def test_every_placeholder_comes_through_once(language: str) -> None:
    differing = [
        (entry.msgid, said)
        for entry in catalogue(language).translated_entries()
        for said in translations(entry)
        if Counter(PLACEHOLDER.findall(said)) != Counter(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    ]
    assert differing == []


@pytest.mark.parametrize("language", SPOKEN)
def test_nothing_stands_beside_the_words(language: str) -> None:
    edges = re.compile(r"^\s|\s$|  ")
    assert [said for entry in catalogue(language) for said in translations(entry) if edges.search(said)] == []


@pytest.mark.parametrize("language", SPOKEN)
def test_nothing_is_promised_that_does_not_hold_and_nothing_is_shouted(language: str) -> None:
    forbidden = (*TOO_MUCH[language], "100%", "!", "！")
    said = [form.casefold() for entry in catalogue(language) for form in translations(entry)]
    loud = [form for form in said if any(word in form for word in forbidden)]
    assert loud == []


@pytest.mark.parametrize("language", SPOKEN)
def test_every_label_of_the_data_files_is_found_by_its_code(language: str) -> None:
    known = {(entry.msgid, entry.msgctxt) for entry in catalogue(language)}
    wanted = [each for each in labels(gathering.PACKAGE) if language in EVERYWHERE or _is_for_workers(each)]
    assert wanted
    assert [label for label in wanted if (label.text, label.context) not in known] == []
    with translation.override(language):
        rows = [*hazards().values(), *body_parts().values()]
        assert [row.label for row in rows if row.name == row.label] == []


def test_a_part_of_the_body_is_not_a_way_back() -> None:
    with translation.override("th"):
        assert body_parts()["back"].name != translation.gettext("Back")


@pytest.mark.parametrize(
    ("language", "long", "month"),
    [("th", "21 พฤศจิกายน", "พฤศจิกายน 2026"), ("km", "21 វិច្ឆិកា", "វិច្ឆិកា 2026")],
)
def test_days_and_months_have_their_names(language: str, long: str, month: str) -> None:
    day = dt.date(2026, 11, 21)
    with translation.override(language):
        assert date_format(day, "j F") == long
        assert date_format(day, "F Y") == month
        for short in ("D", "M", "N"):
            assert not re.search("[A-Za-z]", date_format(day, short))
