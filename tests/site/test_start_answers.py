"""The questions of `safelamp start`: what is taken, what is not, and what is said then."""

import pytest

from safelamp.site.starting.answers import Answers, NotThat, readable
from safelamp.site.starting.questions import QUESTIONS, from_options
from tests.site.beginning import ANSWERS

GIVEN = {name.removeprefix("--"): answer for name, answer in zip(ANSWERS[::2], ANSWERS[1::2], strict=True)}


def options(**given: str) -> dict[str, str | None]:
    return {question.name: (GIVEN | given).get(question.name) for question in QUESTIONS}


def test_what_is_not_answered_gets_its_default() -> None:
    answers = Answers.of(from_options(options(language="")))
    assert (answers.kind, answers.profile, answers.language) == ("union", "open", "th")
    assert (answers.employer, answers.place, answers.neutral_name) == ("Mill 1", "", "")


@pytest.mark.parametrize(
    ("name", "typed", "taken"),
    [
        ("country", "th", "TH"),
        ("country", " Cambodia ", "KH"),
        ("country", "Viet", "VN"),
        ("sector", "c14", "C14"),
        ("sector", "articles of fur", "C142"),
        ("kind", "2", "federation"),
        ("kind", "Practice", "practice"),
        ("officer", "  ANNA ", "anna"),
        ("organisation", "សហជីព \u200b ខ្មែរ", "សហជីព \u200b ខ្មែរ"),
        ("organisation", "  a   b  ", "a b"),
        ("address", "lamp.example.org", "https://lamp.example.org"),
        ("address", "https://lamp.example.org:8443/", "https://lamp.example.org:8443"),
        ("address", "http://abc.onion", "http://abc.onion"),
    ],
)
def test_an_answer_is_taken_as_people_type_it(name: str, typed: str, taken: str) -> None:
    assert from_options(options(**{name: typed}))[name] == taken


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("organisation", "x" * 121, "121 signs, at most 120"),
        ("organisation", "Uni\x1b[2Jon", "cannot be seen"),
        ("organisation", "Uni\udce9on", "cannot be seen"),
        ("organisation", "…,", "letter or digit"),
        ("country", "Siam", "code of two letters"),
        ("country", "Kore", "KP Korea (North), KR Korea (South)"),
        ("officer", "anna@example.org", "no @"),
        ("officer", "x" * 41, "at most 40 signs"),
        ("sector", "manufacture", "Type the code of one"),
        ("sector", "qqq", "No sector has this word"),
        ("sector", "zz", "Type a code from the list"),
        ("language", "xx", "Type one of: en, th, km"),
        ("kind", "0", "Type one of: global"),
        ("kind", "9" * 50, "Type one of: global"),
        ("address", "http://lamp.example.org", "only over HTTPS"),
        ("address", "https://lamp.example.org/desk/", "without anything behind the name"),
        ("address", "ftp://lamp.example.org", "without anything behind the name"),
    ],
)
def test_an_answer_that_cannot_be_taken_says_what_would_do(name: str, typed: str, said: str) -> None:
    with pytest.raises(NotThat, match=f"^--{name}: ") as refused:
        from_options(options(**{name: typed}))
    assert said in str(refused.value)


def test_every_missing_answer_is_named_at_once() -> None:
    with pytest.raises(NotThat) as refused:
        from_options({question.name: None for question in QUESTIONS})
    named = [line.split(":")[0] for line in str(refused.value).splitlines()]
    assert named == ["--organisation", "--country", "--officer", "--workplace", "--sector"]


@pytest.mark.parametrize("given_away", ["Mill Workers' Union", "the MILL WORKERS' UNION of Rayong", "Mill"])
def test_a_neutral_name_may_not_give_the_organisation_away(given_away: str) -> None:
    with pytest.raises(NotThat, match="gives the organisation away"):
        from_options(options(profile="hostile", neutral_name=given_away))


def test_bytes_of_another_encoding_are_told_from_text() -> None:
    assert readable("ខ្មែរ\n".encode()) == "ខ្មែរ"
    with pytest.raises(NotThat, match="UTF-8"):
        readable("Rayông".encode("latin-1"))
