"""Charts: true to their figures, whole in words, harmless whatever the words are, small."""

import gzip
import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.charts import Bar, Chart, Words, axis, by_kind, over_time
from safelamp.engines.charts.drawing import BROAD, NARROW, room_for
from safelamp.engines.charts.over_time import NARROW_BARS

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words(title="Entries a month", finding="Most in July: 912.", unit="entries a month")
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30)
BARS = st.lists(st.builds(Bar, TEXT, st.integers(0, 10**7)), min_size=1, max_size=120)
Draw = Callable[..., Chart]
both = pytest.mark.parametrize("draw", [over_time, by_kind])
YEAR = [Bar(f"{month} 2016", 700 + month * 7 % 50, str(month)) for month in range(1, 13)]


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG.strip("{}")}" ', 1))  # noqa: S314  # our own


def boxes(svg: str) -> list[tuple[int, int, int, int]]:
    """(left, top, width, height) of each bar that is drawn."""
    found = re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+z", svg)
    return [(int(left), int(top), int(width), int(height)) for left, top, width, height in found]


def words_in(svg: str) -> list[str]:
    return [each.text or "" for each in parsed(svg).iter() if each.text]


@both
@given(bars=BARS)
def test_every_figure_stands_in_the_table(draw: Draw, bars: list[Bar]) -> None:
    assert draw(bars, words=WORDS).rows == tuple((bar.label, bar.value) for bar in bars)


@both
@given(bars=BARS)
def test_both_drawings_are_well_formed_and_say_the_finding(draw: Draw, bars: list[Bar]) -> None:
    chart = draw(bars, words=WORDS)
    for svg, width in ((chart.broad, BROAD), (chart.narrow, NARROW)):
        root = parsed(svg)
        assert root.attrib["viewBox"].split()[2] == str(width)
        assert root.attrib["role"] == "img"
        assert [each.text for each in root][:2] == [WORDS.title, WORDS.finding]
        assert WORDS.unit in words_in(svg)


@both
@given(bars=BARS)
def test_nothing_is_drawn_outside_the_picture(draw: Draw, bars: list[Bar]) -> None:
    chart = draw(bars, words=WORDS)
    for svg in (chart.broad, chart.narrow):
        _, _, width, height = map(int, parsed(svg).attrib["viewBox"].split())
        for left, top, wide, high in boxes(svg):
            assert left >= 0
            assert left + wide <= width
            assert top >= 0
            assert top + high <= height


@given(bars=BARS)
def test_a_bar_over_time_is_as_high_as_its_count(bars: list[Bar]) -> None:
    drawn = boxes(over_time(bars, words=WORDS).broad)
    counted = [bar.value for bar in bars if bar.value]
    top = axis.steps(max([*counted, 0]))[-1]
    assert len(drawn) == len(counted)
    for (_, _, _, high), value in zip(drawn, counted, strict=True):
        assert high == max(1, round(value * 180 / top))


@given(bars=BARS)
def test_a_bar_by_kind_is_as_long_as_its_count(bars: list[Bar]) -> None:
    drawn = boxes(by_kind(bars, words=WORDS).narrow)
    counted = [bar.value for bar in bars if bar.value]
    assert len(drawn) == len(counted)
    longest = max((wide for _, _, wide, _ in drawn), default=0)
    for (_, _, wide, _), value in zip(drawn, counted, strict=True):
        assert wide == pytest.approx(value * longest / max(counted), abs=1)


@both
@given(word=st.sampled_from(["<script>alert(1)</script>", '"><svg onload=x>', "a & b", "</title><b>", "' onclick='"]))
def test_words_are_words_and_nothing_else(draw: Draw, word: str) -> None:
    words = Words(title=word, finding=word, unit=word, number=lambda value: f"{word}{value}")
    chart = draw([Bar(word, 3), Bar("b", 4)], words=words)
    for svg in (chart.broad, chart.narrow):
        assert {each.tag.removeprefix(SVG) for each in parsed(svg).iter()} <= {"svg", "title", "desc", "text", "path"}
        assert word in words_in(svg)
        assert not any(name.startswith("on") for each in parsed(svg).iter() for name in each.attrib)


@both
def test_one_is_never_drawn_as_none(draw: Draw) -> None:
    assert len(boxes(draw([Bar("a", 1), Bar("b", 10**7)], words=WORDS).broad)) == 2


@both
def test_nothing_counted_draws_an_axis_and_no_bars(draw: Draw) -> None:
    chart = draw([Bar("a", 0), Bar("b", 0)], words=WORDS)
    assert boxes(chart.broad) == []
    assert "0" in words_in(chart.broad)


@both
def test_no_bars_are_an_error(draw: Draw) -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        draw([], words=WORDS)


def test_a_count_is_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        Bar("a", -1)


def test_the_narrow_drawing_shows_the_newest_thirteen() -> None:
    chart = over_time([Bar(f"month {number}", number) for number in range(1, 31)], words=WORDS)
    assert len(boxes(chart.broad)) == 30
    assert len(boxes(chart.narrow)) == NARROW_BARS
    assert "month 30" in words_in(chart.narrow)


@given(bars=BARS)
def test_labels_of_periods_do_not_run_into_each_other(bars: list[Bar]) -> None:
    svg = over_time(bars, words=WORDS).broad
    lowest = max(int(each.attrib["y"]) for each in parsed(svg).iter(f"{SVG}text"))
    placed = []
    for each in parsed(svg).iter(f"{SVG}text"):
        if int(each.attrib["y"]) == lowest:
            wide, x = room_for(each.text or ""), int(each.attrib["x"])
            start = {"middle": x - wide // 2, "end": x - wide}.get(each.attrib.get("text-anchor", ""), x)
            placed.append((start, start + wide))
    assert all(before[1] <= after[0] + 8 for before, after in itertools.pairwise(placed))


@given(st.integers(0, 10**9))
def test_an_axis_begins_at_nothing_and_reaches_the_largest(largest: int) -> None:
    marks = axis.steps(largest)
    assert marks[0] == 0
    assert marks[-1] >= max(1, largest)
    assert 2 <= len(marks) <= 5
    assert len({after - before for before, after in itertools.pairwise(marks)}) == 1


def test_a_number_is_written_as_the_reader_writes_it() -> None:
    words = Words(title="t", finding="f", unit="u", number=lambda value: f"{value:,}")
    assert "1,000" in words_in(over_time([Bar("a", 1000)], words=words).broad)


def test_a_chart_is_small() -> None:
    chart = over_time(YEAR, words=WORDS)
    for svg in (chart.broad, chart.narrow):
        assert len(svg) < 1_500
        assert len(gzip.compress(svg.encode())) < 650  # on the wire
