"""The words by which people name a country, a sector, a topic or a figure in a question. Declared, never guessed.

English; countries and their peoples as far as the gazetteer knows them, in all its languages.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from safelamp.engines.extraction.gazetteer import PlaceKind, gazetteer
from safelamp.engines.extraction.values import Metric
from safelamp.engines.writing.tokens import tokens
from safelamp.ground.standards.countries import codes, name_of

Name = tuple[str, str]  # facet and value
SHORT = 3  # letters: such names ("US", "Lao") count only as they are written

SECTORS = {
    "mining": "mining; mine; miner; mineworker; mines; coal mine; coal mining; mining sector",
    "nuclear": "nuclear; nuclear sector",
    "energy": "energy sector; electricity sector; power sector",
    "oil-gas": "oil and gas; oil sector; petroleum sector",
    "garment-textile": "garment; garments; textile; textiles; garment sector; clothing sector; textile sector",
    "metal": "metalworker; metal sector; metal industry; steel sector; steel industry",
    "automotive": "automotive; car industry; auto industry",
    "electronics": "electronics; electronics sector",
    "cement-materials": "cement; cement sector; brick kiln",
    "chemical": "chemical sector; chemical industry; chemicals",
    "construction": "construction; building sector; construction site; building site",
    "agriculture": "agriculture; farming; plantation",
    "fishing": "fishing; fisheries; fishers",
    "domestic-home-work": "domestic work; domestic worker; home work; home worker; homeworker",
    "transport": "transport; transport sector; docks; dockers; railways; shipping; seafarers",
    "shipbreaking": "shipbreaking; ship breaking; ship recycling",
    "health": "health sector; health care; healthcare",
    "public": "public sector; public services",
    "informal": "informal sector; informal economy; informal work",
    "retail": "retail; retail sector",
}
TOPICS = {
    "accident": "accident; accidents; disaster at work",
    "strike": "strike; strikes; strike action",
    "protest": "protest; protests; demonstration",
    "repression": "repression; arrests; union busting",
    "wage": "wages; wage increase; minimum wage",
    "agreement": "agreement; agreements; collective agreement; global framework agreement; gfa",
    "due-diligence": "due diligence",
    "ratification": "ratification; ratifications",
    "commitment": "commitment; commitments; promise; promises",
    "training": "training; trainings; workshop",
    "disease": "occupational disease; occupational diseases; silicosis",
    "social-protection": "social protection; social security",
    "child-labour": "child labour; child labor",
    "forced-labour-trafficking": "forced labour; forced labor; trafficking",
    "migration": "migration; migrant work",
    "pandemic": "pandemic; covid",
}
FIGURES = {
    Metric.DEATHS.value: "death; deaths; dead; killed; fatality; fatalities; died; lives lost; death toll",
    Metric.INJURIES.value: "injury; injuries; injured; people hurt; workers injured",
    Metric.CONVENTIONS.value: "number of conventions",
    Metric.WAGE_INCREASE.value: "pay rise; pay raise",
}
SMALL_WORDS = frozenset(
    {"a", "an", "the", "in", "at", "of", "on", "for", "from", "to", "by", "with", "and", "or", "among", "during", "all"}
    | {"en", "de", "des", "du", "au", "aux", "la", "le", "les", "el", "los", "del", "di", "dan", "pada", "dari", "et"}
)


@cache
def names() -> Mapping[tuple[str, ...], Name]:
    """Every name as its tokens, with what it names."""
    found: dict[tuple[str, ...], Name] = {}
    tables: tuple[tuple[str, Mapping[str, str]], ...] = (
        ("sectors", SECTORS),
        ("topics", TOPICS),
        ("metrics", FIGURES),
    )
    for facet, table in tables:
        for value, spoken in table.items():
            for name in spoken.split("; "):
                found.setdefault(tuple(tokens(name)), (facet, value))
    for name, country in _countries():
        if len(name) > SHORT:
            found.setdefault(tuple(tokens(name)), ("countries", country))
    for code in sorted(codes()):
        found.setdefault(tuple(tokens(name_of(code))), ("countries", code))
    found.pop((), None)
    return found


@cache
def short_names() -> Mapping[str, Name]:
    """Countries whose name is no longer than three letters, exactly as written."""
    return {name: ("countries", country) for name, country in _countries() if len(name) <= SHORT}


def _countries() -> Iterator[tuple[str, str]]:
    """Names of countries and of their peoples that can mean one country only."""
    for name, meaning in gazetteer().meaning.items():
        if meaning.kind in {PlaceKind.COUNTRY, PlaceKind.PEOPLE} and len(meaning.countries) == 1:
            yield name, meaning.countries[0]
