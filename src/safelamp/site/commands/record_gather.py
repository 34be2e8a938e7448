"""`safelamp record bring`, `watch`, `sources` and `gather`: pages from files, folders and the web."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from safelamp.ground.organisations.models import Organisation
from safelamp.record.gathering import folders, operations
from safelamp.record.gathering.apart.hands import Hands
from safelamp.record.gathering.due import gather_due, read_arrival
from safelamp.record.gathering.models import LEAST_HOURS, MOST_HOURS, Arrival, Watch, WatchKind, Way
from safelamp.record.gathering.outcomes import FAILURES, Outcome
from safelamp.record.gathering.readiness import HOW
from safelamp.record.gathering.sharing import Sharing


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the four verbs."""
    bring = verbs.add_parser(
        "bring",
        help="read files, folders or addresses of the web into the record, whatever their form",
        description="Reads web pages, feeds and text into the record: only what is new in them. The page is kept as it "
        "came, with its outcome at the desk.",
    )
    bring.add_argument("places", nargs="+", metavar="FILE|FOLDER|ADDRESS")
    bring.set_defaults(run=run_bring)
    watch = verbs.add_parser("watch", help="read an address or a folder of this server again and again")
    watch.add_argument("place", metavar="FOLDER|ADDRESS")
    watch.add_argument("--every", type=int, default=operations.EVERY_HOURS, metavar="HOURS")
    watch.set_defaults(run=run_watch)
    for parser in (bring, watch):
        parser.add_argument("--publisher", required=True, help="who published it")
        parser.add_argument("--private-to", default="", metavar="ORGANISATION", help="keep it to that organisation")
    verbs.add_parser("sources", help="what is watched, and how it stands").set_defaults(run=run_sources)
    verbs.add_parser("gather", help="read now what is due, and end").set_defaults(run=run_gather)


def run_bring(chosen: argparse.Namespace) -> int:
    """Brings each place; exit code 1 if anything could not be read."""
    try:
        told = _told(chosen)
        arrivals = [arrival for place in chosen.places for arrival in _brought(place, told)]
    except (ValidationError, OSError) as problem:
        return _refused(problem)
    failed = 0
    with Hands() as hands:
        for number, arrival in enumerate(arrivals, start=1):
            if arrival.outcome == Outcome.WAITING:
                read_arrival(arrival, hands=hands)
            failed += arrival.outcome in FAILURES
            print(f"[{number}/{len(arrivals)}] {arrival.name}: {_said(arrival)}", flush=True)
    print(f"{len(arrivals) - failed} of {len(arrivals)} were read.")
    return 1 if failed else 0


def run_watch(chosen: argparse.Namespace) -> int:
    """Begins to watch; the working process reads it."""
    if not LEAST_HOURS <= chosen.every <= MOST_HOURS:
        print(f"--every takes {LEAST_HOURS} to {MOST_HOURS} hours.", file=sys.stderr)
        return 1
    is_web = _is_address(chosen.place)
    place = chosen.place if is_web else str(Path(chosen.place).resolve())
    try:
        if not is_web:
            folders.files_in(Path(place))
        kind = WatchKind.WEB if is_web else WatchKind.FOLDER
        operations.watch(place, kind=kind, every_hours=chosen.every, by=None, **_told(chosen))
    except (ValidationError, OSError) as problem:
        return _refused(problem)
    print(f"Watched: {place}, every {chosen.every} hours. `safelamp work` reads it, or `safelamp record gather` now.")
    return 0


def run_sources(_chosen: argparse.Namespace) -> int:
    """Lists what is watched, failing ones first."""
    watches = Watch.objects.select_related("source__organisation").order_by("-failures", "source__name", "address")
    for watch in watches:
        whose = f" [only {watch.source.organisation.name}]" if watch.source.organisation else ""
        read = f"last read {date_format(watch.last_at, 'Y-m-d H:i')}" if watch.last_at else "not read yet"
        state = "paused" if watch.paused_on else f"{watch.get_outcome_display()} {read}"
        print(f"{watch.source.name}{whose}: {watch.address}, every {watch.every_hours} hours. {state}")
    print(f"{len(watches)} watched.")
    return 0


def run_gather(_chosen: argparse.Namespace) -> int:
    """Reads what is due."""
    print(f"{gather_due()} looked at. `safelamp record sources` says how they stand.")
    return 0


def _told(chosen: argparse.Namespace) -> dict[str, Any]:
    """Who published it and for whom it is; raises ValidationError for an organisation that is not there."""
    if not chosen.private_to:
        return {"publisher": chosen.publisher, "sharing": Sharing.EVERYBODY}
    organisation = Organisation.objects.filter(name=chosen.private_to).first()
    if organisation is None:
        raise ValidationError(f"There is no organisation called {chosen.private_to!r}.")
    return {"publisher": chosen.publisher, "sharing": Sharing.ONLY_US, "organisation": organisation}


def _brought(place: str, told: dict[str, Any]) -> list[Arrival]:
    if _is_address(place):
        return [operations.ask_for(place, by=None, **told)]
    path = Path(place)
    files = folders.files_in(path) if path.is_dir() else [path]
    came = (folders.came(file) for file in files)
    return [
        operations.bring(each.raw, name=each.name, way=Way.FILE, content_type=each.content_type, by=None, **told)
        for each in came
    ]


def _is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def _said(arrival: Arrival) -> str:
    if arrival.outcome == Outcome.NOT_SET_UP:
        return f"{arrival.get_outcome_display()} {HOW}"
    counts = f" {arrival.added} new items, {arrival.changed} with other words." if arrival.page_id else ""
    return f"{arrival.get_outcome_display()}{counts}"


def _refused(problem: Exception) -> int:
    if isinstance(problem, ValidationError):
        print(" ".join(problem.messages), file=sys.stderr)
    else:
        name = getattr(problem, "filename", "") or problem
        print(f"{name} cannot be read ({getattr(problem, 'strerror', '') or 'no folder'}).", file=sys.stderr)
    return 1
