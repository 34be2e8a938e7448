"""Compression: text shrinks, marked answers never do."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from safelamp.doors.look.compression import RANDOM_BYTES, CompressionMiddleware, never_compressed

LONG = "words that somebody could guess " * 100


def _answer(view, *, takes: str = "gzip, br"):
    return CompressionMiddleware(view)(RequestFactory().get("/", headers={"accept-encoding": takes}))


def test_long_text_is_compressed_and_reads_the_same() -> None:
    answer = _answer(lambda request: HttpResponse(LONG))
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).decode() == LONG
    assert int(answer["Content-Length"]) == len(answer.content) < len(LONG)
    assert "Accept-Encoding" in answer["Vary"]


def test_a_marked_view_is_never_compressed() -> None:
    answer = _answer(never_compressed(lambda request: HttpResponse(LONG)))
    assert "Content-Encoding" not in answer
    assert answer.content.decode() == LONG


@pytest.mark.parametrize(
    ("content", "kind"), [("short", "text/html"), (LONG, "image/png"), (LONG, "application/octet-stream")]
)
def test_short_answers_and_pictures_stay_as_they_are(content: str, kind: str) -> None:
    assert "Content-Encoding" not in _answer(lambda request: HttpResponse(content, content_type=kind))


def test_a_browser_that_does_not_take_gzip_gets_plain_text() -> None:
    answer = _answer(lambda request: HttpResponse(LONG), takes="br")
    assert "Content-Encoding" not in answer
    assert "Accept-Encoding" in answer["Vary"]


def test_an_answer_that_is_already_compressed_stays_so() -> None:
    answer = _answer(lambda request: HttpResponse(LONG, headers={"Content-Encoding": "br"}))
    assert answer["Content-Encoding"] == "br"


def test_a_stream_is_left_alone() -> None:
    assert "Content-Encoding" not in _answer(lambda request: StreamingHttpResponse([LONG]))


def test_the_length_of_the_same_page_varies() -> None:
    """So that a guess cannot be told from its length in one try."""
    lengths = {len(_answer(lambda request: HttpResponse(LONG)).content) for _ in range(40)}
    assert 1 < len(lengths) <= RANDOM_BYTES + 1


def test_the_start_page_is_compressed(client: Client, db: None) -> None:
    assert client.get("/", headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"
