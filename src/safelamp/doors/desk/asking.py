"""What the report's page offers where reader and reporter do not read the same language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from safelamp.doors.desk.told import Opened
from safelamp.ground.languages.spoken import name_of
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.reports.renderings import missing, who_can


@dataclass(frozen=True, slots=True)
class Asking:
    """Whether the reader reads the reporter's language, and who else does.

    `colleagues` can be asked to put the words into `into`, `left` texts of them; with `own` the reader can do it for
    colleagues.
    """

    reads_it: bool
    into: str
    left: int
    colleagues: Sequence[Member]
    own: bool = False

    @property
    def into_name(self) -> str:
        """The language's name, in the reader's language."""
        return name_of(self.into)


def asking_of(session: OpenSession, told: Opened) -> Asking | None:
    """What is offered; nothing where the words are not open."""
    if told.words is None:
        return None
    member, spoken = session.member, told.words.language
    here = get_language() or "en"
    if spoken in member.languages | {here}:
        return _own(session, told, spoken)
    left = missing(session, told.report, into=here)
    colleagues = who_can(told.report, languages=[spoken, here])
    return Asking(reads_it=False, into=here, left=len(left), colleagues=colleagues)


def _own(session: OpenSession, told: Opened, spoken: str) -> Asking:
    """Somebody who reads it may put it into the union's language without being asked."""
    into = told.report.organisation.language
    if into == spoken or not {into, spoken} <= session.member.languages:
        return Asking(reads_it=True, into=into, left=0, colleagues=())
    left = len(missing(session, told.report, into=into))
    own = left > 0 and session.member in who_can(told.report, languages=[spoken, into])
    return Asking(reads_it=True, into=into, left=left, colleagues=(), own=own)
