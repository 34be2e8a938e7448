"""What a reporter told, opened for one page: words, who may know, the thread in the reader's language."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk import titles
from safelamp.doors.desk.heard import Heard, heard_of
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.engines.writing import zawgyi
from safelamp.ground.languages import days
from safelamp.ground.languages.spoken import name_of
from safelamp.ground.standards.hazards import body_parts
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Kind, Report, Sender
from safelamp.loop.reports.queries import Told
from safelamp.loop.reports.ready import READY
from safelamp.loop.reports.renderings import Rendered, rendered
from safelamp.loop.reports.words import MessageWords, ReportWords, When, WhoMayKnow

CAME_BY = {
    "phone": gettext_lazy("told on a phone or computer"),
    "page": gettext_lazy("told on a phone or computer"),
    "sealed": gettext_lazy("told on a phone, and sealed there"),
    "sms": gettext_lazy("told by text messages (SMS)"),
    "desk": gettext_lazy("told in person; written down at the desk"),
    "telephone": gettext_lazy("told by telephone; written down at the desk"),
    "paper": gettext_lazy("written on paper; typed in at the desk"),
    "filed by a representative": gettext_lazy("filed by a representative for the worker"),  # as reports before said it
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
    as_written: str = ""  # in the old form of Burmese, where `text` is put into Unicode
    heard: Heard | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A report with its words; `words` is None where they do not open: `is_damaged` where they never will."""

    report: Report
    words: ReportWords | None
    thread: Sequence[Line]
    renderings: Sequence[Rendered] = ()
    heard: Heard | None = None
    is_damaged: bool = False

    @property
    def spoken(self) -> str:
        """The code of the language that it was told in."""
        return self.words.language if self.words else ""

    @property
    def language(self) -> str:
        """The language that it was told in, in the reader's language."""
        return name_of(self.words.language) if self.words else ""

    @property
    def story(self) -> str:
        """The story as programs of today show it."""
        return readable(self.words.story) if self.words else ""

    @property
    def story_as_written(self) -> str:
        """The story's own signs, where they were in the old form of Burmese; else nothing."""
        return self.words.story if self.words and self.words.story != self.story else ""

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
        heard = heard_of(session, report)
        thread = [_line(told, renderings, heard.get(told.id)) for told in queries.thread_for_desk(session, report)]
    except CannotOpen:
        return Opened(report, None, (), is_damaged=queries.is_damaged(session, report))
    return Opened(report, words, thread, renderings, heard.get(None))


def sentence(words: MessageWords) -> str:
    """A message's words, or its ready sentence with the day, in the reader's language."""
    ready = READY.get(words.ready)
    if ready is None:
        return words.text
    day = parse_date(words.day) if words.day else None
    said = str(ready.sentence).format(day=days.shown(day, days.WHOLE_DAY) if day else "…")
    return f"{said}\n{words.text}" if words.text else said


def readable(text: str) -> str:
    """The text with Burmese in its old form (Zawgyi, on many phones of Myanmar) put into Unicode."""
    return zawgyi.to_unicode(text) if zawgyi.is_zawgyi(text) else text


def _line(told: Told, renderings: Sequence[Rendered], heard: Heard | None) -> Line:
    said = sentence(told.words) if told.words else ""
    text = readable(said)
    own = [each for each in renderings if each.message_id == told.id]
    as_written = said if said != text else ""
    return Line(told.id, told.sent_on, told.sender == Sender.UNION, text, told.has_photo, own, as_written, heard)


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
