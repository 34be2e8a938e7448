"""Countries, places, organisations and standards that an item names."""

import pytest

from safelamp.engines.extraction.countries import countries
from safelamp.engines.extraction.gazetteer import gazetteer
from safelamp.engines.extraction.organisations import organisations
from safelamp.engines.extraction.places import places
from safelamp.engines.extraction.values import Span
from safelamp.ground.standards.countries import codes


def about(headline: str, body: str = "") -> list[str]:
    text = f"{headline}\n{body}"
    spans = [Span(len(headline) + 1, len(text))] if body else []
    return [mention.value for mention in countries(text, Span(0, len(headline)), spans)]


@pytest.mark.parametrize(
    ("headline", "body", "expected"),
    [
        ("Miners die in Balochistan", "", ["PK"]),
        ("Burmese workers march", "", ["MM"]),
        ("ILO and Japan Back Innovation in Thailand", "", ["TH"]),
        ("Solidarity amidst Ukraine’s invasion", "Unions suffer from the Russian invasion.", ["UA"]),
        ("Strike hits revenues", "Copper exports to China fell; miners in Monywa are on strike.", ["MM"]),
        ("Workshop on safety", "It met unions from Cambodia, Japan and the Philippines.", ["KH", "JP", "PH"]),
        ("Workers in Guinea-Bissau strike", "", ["GW"]),
        ("Rescue in the Persian Gulf", "", []),
        ("Cement unions in Asia Pacific organise", "", []),
        ("คนงานในระยองเสียชีวิต", "", ["TH"]),
    ],
)
def test_an_item_is_about_the_country_of_its_workers(headline: str, body: str, expected: list[str]) -> None:
    assert about(headline, body) == expected


def test_the_gazetteer_knows_only_real_countries() -> None:
    named = {code for meaning in gazetteer().meaning.values() for code in meaning.countries}
    assert named - {"XK"} <= set(codes())


def named(text: str) -> list[str]:
    return [mention.quote for mention in places(text, [Span(0, len(text))])]


def test_places_stand_as_the_page_writes_them() -> None:
    assert named("In Monywa township and Northern Thailand, near Phnom Penh, US$63 was paid to a Japanese union.") == [
        "Monywa township",
        "Northern Thailand",
        "Phnom Penh",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Ministry of Economy, Trade and Industry (METI) said",
            ["Ministry of Economy, Trade and Industry", "METI"],
        ),
        ("the Federation of Free Workers met the ILO", ["Federation of Free Workers", "ILO"]),
        ("UA Zensen and Mizuno Workers’ Union signed", ["UA Zensen", "Mizuno Workers’ Union"]),
        ("unions and federations met", []),
    ],
)
def test_organisations_stand_as_the_page_writes_them(text: str, expected: list[str]) -> None:
    assert [mention.quote for mention in organisations(text, [Span(0, len(text))])] == expected
