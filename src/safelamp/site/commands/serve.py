"""`safelamp serve`: the web server alone, as a service runs it; `safelamp work` runs beside it."""

import argparse
import os
import sys

from django.conf import settings
from django.db import Error

from safelamp.site import listening
from safelamp.site.listening import NotThere
from safelamp.site.running import gunicorn
from safelamp.site.starting.stage import Stage, stage

LISTEN = "SAFELAMP_LISTEN"


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("serve", help="run the web server (behind Caddy or another server with HTTPS)")
    parser.add_argument(
        "--listen",
        metavar="WHERE",
        default=os.environ.get(LISTEN) or listening.USUAL,
        help=f"HOST:PORT or unix:/PATH; default is {LISTEN}, else {listening.USUAL}",
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Becomes gunicorn; returns only where it must not begin."""
    try:
        place = listening.read(chosen.listen)
        listening.check(place, behind_https=settings.BEHIND_HTTPS)
        _check_stage()
    except NotThere as error:
        print(error, file=sys.stderr)
        return 2
    except Error as error:
        print(f"The database cannot be reached ({type(error).__name__}: {error}).", file=sys.stderr)
        return 2
    if place.is_open:
        print(
            "It listens beyond this machine. Whoever reaches this port directly can pretend to come over HTTPS: let "
            "nobody but your HTTPS server reach it."
        )
    print(f"Safelamp serves on {place.bind}.")
    sys.stdout.flush()
    os.umask(0o077)
    command = gunicorn(place.bind)
    return os.execv(command[0], command)  # noqa: S606  # our own words; one process less to hold memory


def _check_stage() -> None:
    at = stage()
    if at is not Stage.STARTED and not (at is Stage.DEMONSTRATION and settings.DEMONSTRATION):
        raise NotThere(at.value)
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise NotThere("The pages' own files are not collected. Run: safelamp django collectstatic --noinput")
