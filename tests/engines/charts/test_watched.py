"""The chart of a watched series: true to its figures, gaps stay gaps, alarms are seen, words stay words."""

import gzip
import itertools
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.charts import Period, Watched, WatchedWords, alone, watched
from safelamp.engines.charts.drawing import BROAD, NARROW, room_for
from safelamp.engines.charts.watched import BROAD_PERIODS, NARROW_PERIODS
from tests.engines.charts.test_charts import SVG, boxes, parsed, words_in

GOLDEN = Path(__file__).parent / "golden" / "watched.svg"
SAID: dict[str, Any] = {
    "title": "Machines: reports and recorded injuries a week",
    "finding": "In the last 3 weeks 9, 7 and 8; at most 6 are usual.",
    "unit": "reports and recorded injuries a week",
    "alarm": "alarm, 3 weeks",
    "alarm_short": "alarm",
    "upper": "upper edge",
    "of_usual": "of what is usual",
    "upper_short": "upper edge of usual",
    "expected": "expected: 2.7",
    "dates": "week beginning",
}
WORDS = WatchedWords(**SAID)
NUMBERS = st.none() | st.floats(0, 1e9, allow_nan=False)


@st.composite
def weeks(draw: st.DrawFn) -> Period:
    observed = draw(st.none() | st.integers(0, 10**7))
    alarm = observed is not None and draw(st.booleans())
    return Period(draw(st.text("abc <&>", max_size=8)), "2 Nov.", observed, draw(NUMBERS), draw(NUMBERS), alarm)


SERIES = st.lists(weeks(), min_size=1, max_size=70)


def half_a_year() -> list[Period]:
    counts = [2, 1, 3, 2, 4, 2, 1, 3, 2, 2, 5, 3, 1, None, 3, 4, 0, 1, 2, 3, 2, 4, 3, 9, 7, 8]
    return [
        Period(f"week {number}", f"{number} Nov.", count, 2.5, 6.3, alarm=number > 23)
        for number, count in enumerate(counts, start=1)
    ]


def path(svg: str, kind: str) -> str:
    found = next((each for each in parsed(svg).iter(f"{SVG}path") if each.attrib["class"] == kind), None)
    return "" if found is None else found.attrib["d"]


def drawings(chart: Watched) -> list[tuple[str, int, int]]:
    return [(chart.broad, BROAD, BROAD_PERIODS), (chart.narrow, NARROW, NARROW_PERIODS)]


@given(series=SERIES)
def test_both_drawings_are_well_formed_say_the_finding_and_stay_inside(series: list[Period]) -> None:
    for svg, width, _ in drawings(watched(series, words=WORDS)):
        root = parsed(svg)
        assert [each.text for each in root][:2] == [WORDS.title, WORDS.finding]
        assert root.attrib["viewBox"].split()[2] == str(width)
        height = int(root.attrib["viewBox"].split()[3])
        for left, top, wide, high in boxes(svg):
            assert left >= 0
            assert left + wide <= width
            assert 0 <= top <= top + high <= height


@given(series=SERIES)
def test_every_alarm_is_yellow_and_every_other_count_is_grey(series: list[Period]) -> None:
    for svg, _, most in drawings(watched(series, words=WORDS)):
        shown = [each for each in series[-most:] if each.observed]
        assert path(svg, "hot").count("z") == sum(each.alarm for each in shown)
        assert path(svg, "bars").count("z") == sum(not each.alarm for each in shown)


@given(series=SERIES)
def test_the_table_has_every_period_also_those_that_are_not_drawn(series: list[Period]) -> None:
    assert watched(series, words=WORDS).rows == tuple(series)


@given(series=SERIES)
def test_band_and_lines_break_where_nobody_counted(series: list[Period]) -> None:
    for svg, _, most in drawings(watched(series, words=WORDS)):
        known = [each.observed is not None and each.upper is not None for each in series[-most:]]
        runs = sum(now and not before for before, now in zip([False, *known], known, strict=False))
        assert path(svg, "upper").count("M") == runs
        assert path(svg, "band").count("z") == runs


def test_words_stand_at_their_lines_and_there_is_no_legend() -> None:
    chart = watched(half_a_year(), words=WORDS)
    said = words_in(chart.broad)
    assert {"alarm, 3 weeks", "upper edge", "of what is usual", "expected: 2.7", "week beginning"} <= set(said)
    assert {"alarm", "upper edge of usual"} <= set(words_in(chart.narrow))
    heights = [
        int(each.attrib["y"]) for each in parsed(chart.broad).iter(f"{SVG}text") if int(each.attrib["x"]) > BROAD - 160
    ]
    assert all(abs(one - other) >= 18 for one in heights for other in heights if one != other)


