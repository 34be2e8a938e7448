"""What everybody at a workplace reads in the demonstration: written, asked about, let out by the real gate."""

from collections.abc import Sequence

from safelamp.ground.releases.gate import Check
from safelamp.ground.releases.models import Outcome
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.cases.models import Case
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.ready import HANG_YES
from safelamp.loop.reports.words import MessageWords
from safelamp.loop.wall import operations
from safelamp.loop.wall.wording import AnswerWords
from safelamp.site.demonstration.script import Story


def hang(case: Case, story: Story, session: OpenSession, *, told: Sequence[ReporterAccess]) -> None:
    """Every reporter of the case is asked and says yes; then it hangs. Most stories are not told to everybody."""
    if not story.wall:
        return
    words = AnswerWords(next(iter(story.wall)), dict(story.wall), Outcome(story.outcome))
    draft = operations.write(case, words, by=session)
    operations.ask(draft, by=session)
    for access in told:
        reports.reply(access, MessageWords(ready=HANG_YES))
    operations.let_out(draft, confirmed=tuple(Check), by=session)
