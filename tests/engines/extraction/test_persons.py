"""Names of persons: found wherever they stand, shown only where the page gives them a public office."""

import pytest

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
