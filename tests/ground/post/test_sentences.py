"""What messages say: in every language short enough, and never more than the occasion."""

import pytest
from django.conf import settings
from django.utils import translation

from safelamp.ground.post import sentences
from safelamp.ground.post.models import Occasion

LATIN, OTHERS = 160, 70  # signs of one text message


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
@pytest.mark.parametrize("occasion", Occasion)
def test_a_text_message_is_one_message_in_every_language(language: str, occasion: Occasion) -> None:
    with translation.override(language):
        words = str(sentences._NEUTRAL[occasion])
    assert len(words.encode("utf-16-be")) // 2 <= (LATIN if words.isascii() else OTHERS), words


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_neutral_sentences_name_neither_desk_nor_union_nor_product(language: str) -> None:
    with translation.override(language):
        said = " ".join(str(words) for words in sentences._NEUTRAL.values()).lower()
    assert not [name for name in ("desk", "union", "safelamp", "report", "danger", "bell", "http") if name in said]


def test_every_occasion_has_its_sentences() -> None:
    assert set(sentences._NEUTRAL) == set(sentences._OPEN) == set(Occasion)
