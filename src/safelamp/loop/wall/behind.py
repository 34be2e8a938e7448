"""What stands behind an answer: the reports of its case, what their reporters said about the wall, their words.

The words are opened to be compared with the answer, in memory, and go nowhere else.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.releases import consents, marks
from safelamp.ground.releases.gate import Behind, LettingOut
from safelamp.ground.releases.models import Outcome, Release
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.queries import cases_for, reports_of
from safelamp.loop.reports import queries
from safelamp.loop.reports.hanging import HEEDED
from safelamp.loop.reports.models import Report, Sender
from safelamp.loop.reports.queries import Told
from safelamp.loop.reports.ready import HANG_YES, MAY_HANG
from safelamp.loop.reports.renderings import rendered
from safelamp.loop.wall.models import WallAnswer
from safelamp.loop.wall.wording import AnswerWords


@dataclass(frozen=True, slots=True)
class Opened:
    """The words of the reports that the session's keys open, and which reporters were asked about the wall.

    `agreed` are those whose last word on the wall is a yes that came after they were shown these very words.
    """

    stories: tuple[str, ...]
    asked: frozenset[uuid.UUID]
    unread: int
    agreed: frozenset[uuid.UUID] = frozenset()

    def __repr__(self) -> str:
        return f"Opened({len(self.stories)})"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reporters said about the wall, counted."""

    reports: int
    yes: int
    no: int
    waiting: int  # asked, no answer yet
    can_be_asked: int


def of_case(case: Case) -> Behind:
    """The reports of a case, whoever may read them; not what was set aside as junk: that hides nobody."""
    found = Report.objects.filter(case_report__case=case, set_aside_on=None)
    reports = list(found.values_list("id", "arrived_on", "audience"))
    return Behind(
        case_id=case.id,
        report_ids=frozenset(report_id for report_id, _, _ in reports),
        newest=max((day for _, day, _ in reports), default=case.opened_on),
        consent_only=any(audience != Audience.READERS for _, _, audience in reports),
    )


def opened(session: OpenSession, case: Case, *, texts: Collection[str]) -> Opened:
    """Opens what can be opened: story, place, contact, what reporters wrote later, and renderings of it.

    Who was asked about other words than these `texts` was not asked.
    """
    total = Report.objects.filter(case_report__case=case, shredded_on=None).count()
    stories: list[str] = []
    asked: set[uuid.UUID] = set()
    agreed: set[uuid.UUID] = set()
    read = 0
    for report in reports_of(session.member, case).filter(shredded_on=None):
        try:
            said, thread = _words_of(session, report)
        except CannotOpen:
            continue
        read += 1
        stories += [text for text in said if text]
        if _was_asked(thread, texts):
            asked.add(report.id)
        if _agreed(thread, texts):
            agreed.add(report.id)
    return Opened(tuple(stories), frozenset(asked), total - read, frozenset(agreed))


def letting_out(answer: WallAnswer, words: AnswerWords, found: Opened) -> LettingOut:
    """The answer as it stands in front of the gate."""
    case = answer.case
    assert case.workplace is not None  # noqa: S101  # an answer is begun for a case with a workplace only
    reports = of_case(case)
    return LettingOut(
        workplace=case.workplace,
        hazard=case.hazard,
        outcome=words.outcome,
        texts=words.texts,
        original=words.original,
        behind=replace(reports, of_other_words=reports.report_ids - found.agreed),
        written_by=answer.written_by_id,
        stories=found.stories,
        unread=found.unread,
    )


def of_release(session: OpenSession, release: Release, texts: Mapping[str, str]) -> LettingOut:
    """Words for a released answer in front of the gate, with the stories of its case.

    The release names no case: the one is looked for whose mark it carries. Where it is gone, nothing can be compared.
    """
    cases = cases_for(session.member).filter(workplace=release.workplace_id)
    case = next((each for each in cases if marks.of_case(each.id) == bytes(release.source)), None)
    found = opened(session, case, texts=()) if case else Opened((), frozenset(), 1)
    return LettingOut(
        workplace=release.workplace,
        hazard=release.hazard,
        outcome=Outcome(release.outcome),
        texts=texts,
        original=next(iter(texts)),
        behind=of_case(case) if case else Behind(release.id, frozenset(), release.day),
        written_by=session.member.id,
        stories=found.stories,
        unread=found.unread,
    )


def asked_of(case: Case, found: Opened) -> Asked:
    """Counts what was said and who can still be asked."""
    behind = of_case(case).report_ids
    said = consents.of_reports(behind)
    yes = [each for each, given in said.items() if given and each in found.agreed]
    waiting = [each for each in found.asked if each not in yes and said.get(each) is not False]
    return Asked(
        reports=len(behind),
        yes=len(yes),
        no=sum(not given for given in said.values()),
        waiting=len(waiting),
        can_be_asked=len(to_ask(behind, found)),
    )


def to_ask(report_ids: Iterable[uuid.UUID], found: Opened) -> list[uuid.UUID]:
    """The reports whose reporters were not asked about these words and did not say no."""
    said = consents.of_reports(report_ids)
    return [each for each in report_ids if said.get(each) is not False and each not in found.asked]


def _words_of(session: OpenSession, report: Report) -> tuple[list[str], Sequence[Told]]:
    words = queries.words_of(session, report)
    thread = queries.thread_for_desk(session, report)
    theirs = [told.words.text for told in thread if told.sender == Sender.REPORTER and told.words]
    others = [each.words.words for each in rendered(session, report) if not each.is_answer]
    return [words.story, words.place, words.contact, *theirs, *others], thread


def _was_asked(thread: Iterable[Told], texts: Collection[str]) -> bool:
    return any(_shows(told, texts) for told in thread)


def _agreed(thread: Iterable[Told], texts: Collection[str]) -> bool:
    """Whether a yes is the last word, said to these words and not to others that were shown before or since."""
    shown = agreed = False
    for told in thread:
        said = told.words.ready if told.words else ""
        if said == MAY_HANG:
            shown, agreed = _shows(told, texts), False
        elif said in HEEDED:
            agreed = shown and said == HANG_YES
    return agreed


def _shows(told: Told, texts: Collection[str]) -> bool:
    return told.words is not None and told.words.ready == MAY_HANG and told.words.text in texts
