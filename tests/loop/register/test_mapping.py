"""Mappings: a small file that is checked when it is read."""

import json
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.loop.register import mapping
from safelamp.loop.register.cells import DateOrder
from safelamp.loop.register.kinds import Axis
from safelamp.loop.register.mapping import FIELDS, NEEDED, ColumnMapping, MappingError

SMALLEST = """
[source]
name = "Factory book"
[columns]
key = "no"
day = "date"
"""
NAMES = st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=12)


def test_the_shipped_mapping_reads_the_severe_injury_reports() -> None:
    found = mapping.load("osha_severe_injuries")
    assert found.columns["place"] == ("city", "state")
    assert found.date_order == DateOrder.YMD
    assert {each.scheme.axis for each in found.codes} == {Axis.NATURE, Axis.PART, Axis.EVENT, Axis.SECTOR}


def test_toml_and_json_say_the_same() -> None:
    shipped = (
        resources.files("safelamp.loop.register")
        .joinpath("mappings", "osha_severe_injuries.toml")
        .read_text(encoding="utf-8")
    )
    assert mapping.read(json.dumps(tomllib.loads(shipped))) == mapping.read(shipped)


@given(st.dictionaries(st.sampled_from(sorted(FIELDS - NEEDED)), st.lists(NAMES, min_size=1, max_size=3)), NAMES, NAMES)
def test_every_column_that_a_mapping_names_is_needed_once(columns: dict[str, list[str]], key: str, day: str) -> None:
    text = json.dumps({"source": {"name": "x"}, "columns": {**columns, "key": key, "day": day}})
    found = mapping.read(text).needed_columns()
    named = {key, day} | {name for names in columns.values() for name in names}
    assert set(found) == named
    assert len(found) == len(named)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "lacks"),
        ("[source", "cannot be read"),
        ("{", "cannot be read"),
        ("[source]\nname='x'\n[columns]\nkey='a'", "for: day"),
        (SMALLEST + "colour = 'c'", "colour is not known"),
        (SMALLEST + "[read]\ndate_order = 'ydm'", "ydm is not one of: ymd, dmy, mdy"),
        (SMALLEST + "[always]\nseverity = 'bad'", "bad is not known"),
        (SMALLEST + "kind = 'k'\n[always]\nkind = 'injury'", "Say it once"),
        (SMALLEST + "[codes.colour]\ncolumn = 'c'\nscheme = 's'", "colour is not one of"),
        (SMALLEST + "[codes.event]\ncolumn = 'c'", "lacks"),
        (SMALLEST + "[words.severity]\nFatal = 'dead'", "dead is not known"),
        (SMALLEST + "[colour]\na = 'b'", "colour is not known"),
        ("source = 3\n[columns]\nkey='a'\nday='b'", "shape"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_what_to_change(text: str, says: str) -> None:
    with pytest.raises(MappingError, match=says):
        mapping.read(text)


def test_an_unknown_name_lists_the_mappings_that_ship() -> None:
    with pytest.raises(MappingError, match="Shipped: osha_severe_injuries"):
        mapping.load("no-such-mapping")


def test_the_smallest_mapping_names_a_source_a_key_and_a_day() -> None:
    assert mapping.read(SMALLEST) == ColumnMapping(
        source_name="Factory book", columns={"key": ("no",), "day": ("date",)}
    )