def test_numbers_stand_on_the_alarms_and_do_not_run_into_each_other() -> None:
    assert [number for number in words_in(watched(half_a_year(), words=WORDS).broad) if number in "987"] == list("987")
    crowd = [Period(str(week), "2 Nov.", 1000 + week, 5, 9, alarm=True) for week in range(60)]
    drawn = parsed(watched(crowd, words=WORDS).broad)
    placed = sorted(
        int(each.attrib["x"])
        for each in drawn.iter(f"{SVG}text")
        if each.attrib["class"] == "b" and (each.text or "").isdigit()
    )
    assert len(placed) > 10
    assert all(after - before >= room_for("1000") - 1 for before, after in itertools.pairwise(placed))
    assert "1059" in words_in(watched(crowd, words=WORDS).broad)


def test_the_word_alarm_is_never_written_over_an_alarm() -> None:
    for first in range(1, 52):
        series = [Period("w", "2 Nov.", 9, 2, 6, alarm=week in {first, first - 1, 7, 30}) for week in range(53)]
        svg = watched(series, words=WORDS).broad
        for label in parsed(svg).iter(f"{SVG}text"):
            if label.text == "alarm, 3 weeks":
                start = int(label.attrib["x"])
                hot = re.findall(r"M(\d+) \d+h(\d+)", path(svg, "hot"))
                assert not any(start < int(x) + int(w) and int(x) < start + room_for("alarm, 3 weeks") for x, w in hot)


def test_low_alarms_have_their_word_above_them_where_no_bar_stands_behind_it() -> None:
    counts = [2, 3, 2, 3, 2, 2, 1, 2]
    series = [Period("w", "2 Nov.", count, 1, 20, alarm=number > 5) for number, count in enumerate(counts)]
    svg = watched(series, words=WORDS).narrow
    tops = [top for _, top, _, _ in boxes(svg)]
    low = [int(each.attrib["y"]) for each in parsed(svg).iter(f"{SVG}text") if each.text == "alarm"]
    assert low
    assert low[0] < min(tops)


def test_months_and_quarters_are_periods_too() -> None:
    quarters = [Period(f"quarter {q} of 2015", f"Q{q} 2015", 100 * q, 180.0, 320.0, alarm=q == 4) for q in range(1, 5)]
    chart = watched(quarters, words=WORDS)
    assert "Q4 2015" in words_in(chart.broad)
    assert "400" in words_in(chart.narrow)


@given(word=st.sampled_from(["<script>alert(1)</script>", '"><svg onload=x>', "a & b", "</title><b>", "' onclick='"]))
def test_words_are_words_and_nothing_else(word: str) -> None:
    words = WatchedWords(**dict.fromkeys(SAID, word), number=lambda value: f"{word}{value}")
    for svg, _, _ in drawings(watched([Period(word, word, 9, 2, 6, alarm=True)], words=words)):
        assert {each.tag.removeprefix(SVG) for each in parsed(svg).iter()} <= {"svg", "title", "desc", "text", "path"}
        assert not any(name.startswith("on") for each in parsed(svg).iter() for name in each.attrib)


@pytest.mark.parametrize("wrong", [{"observed": -1}, {"observed": 1, "upper": float("nan")}, {"observed": None}])
def test_what_is_no_count_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"number from 0|without a count"):
        Period("w", "2 Nov.", **wrong, alarm=True)


def test_no_periods_are_an_error() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        watched([], words=WORDS)


def test_a_drawing_alone_is_a_file_that_shows_itself() -> None:
    root = ET.fromstring(alone(watched(half_a_year(), words=WORDS).broad))  # noqa: S314  # our own
    assert root.tag == f"{SVG}svg"
    assert "#fc3" in (next(root.iter(f"{SVG}style")).text or "")


def test_the_drawing_is_the_one_that_was_looked_at() -> None:
    """After a wanted change: write `narrow` into the golden file, and look at it as a picture."""
    assert watched(half_a_year(), words=WORDS).narrow.replace("><", ">\n<") == GOLDEN.read_text(encoding="utf-8")


def test_a_chart_is_small() -> None:
    chart = watched(half_a_year(), words=WORDS)
    assert len(gzip.compress(chart.broad.encode())) < 1_100
    assert len(gzip.compress(chart.narrow.encode())) < 900
