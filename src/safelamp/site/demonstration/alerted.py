"""Alerts on real counts: injuries by industry, accident and state, and citations of mines, at every stage of life.

They are found by the real detector, once, while the doors are already open; then the federation's officer handles some.
"""

import datetime as dt
import importlib
import importlib.util
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.utils import timezone

from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault import members
from safelamp.ground.vault.sessions import OpenSession
from safelamp.insight.alerts import operations
from safelamp.insight.alerts.choices import Risk, Source, Watchfulness
from safelamp.insight.alerts.looking import begin
from safelamp.insight.alerts.models import Alert, Watch
from safelamp.insight.alerts.states import AlertState
from safelamp.insight.alerts.states import AlertVerb as Verb
from safelamp.insight.alerts.watches import begin_usual
from safelamp.site.commands import alerts
from safelamp.site.demonstration.people import LogIn
from safelamp.site.demonstration.samples import folder, run
from safelamp.site.demonstration.script import SCRIPT

MINES = "Citations of US coal mines, not injuries (MSHA)"
OFFICER = "officer-federation"
LOOKED_OUT_FOR = dt.timedelta(days=14)  # what was reported in the last two weeks fires rules too
NIGHTS = (dt.timedelta(days=5), dt.timedelta(days=4))  # before today, in which the mines are looked at
_CITATIONS = "mine_citations.csv.gz"
_DONE = "demonstration-alerts-are-in"
_DAY = dt.timedelta(days=1)
Say = Callable[[str], None]
Deed = tuple[Verb, str]

# How far the first alerts on mines have come, one after the other. What is left over nobody has looked at.
LIVES: Sequence[Sequence[Deed]] = (
    (
        (Verb.VERIFY, "The local union says the same: an inspector came three times after a cable caught fire."),
        (Verb.ASSESS, "Forty people work on that section, in each of three shifts."),
        (Verb.ACT, "We wrote to the company and asked to walk the section with the inspector."),
        (Verb.CLOSE, "The cables were taken out in one week. The inspector found nothing more on the next visit."),
    ),
    (
        (Verb.VERIFY, "Not one long visit: five visits in one quarter."),
        (Verb.ASSESS, "The same kind of citation as before the fire of last year."),
        (Verb.ACT, "A visit with the safety representative is agreed for next Tuesday."),
    ),
    (
        (Verb.VERIFY, "Two members there say that the electrician's place is empty since spring."),
        (Verb.ASSESS, "Nobody looks after the switches above ground."),
    ),
    ((Verb.VERIFY, "The citations are listed one by one on the inspectorate's page."),),
    ((Verb.FIND_NOT_REAL, "The mine changed its number. Two mines are counted as one since January."),),
    ((Verb.CANNOT_TELL, "Nobody of us works there, and the inspectorate does not answer."),),
)


def look_out() -> None:
    """Has what was reported lately looked at for what must be known at once; the work beside the doors finds it."""
    since = timezone.localdate() - LOOKED_OUT_FOR
    for organisation in Organisation.objects.order_by("id"):
        begin(organisation, since=since)


def find_alerts(home: Path, log_ins: Iterable[LogIn], *, say: Say) -> None:
    """Judges injuries and citations, once, and lives some alerts."""
    citations = folder() / _CITATIONS
    if (home / _DONE).exists():
        return
    if importlib.util.find_spec("numpy") is None:
        say("No alerts on counts: the packages of the extra `watch` are not installed.")
        return
    say("Looking for what is unusual among injuries and citations of mines ...")
    federation = Organisation.objects.get(name=SCRIPT.federation)
    if citations.exists():
        run(
            alerts,
            ["alerts", "import", str(citations), "--organisation", federation.name, "--name", MINES, "--period", "4",
             "--starts", "2000-01-01", "--licence", "public domain (US federal government)",
             "--url", "https://www.msha.gov/data-and-reports"],
        )  # fmt: skip
    now = timezone.now()
    begin_usual(federation, on=timezone.localdate(now))
    officer = next(each for each in log_ins if each.name == OFFICER)
    session = members.log_in(officer.name, officer.passphrase)
    if session is not None:
        _judge(session.member, now)
        _live(session, now)
    (home / _DONE).touch(mode=0o600)


def _judge(officer: Member, now: dt.datetime) -> None:
    """The mines in two nights of last week, watchfully: the second looks farther back. The injuries now, as usual."""
    watching = importlib.import_module("safelamp.insight.alerts.watching")  # arrays: never in a web process
    for watch in Watch.objects.filter(organisation=officer.organisation).order_by("id"):
        mines = watch.source == Source.COUNTS
        watched = operations.choose_watchfulness(watch, Watchfulness.WATCHFUL, by=officer) if mines else watch
        nights = NIGHTS if mines else (dt.timedelta(),)
        for before in nights:
            watching.watch_one(watched, at=now - before)


def _live(session: OpenSession, now: dt.datetime) -> None:
    found = Alert.objects.filter(
        organisation=session.member.organisation, source=Source.COUNTS, state=AlertState.SIGNAL
    ).order_by("-score", "id")
    for alert, deeds in zip(found[: len(LIVES)], LIVES, strict=False):
        for number, (verb, words) in enumerate(deeds):
            at = min(now, now - NIGHTS[-1] + (number + 1) * _DAY)
            risk = Risk.HIGH if verb == Verb.ASSESS else Risk.NONE
            operations.handle(alert, verb, by=session, note=words, risk=risk, at=at)
