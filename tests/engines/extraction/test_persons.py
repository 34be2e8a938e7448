"""Names of persons: found wherever they stand, shown only where the page gives them a public office."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelamp.engines.extraction.persons import persons
from safelamp.engines.extraction.values import Span, Standing

OFFICE, PRIVATE, UNSURE = Standing.PUBLIC_OFFICE, Standing.PRIVATE, Standing.UNSURE


def named(text: str) -> list[tuple[str, Standing]]:
    return [(person.quote, person.standing) for person in persons(text, [Span(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "said Manop Kuerat, General Secretary of the State Enterprises Confederation. Mr Kuerat left.",
            [("Manop Kuerat", OFFICE), ("Kuerat", OFFICE)],
        ),
        ("with Julius H. Cainglet, Vice President of the Federation", [("Julius H. Cainglet", OFFICE)]),
        ("said Dr Yuka Ujita, ILO Senior OSH Specialist.", [("Yuka Ujita", UNSURE)]),
        ("Maria, 34, a sewing worker, was tired. Maria cried.", [("Maria", PRIVATE), ("Maria", PRIVATE)]),
        ("Menteri Ketenagakerjaan Ida Fauziyah datang.", [("Ida Fauziyah", OFFICE)]),
        ("Korban bernama Suparman (34) tewas.", [("Suparman", PRIVATE)]),
        ("La ministre du Travail, Astrid Panosyan-Bouvet, a parlé.", [("Astrid Panosyan-Bouvet", OFFICE)]),
        ("Rana Plaza fell; PT Sinar Jaya and Rosa Luxemburg Foundation paid.", []),
    ],
)
def test_a_name_has_the_standing_that_the_page_gives_it(text: str, expected: list[tuple[str, Standing]]) -> None:
    assert named(text) == expected


def test_a_name_that_is_private_once_is_private_wherever_it_stands() -> None:
    text = "President Ana Ruiz spoke. Ana Ruiz, 34, a sewing worker, lost her hand."
    assert {standing for _, standing in named(text)} == {PRIVATE}


def test_the_office_is_quoted_in_the_words_of_the_page() -> None:
    text = "Sophie Binet, secrétaire générale de la CGT, appelle à la grève."
    assert [person.office for person in persons(text, [Span(0, len(text))])] == ["secrétaire générale de la CGT"]


def test_a_name_in_the_headline_has_the_standing_that_the_text_gives_it() -> None:
    text = "Tumidi still missing\nThe miner Tumidi (40) was buried on Monday."
    found = persons(text, [Span(0, 20), Span(21, len(text))])
    assert [(person.quote, person.standing) for person in found] == [("Tumidi", PRIVATE), ("Tumidi", PRIVATE)]


@pytest.mark.parametrize("former", ["former", "ex", "the late"])
def test_who_no_longer_holds_an_office_is_not_shown(former: str) -> None:
    assert OFFICE not in {standing for _, standing in named(f"On Monday {former} president Luis Ortega spoke.")}


@pytest.mark.parametrize(
    "text",
    [
        "Le chef de chantier Paul Martin a parlé.",
        "El jefe de turno Juan Pérez habló.",
        "La delegada sindical Rosa Huamán fue despedida.",
        "The head of maintenance, Peter Mwale, was blamed.",
        "When the minister arrived, Maria López wept.",
        "The director told Maria López to go.",
        "The minister and Maria López met.",
        "The daughter of President Ana Ruiz, Maria Ruiz, spoke.",
    ],
)
def test_a_role_at_work_or_an_office_of_somebody_else_shows_nobody(text: str) -> None:
    assert [name for name, standing in named(text) if standing is OFFICE and name != "Ana Ruiz"] == []


WORDS = st.sampled_from(
    [
        "Maria",
        "López",
        "Mr",
        "minister",
        "of",
        "Labour",
        ",",
        "34",
        "said",
        "U",
        "Tin",
        "de",
        "la",
        "(",
        ")",
        "นาย",
        "王某",
        "さん",
        "آقای",
        "محمد",
        "김모",
        "34)씨",
        "Union",
        "’s",
        "worker",
        ".",
        "PT",
        "H",
        "President",
        "and",
        "killed",
    ]
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_names_are_quoted_exactly_whatever_stands_around_them(text: str) -> None:
    spans = [Span(0, len(text))] if text else []
    for person in persons(text, spans):
        assert person.quote == text[person.span.start : person.span.end]
        assert person.quote.strip() == person.quote
        assert (person.office is not None) == (person.standing is OFFICE)
