"""What a reporter told, opened for one page: words, who may know, the thread in the reader's language."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk import titles
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.languages.spoken import name_of
from safelamp.ground.standards.hazards import body_parts
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Kind, Report, Sender
from safelamp.loop.reports.queries import Told
from safelamp.loop.reports.ready import READY
from safelamp.loop.reports.renderings import Rendered, rendered
from safelamp.loop.reports.words import MessageWords, ReportWords, When, WhoMayKnow

FILED = "filed by a representative"
CAME_BY = {
    "phone": gettext_lazy("told on a phone or computer"),
    FILED: gettext_lazy("filed by a representative for the worker"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One message as it is shown."""

    id: uuid.UUID
    day: dt.date
    from_us: bool
    text: str
    has_photo: bool
    renderings: Sequence[Rendered] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A report with its words; `words` is None where the member does not hold the key."""

    report: Report
    words: ReportWords | None
    thread: Sequence[Line]
    renderings: Sequence[Rendered] = ()

    @property
    def language(self) -> str:
        """The language that it was told in, in the reader's language."""
        return name_of(self.words.language) if self.words else ""

    @property
    def of_story(self) -> list[Rendered]:
        """The story in other languages, and who is asked to put it there."""
        return [each for each in self.renderings if each.message_id is None and not each.is_answer]

    @property
    def answers_waiting(self) -> list[Rendered]:
        """Answers that a colleague is asked to put into the reporter's language and to send."""
        return [each for each in self.renderings if each.is_answer and each.waits]

    @property
    def title(self) -> str:
        """What the report is called."""
        return titles.of_report(Kind(self.report.kind), self.report.hazard)

    @property
    def figure(self) -> str:
        """Its pictogram."""
        return titles.figure_of(Kind(self.report.kind), self.report.hazard)

    @property
    def body_part(self) -> str:
        """Where on the body, in the reader's language."""
        known = body_parts().get(self.words.body_part) if self.words else None
        return known.name if known else ""

    @property
    def when(self) -> str:
        """When it happened, in words."""
        return str(When(self.words.when).label) if self.words and self.words.when in When.values else ""

    @property
    def came_by(self) -> str:
        """How it reached the union."""
        return str(CAME_BY.get(self.words.came_by, self.words.came_by)) if self.words else ""

    @property
    def consent(self) -> WhoMayKnow | None:
        """What the reporter allowed; None where it is not known."""
        known = self.words is not None and self.words.who_may_know in WhoMayKnow.values
        return WhoMayKnow(self.words.who_may_know) if known and self.words else None

    @property
    def who_may_know(self) -> str:
        """What the reporter allowed, in the desk's words."""
        return str(_MAY_KNOW[self.consent]) if self.consent else ""

    @property
    def stays_inside(self) -> bool:
        """Whether nothing of the words may go to the employer: always, unless the reporter said otherwise."""
        return self.consent != WhoMayKnow.EMPLOYER


def opened(session: OpenSession, report: Report) -> Opened:
    """The report with everything that the session's keys open."""
    try:
        words = queries.words_of(session, report)
        renderings = rendered(session, report)
        thread = [_line(told, renderings) for told in queries.thread_for_desk(session, report)]
    except CannotOpen:
        return Opened(report, None, ())
    return Opened(report, words, thread, renderings)


def sentence(words: MessageWords) -> str:
    """A message's words, or its ready sentence with the day, in the reader's language."""
    ready = READY.get(words.ready)
    if ready is None:
        return words.text
    day = parse_date(words.day) if words.day else None
    said = str(ready.sentence).format(day=date_format(day, "j F Y") if day else "…")
    return f"{said}\n{words.text}" if words.text else said


def _line(told: Told, renderings: Sequence[Rendered]) -> Line:
    text = sentence(told.words) if told.words else ""
    own = [each for each in renderings if each.message_id == told.id]
    return Line(told.id, told.sent_on, told.sender == Sender.UNION, text, told.has_photo, own)


_MAY_KNOW = {
    WhoMayKnow.NOBODY: gettext_lazy("No one. They give no name."),
    WhoMayKnow.UNION: gettext_lazy("Only the union safety person."),
    WhoMayKnow.EMPLOYER: gettext_lazy("Their name may be used with the employer."),
}


def consent(reports: Sequence[Opened]) -> tuple[list[str], bool]:
    """Who may know about a case's reports, counted in words, and whether all of it stays inside the union."""
    said: dict[str, int] = {}
    for each in reports:
        words = each.who_may_know or _("not opened: you do not hold the key")
        said[words] = said.get(words, 0) + 1
    lines = [f"{count} × {words}" if len(reports) > 1 else words for words, count in said.items()]
    return lines, all(each.stays_inside for each in reports)
