"""Blocks: every series in one, what hangs together kept together, and the same verdicts however they are mapped."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from safelamp.engines.surveillance import methods
from safelamp.engines.surveillance.blocks import cut, joined, judge, judge_blocks, pieces
from safelamp.engines.surveillance.values import Channel, Counts, Group, Options, Verdicts, week_verdicts

CODES = st.integers(1, 60).flatmap(
    lambda series: st.dictionaries(
        st.sampled_from(["workplace", "employer", "hazard", "sector", "region"]),
        arrays.arrays(np.int64, series, elements=st.integers(-1, 6)),
        min_size=1,
    )
)


def together(blocks, rows) -> bool:
    return any(set(rows) <= set(block.tolist()) for block in blocks)


@given(groups=CODES, most=st.integers(1, 70))
def test_every_series_is_in_one_block_and_no_block_is_too_large(groups, most) -> None:
    series = len(next(iter(groups.values())))
    blocks = cut(groups, series, most=most)
    assert np.sort(np.concatenate(blocks)).tolist() == list(range(series))
    assert all(0 < len(block) <= most and (np.diff(block) > 0).all() for block in blocks)


def test_workplaces_with_nothing_in_common_are_packed_whole() -> None:
    workplace = np.repeat(np.arange(7), 3)
    blocks = cut({"workplace": workplace}, 21, most=8)
    assert [len(block) for block in blocks] == [6, 6, 6, 3]
    assert all(together(blocks, np.flatnonzero(workplace == code)) for code in range(7))


def test_what_all_share_is_cut_by_the_coarsest_column_that_tears_no_workplace() -> None:
    workplace = np.repeat(np.arange(12), 4)
    groups = {
        "workplace": workplace,
        "hazard": np.tile(np.arange(4), 12),  # in every workplace: ties all together and would tear each apart
        "sector": workplace % 6,
        "region": workplace % 2,
    }
    blocks = cut(groups, 48, most=24)
    assert sorted(len(block) for block in blocks) == [24, 24]
    assert all(len(set(groups["region"][block].tolist())) == 1 for block in blocks)
    smaller = cut(groups, 48, most=9)
    assert all(together(smaller, np.flatnonzero(workplace == code)) for code in range(12))


def test_a_workplace_larger_than_a_block_is_cut_by_row() -> None:
    blocks = cut({"workplace": np.zeros(10, np.int64)}, 10, most=4)
    assert [len(block) for block in blocks] == [4, 4, 2]


def test_series_whose_workplace_is_not_known_do_not_hang_together() -> None:
    assert len(cut({"workplace": np.full(10, -1)}, 10, most=2)) == 5


def grouped(counts: Counts, judged: range, options: Options) -> Verdicts:
    """Alarms in whatever stands above the mean of its block, each as a group with the first series of the block."""
    observed = counts.observed[:, judged.start : judged.stop]
    plain = week_verdicts(
        judged.start, observed=observed, expected=observed * 0 + observed.mean(), upper=observed * 0 + observed.mean(),
        p=observed, score=observed,
    )  # fmt: skip
    arrays_of = {name: getattr(plain, name) for name in plain.__slots__}
    arrays_of |= {
        "group": np.where(plain.alarm, 0, -1).astype(np.int32),
        "channel": np.full(observed.shape, Channel.GROUP, np.int8),
        "groups": (Group((("workplace", int(counts.groups["workplace"][0])),), np.array([0, counts.series - 1])),),
    }
    return Verdicts(**arrays_of)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Counts:
    monkeypatch.setattr(methods, "METHODS", {"grouped": grouped})
    observed = np.random.default_rng(6).poisson(3.0, (9000, 4)).astype(float)
    return Counts(observed, groups={"workplace": np.arange(9000) // 3})


def test_blocks_give_the_same_verdicts_in_whatever_order_they_are_judged(table: Counts) -> None:
    def backwards(judging, todo):
        return reversed([judging(piece) for piece in reversed(todo)])

    one = judge_blocks(table, range(2, 4), method="grouped")
    other = judge_blocks(table, range(2, 4), method="grouped", over=backwards)
    for name in Verdicts.__slots__:
        if name != "groups":
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_groups_are_counted_in_the_whole_table(table: Counts) -> None:
    whole = judge_blocks(table, range(2, 4), method="grouped")
    parts = pieces(table, range(2, 4), method="grouped", options=Options())
    assert len(whole.groups) == len(parts) == 3
    for row, week in np.argwhere(whole.alarm)[::500]:
        assert whole.groups[whole.group[row, week]].shared == (("workplace", table.groups["workplace"][
            next(part.rows[0] for part in parts if row in part.rows)]),)  # fmt: skip
    members = np.concatenate([group.members for group in whole.groups])
    assert members.tolist() == [end for part in parts for end in (part.rows[0], part.rows[-1])]


def test_no_piece_knows_a_week_after_the_judged_ones(table: Counts) -> None:
    for piece in pieces(table, range(1, 3), method="grouped", options=Options()):
        assert piece.counts.weeks == 3


def test_one_block_is_judged_as_the_whole_table(table: Counts) -> None:
    small = Counts(table.observed[:50], groups={"workplace": table.groups["workplace"][:50]})
    [piece] = pieces(small, range(4), method="grouped", options=Options())
    verdicts = joined(50, [(piece.rows, judge(piece))])
    np.testing.assert_array_equal(verdicts.alarm, methods.detect(small, range(4), method="grouped").alarm)
