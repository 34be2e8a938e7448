"""Asking a member to put words into another language, giving them, declining, taking the request back."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import desk
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries, times
from safelamp.loop.reports.models import Direction, Message, Rendering, RenderingState, Report
from safelamp.loop.reports.renderings import (
    FIELD,
    RenderingWords,
    answer_of,
    missing,
    opened,
    rendering_for,
    who_can,
)
from safelamp.loop.reports.words import MessageWords


class Verb(StrEnum):
    """What is done to a request."""

    GIVE = "give"
    DECLINE = "decline"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Step:
    """One row: from a state by a verb to a state, by the member whom that field names."""

    before: RenderingState
    verb: Verb
    after: RenderingState
    who: str


STEPS = (
    Step(RenderingState.ASKED, Verb.GIVE, RenderingState.GIVEN, "asked_of"),
    Step(RenderingState.ASKED, Verb.DECLINE, RenderingState.DECLINED, "asked_of"),
    Step(RenderingState.ASKED, Verb.TAKE_BACK, RenderingState.TAKEN_BACK, "asked_by"),
)


class NotPossible(ValueError):
    """The request cannot be made or answered so: somebody else did it, or the colleague cannot read it."""


@transaction.atomic
def ask(
    report: Report, *, colleague: Member, into: str, by: OpenSession, at: dt.datetime | None = None
) -> list[Rendering]:
    """Asks a colleague to put the reporter's own words into a language: each text that is not there yet.

    A text to which the colleague lacks that month's key is left for somebody else; raises NotPossible where that is
    all of them, or where the colleague does not read both languages.
    """
    _in_turn(report)
    out_of = queries.words_of(by, report).language
    left = missing(by, report, into=into)
    able = [message for message in left if colleague in who_can(report, languages=[out_of, into], message=message)]
    if left and not able:
        raise NotPossible("the colleague does not read both languages, or may not open the words")
    words = RenderingWords(out_of=out_of, into=into)
    return [_asked(report, words, message, Direction.FOR_UNION, colleague=colleague, by=by, at=at) for message in able]


@transaction.atomic
def ask_for_answer(
    report: Report,
    words: MessageWords,
    *,
    colleague: Member,
    out_of: str,
    by: OpenSession,
    at: dt.datetime | None = None,
) -> Rendering:
    """Asks a colleague to put an answer into the reporter's language and to send it; raises NotPossible."""
    _in_turn(report)
    told = queries.words_of(by, report)
    into = told.language
    if colleague not in who_can(report, languages=[out_of, into]):
        raise NotPossible("the colleague does not read both languages, or may not open the words")
    kept = RenderingWords(
        out_of=out_of, into=into, original=words.text, ready=words.ready, day=words.day, by_sms=told.came_by == "sms"
    )
    return _asked(report, kept, None, Direction.FOR_REPORTER, colleague=colleague, by=by, at=at)


@transaction.atomic
def give(rendering: Rendering, text: str, *, by: OpenSession, at: dt.datetime | None = None) -> Rendering:
    """The words in the other language. Those of an answer are sent to the reporter at once."""
    own = _step(rendering, Verb.GIVE, by=by.member, at=at)
    words = replace(opened(by, own, report=own.report).words, words=text)
    if own.direction == Direction.FOR_REPORTER:
        own.message = reports.answer(own.report, answer_of(words), by=by, at=at)
    _seal(own, words)
    own.save()
    return own


@transaction.atomic
def decline(rendering: Rendering, *, by: OpenSession, at: dt.datetime | None = None) -> None:
    """The colleague cannot do it; somebody else may be asked."""
    _step(rendering, Verb.DECLINE, by=by.member, at=at).save()


@transaction.atomic
def take_back(rendering: Rendering, *, by: OpenSession, at: dt.datetime | None = None) -> None:
    """Whoever asked does not ask any longer."""
    _step(rendering, Verb.TAKE_BACK, by=by.member, at=at).save()


def may(member: Member, rendering: Rendering, verb: Verb) -> bool:
    """Whether the request is at a state, and the member the one, for that verb."""
    return any(
        step.before == rendering.state and step.verb == verb and getattr(rendering, f"{step.who}_id") == member.id
        for step in STEPS
    )


def _step(rendering: Rendering, verb: Verb, *, by: Member, at: dt.datetime | None) -> Rendering:
    """The request as it is now, in its next state; raises DoesNotExist, or NotPossible where it is not their turn."""
    Rendering.objects.select_for_update().get(id=rendering.id)
    own = rendering_for(by, rendering.id)
    if not may(by, own, verb):
        raise NotPossible(own.state)
    own.state = next(step.after for step in STEPS if step.before == own.state and step.verb == verb)
    own.answered_on = _day(own.report, at)
    audit.record(
        f"reports.{verb}_rendering", organisation_id=own.report.organisation_id, by=by.id, subject_id=own.report_id
    )
    return own


def _asked(
    report: Report,
    words: RenderingWords,
    message: Message | None,
    direction: Direction,
    *,
    colleague: Member,
    by: OpenSession,
    at: dt.datetime | None,
) -> Rendering:
    rendering = Rendering(
        id=uuid.uuid4(), report=report, message=message, direction=direction, asked_by=by.member, asked_of=colleague,
        asked_on=_day(report, at),
    )  # fmt: skip
    _seal(rendering, words)
    rendering.save(force_insert=True)
    audit.record("reports.ask_rendering", organisation_id=report.organisation_id, by=by.member.id, subject_id=report.id)
    return rendering


def _seal(rendering: Rendering, words: RenderingWords) -> None:
    report = rendering.report
    rendering.words_sealed = desk.seal(
        words.encoded(),
        organisation=report.organisation,
        subject=rendering.id,
        field=FIELD,
        audience=Audience(report.audience),
    )


def _in_turn(report: Report) -> None:
    """Two who ask at once ask one after the other, so that nothing is asked twice."""
    Report.objects.select_for_update().get(id=report.id)


def _day(report: Report, at: dt.datetime | None) -> dt.date:
    return times.coarse_day(report.organisation, timezone.localdate(at or timezone.now()))
