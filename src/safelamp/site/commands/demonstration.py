"""`safelamp demonstration`: a whole instance on SQLite with invented people, real injuries and real pages."""

import argparse
import os
import sys

from django.conf import settings
from django.core.management import call_command

from safelamp.ground.post.channels.webhook.targets import Reach
from safelamp.site import demonstration
from safelamp.site.demonstration import LogIn
from safelamp.site.running import Address, Server

LAN = "SAFELAMP_DEMO_LAN"


def declare(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the subcommand."""
    parser = subparsers.add_parser("demonstration", help="run the demonstration (what `make run` does)")
    parser.add_argument("--build-only", action="store_true", help="make the sample content and stop")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Builds the sample content the first time, then serves until it is stopped."""
    on_lan = os.environ.get(LAN) == "1"
    try:
        address = Address("0.0.0.0" if on_lan else "127.0.0.1", int(os.environ.get("PORT", "8000")))  # noqa: S104
    except ValueError as error:
        print(f"{error}. Set PORT to a free port, such as PORT=8080.", file=sys.stderr)
        return 2
    settings.POST_REACH = Reach.THIS_MACHINE_TOO  # this process sends; the others learn it from the environment
    environment = {"SAFELAMP_DEMONSTRATION": "1"} | ({"SAFELAMP_HOSTS": "*"} if on_lan else {})
    server = Server(address, environment=environment)
    if not chosen.build_only and not server.is_free():
        print(f"Port {address.port} is in use. Choose another: PORT=8080 make run", file=sys.stderr)
        return 2
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    log_ins = demonstration.prepare(settings.HOME, say=_say)
    if chosen.build_only:
        demonstration.finish(settings.HOME, log_ins, say=_say)
        return 0
    return server.serve(
        greet=lambda: _say(_greeting(address, log_ins)),
        beside=lambda: demonstration.finish(settings.HOME, log_ins, say=_say),
    )


def _say(line: str) -> None:
    print(line, flush=True)


def _greeting(address: Address, log_ins: list[LogIn]) -> str:
    doors = (
        ("Start", "/", "five steps through everything"),
        ("Worker", "/r/DEMO01", "report from any phone, no account"),
        ("Desk", "/desk/", "focal points and officers: log-ins below"),
        ("Public record", "/record/", "cited facts from news and statements"),
    )
    width = max(len(log_in.name) for log_in in log_ins)
    lines = ["", "Safelamp demonstration. People and places are invented: do not report here.", ""]
    lines += [f"  {name:14} {address.url}{path:12} {what}" for name, path, what in doors]
    lines += ["", "  Log-ins for the desk (name, passphrase, who it is):"]
    lines += [f"    {log_in.name:{width}}  {log_in.passphrase:50}  {log_in.who}" for log_in in log_ins]
    lines += ["", f"  Data in {settings.HOME}, keys in {settings.KEYS.path}. Stop with Ctrl-C.", ""]
    return "\n".join(lines)
