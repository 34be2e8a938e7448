"""In a hostile profile no sentence that workers meet says that there is a union, in any of their languages."""

import pytest
from django.conf import settings
from django.utils import translation

from safelamp.ground.languages import neutral
from safelamp.ground.languages.places import Part
from safelamp.ground.languages.sentences import shipped

# What a watcher would look for: the word for a trade union as each language's catalogue says it, at its shortest.
TELLS = {
    "th": "สหภาพ", "km": "សហជីព", "lo": "ກຳມະບານ", "my": "သမဂ္ဂ", "vi": "công đoàn", "id": "serikat",
    "ms": "kesatuan", "fil": "unyon", "ja": "組合", "zh-hans": "工会", "mn": "эвлэл", "bn": "ইউনিয়ন",
    "hi": "यूनियन", "te": "యూనియన్", "ur": "یونین", "fa": "اتحادیه", "hy": "արհմիութ", "ru": "профсоюз",
    "uk": "профспіл", "fr": "syndica",
}  # fmt: skip


def said_to_workers(language: str) -> list[str]:
    return [form for each in shipped(language).values() if each.part == Part.WORKER for form in each.shipped]


def test_every_language_of_workers_is_looked_at() -> None:
    assert {"en", *TELLS} == dict(settings.WORKER_LANGUAGES).keys()


@pytest.mark.parametrize("language", TELLS)
def test_the_word_that_tells_stands_in_the_catalogue(language: str) -> None:
    assert sum(TELLS[language] in words.casefold() for words in said_to_workers(language)) > 5


@pytest.mark.parametrize("language", TELLS)
def test_no_sentence_tells_after_it_was_said_neutrally(language: str) -> None:
    with translation.override(language):
        said = [neutral.neutral(words) for words in said_to_workers(language)]
    assert [words for words in said if TELLS[language] in words.casefold()] == []
