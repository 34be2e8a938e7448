"""`safelamp alerts`: bring in counts to be watched, or judge now what else is judged each night."""

import argparse
import datetime as dt
import importlib
import importlib.util
import sys
from pathlib import Path

from django.utils import timezone

from safelamp.ground.organisations.models import Organisation
from safelamp.insight.alerts import looking
from safelamp.insight.alerts.counted import Period
from safelamp.insight.alerts.importing import CountsNotImported, import_counts
from safelamp.insight.alerts.models import Alert, Watch
from safelamp.insight.alerts.watches import begin_usual

_EXIT_BAD = 1
_NO_ARRAYS = "Watching counts needs NumPy and SciPy: pip install 'safelamp[watch]'."


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("alerts", help="bring in counts to be watched, or judge them now")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    into = verbs.add_parser("import", help="import a table of counts, as `safelamp watch` reads it, and watch it")
    into.add_argument("counts", type=Path, metavar="COUNTS", help="the table: CSV or Parquet")
    into.add_argument("--organisation", required=True, metavar="NAME", help="who watches it")
    into.add_argument("--name", default="", metavar="NAME", help="what people see; without it the file's name")
    into.add_argument("--period", type=int, default=52, choices=[*Period], help="columns a year (default: 52, weeks)")
    into.add_argument(
        "--starts", type=dt.date.fromisoformat, metavar="DAY", help="the first day of column w1, such as 2000-01-01"
    )
    into.add_argument("--licence", default="", metavar="WORDS", help="under which licence the counts stand")
    into.add_argument("--url", default="", metavar="ADDRESS", help="where they were published")
    into.set_defaults(run=bring_in)
    now = verbs.add_parser("now", help="look for what fires a rule, and judge every watch now")
    now.add_argument("--organisation", default="", metavar="NAME", help="only this one's; without it everybody's")
    now.set_defaults(run=judge_now)


def bring_in(chosen: argparse.Namespace) -> int:
    """Imports; exit code 1 and nothing kept if something is wrong."""
    if importlib.util.find_spec("numpy") is None:
        return _refuse(_NO_ARRAYS)
    imported = importlib.import_module("safelamp.site.counts.imported")
    name, period = chosen.name or chosen.counts.name.partition(".")[0], Period(chosen.period)
    try:
        organisation = _organisation(chosen.organisation)
        wanted = imported.Wanted(name=name, period=period, starts=chosen.starts, licence=chosen.licence, url=chosen.url)
        table = imported.table_of(chosen.counts, wanted)
        source = import_counts(table, organisation=organisation, on=timezone.localdate(), by=None)
    except (ValueError, OSError) as problem:
        return _refuse(str(problem))
    print(f"“{source.name}”: {len(table.rows):,} series of {len(table.columns):,} {Period(source.period).label} kept.")
    print("They are judged in the coming night, or now by `safelamp alerts now`.")
    return 0


def judge_now(chosen: argparse.Namespace) -> int:
    """Judges; says how many alerts there are now."""
    if importlib.util.find_spec("numpy") is None:
        return _refuse(_NO_ARRAYS)
    watching = importlib.import_module("safelamp.insight.alerts.watching")
    try:
        organisations = [_organisation(chosen.organisation)] if chosen.organisation else [*Organisation.objects.all()]
    except ValueError as problem:
        return _refuse(str(problem))
    moment, before = timezone.now(), Alert.objects.count()
    for organisation in organisations:
        looking.look_at(organisation, at=moment)
        begin_usual(organisation, on=timezone.localdate(moment))
        for watch in Watch.objects.filter(organisation=organisation, resting=False).order_by("id"):
            watching.watch_one(watch, at=moment)
            print(f"{organisation.name}: {watch.source}, {watch.series:,} series judged")
    print(f"{Alert.objects.count() - before:,} new alerts.")
    return 0


def _organisation(name: str) -> Organisation:
    found = list(Organisation.objects.filter(name=name)[:2])
    if len(found) == 1:
        return found[0]
    known = ", ".join(Organisation.objects.order_by("name").values_list("name", flat=True)[:20]) or "none yet"
    said = "Two organisations are" if found else "No organisation is"
    raise CountsNotImported(f"{said} called “{name}”. Known: {known}.")


def _refuse(problem: str) -> int:
    print(problem, file=sys.stderr)
    return _EXIT_BAD
