"""Who was told when, as the desk says it: “Told at once: A; after 15 minutes: A, B (could not be sent)”."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safelamp.ground.organisations.models import Member
from safelamp.loop.duty.models import RingOutcome
from safelamp.loop.duty.told import ROUNDS_TOLD, Round, ToldMember, told_for

AT_ONCE = 1  # minutes: an arrival is kept to the minute, so the first ring may stand in the next one
HOURS_FROM = 120  # minutes


def lines(member: Member, report_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The sentence of each report that rang and that the member may read."""
    return {report_id: sentence(rounds) for report_id, rounds in told_for(member, report_ids).items()}


def sentence(rounds: Sequence[Round]) -> str:
    """All rounds in one sentence; what lies between the first ones and the last is counted."""
    outcomes = {each.outcome for told in rounds for each in told.members}
    if outcomes == {RingOutcome.NOT_SET_UP}:
        return _("Nobody was told: sending is not set up on this server.")
    reached = outcomes & {RingOutcome.SENT, RingOutcome.WAITING}
    if any(each.minutes is None for each in rounds):
        names = _names(rounds[0])
        return (_("Told: {names}") if reached else _("Nobody could be told. Tried: {names}")).format(names=names)
    told = "; ".join(part for each in rounds for part in _parts(each))
    return (_("Told {rounds}") if reached else _("Nobody could be told. Tried {rounds}")).format(rounds=told)


def outcome_in_words(outcome: RingOutcome) -> str:
    """What became of a ring, where it is worth a word."""
    return "" if outcome is RingOutcome.SENT else str(outcome.label)


def _parts(told: Round) -> Iterator[str]:
    between = told.number - ROUNDS_TOLD
    if between > 0:
        yield ngettext("{count} more time", "{count} more times", between).format(count=between)
    yield _part(told.number, told.minutes or 0, _names(told))


def _part(number: int, minutes: int, names: str) -> str:
    if number == 0 and minutes <= AT_ONCE:
        return _("at once: {names}").format(names=names)
    if minutes < 0:  # the machine's clock had been set back
        return _("later: {names}").format(names=names)
    if minutes < HOURS_FROM:
        words = ngettext("after {count} minute: {names}", "after {count} minutes: {names}", minutes)
        return words.format(count=minutes, names=names)
    hours = minutes // 60
    return ngettext("after {count} hour: {names}", "after {count} hours: {names}", hours).format(
        count=hours, names=names
    )


def _names(told: Round) -> str:
    return ", ".join(_name(each) for each in told.members)


def _name(told: ToldMember) -> str:
    words = outcome_in_words(told.outcome)
    return f"{told.name} ({words})" if words else told.name


def of_case(member: Member, numbers: Mapping[uuid.UUID, str]) -> list[tuple[str, str]]:
    """The sentences of a case's reports, each with the report's number where there are several."""
    found = lines(member, numbers)
    return [(numbers[key] if len(numbers) > 1 else "", found[key]) for key in numbers if key in found]
