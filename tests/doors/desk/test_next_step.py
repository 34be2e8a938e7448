"""The one next decision of a case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.doors.desk.next_step import Next, Standing, next_of
from safelamp.loop.cases.states import OPEN, State


@pytest.mark.parametrize(
    ("standing", "following"),
    [
        (Standing(State.MERGED, danger_now=True), Next.MERGED),
        (Standing(State.CLOSED, said_dangerous=1), Next.CLOSED),
        (Standing(State.TAKEN, danger_now=True, raised=False, rated=False), Next.STOP_DANGER),
        (Standing(State.RAISED, danger_now=True, rated=False), Next.RATE),
        (Standing(State.TAKEN, rated=False, raised=False), Next.RATE),
        (Standing(State.TAKEN, raised=False), Next.RAISE),
        (Standing(State.RAISED), Next.AGREE),
        (Standing(State.RAISED, answer_late=True), Next.ANSWER_LATE),
        (Standing(State.RAISED, agreed=2, behind_schedule=1), Next.CHASE),
        (Standing(State.RAISED, agreed=2, reported_fixed=1), Next.WAIT_FOR_ACTIONS),
        (Standing(State.RAISED, agreed=2, reported_fixed=2), Next.ASK),
        (Standing(State.ASKED, agreed=2, reported_fixed=2), Next.WAIT_FOR_FLOOR),
        (Standing(State.ASKED, agreed=2, reported_fixed=1, verified=1, said_fixed=1), Next.VERIFY),
        (Standing(State.ASKED, agreed=2, verified=2, said_fixed=1), Next.CLOSE),
        (Standing(State.ASKED, said_fixed=1), Next.CLOSE),
        (Standing(State.RAISED, agreed=2, verified=1, said_fixed=1, behind_schedule=1), Next.CHASE),
        (Standing(State.TAKEN, agreed=1, said_dangerous=1), Next.STILL_DANGEROUS),
        (Standing(State.TAKEN, agreed=1, reported_fixed=1, said_dangerous=1, said_fixed=3), Next.ASK),
    ],
)
def test_each_standing_has_its_next_decision(standing: Standing, following: Next) -> None:
    assert next_of(standing) == following


@given(
    st.builds(
        Standing,
        state=st.sampled_from(OPEN),
        danger_now=st.booleans(),
        rated=st.booleans(),
        raised=st.booleans(),
        answer_late=st.booleans(),
        agreed=st.integers(0, 4),
        reported_fixed=st.integers(0, 4),
        verified=st.integers(0, 4),
        behind_schedule=st.integers(0, 4),
        said_fixed=st.integers(0, 3),
        said_dangerous=st.integers(0, 3),
    )
)
def test_closing_is_proposed_only_on_the_floors_word_with_everything_verified(standing: Standing) -> None:
    if next_of(standing) == Next.CLOSE:
        assert standing.said_fixed
        assert not standing.said_dangerous
        assert standing.all_verified
    if standing.danger_now and not standing.raised:
        assert next_of(standing) == Next.STOP_DANGER
