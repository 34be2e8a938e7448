"""Key custody: the key folder apart and private, and nobody alone who can open."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from safelamp.ground.organisations.models import Organisation, OrganisationKind
from safelamp.ground.vault import queries
from safelamp.ground.vault.models import Audience, PaperPair
from safelamp.site.doctor.finding import Finding, good, look, missing

ENOUGH = 2  # holders: one can be ill, leave, or lose the passphrase


def examine() -> Iterator[Finding]:
    """The folder, then who holds what, counted over all organisations that are not for practice."""
    yield _private(settings.KEYS.path)
    yield _apart(settings.KEYS.path, settings.HOME)
    real = list(Organisation.objects.exclude(kind=OrganisationKind.PRACTICE))
    yield _on_paper(real)
    yield from _held(real)


def _private(folder: Path) -> Finding:
    """The key folder belongs to whoever serves, and nobody else may look into it."""
    loose = [path for path in (folder, *folder.iterdir()) if path.stat().st_mode & 0o077]
    foreign = [path for path in (folder, *folder.iterdir()) if path.stat().st_uid != os.geteuid()]
    if loose or foreign:
        return missing(
            f"the key folder: {len(loose)} entries are open to others, {len(foreign)} belong to another user",
            "Give folder and files to the user who serves, mode 700 and 600.",
        )
    return good("the key folder is private")


def _apart(keys: Path, home: Path) -> Finding:
    if keys.stat().st_dev == home.stat().st_dev:
        return look(
            "keys and data lie on the same disk: whoever takes it takes both",
            "Set SAFELAMP_KEYS to another medium, as docs/install.md says, or encrypt the disk.",
        )
    return good("keys and data lie on different disks")


def _on_paper(real: list[Organisation]) -> Finding:
    without = len(real) - PaperPair.objects.filter(organisation__in=real).count()
    if without:
        return missing(f"{without} of {len(real)} organisations have no paper key", "Make its sheets at the desk.")
    return good("a paper key exists; only you know whether its three sheets lie in three places")


def _held(real: list[Organisation]) -> Iterator[Finding]:
    for audience in Audience:
        counts = [queries.holders_of(each, audience).count() for each in real]
        short = sum(count < ENOUGH for count in counts)
        called = "restricted lane" if audience is Audience.RESTRICTED else f"audience “{audience.value}”"
        if not short:
            yield good(f"{called}: at least {ENOUGH} members hold its keys")
        elif 0 in counts:
            yield missing(
                f"{called}: nobody can open it in {counts.count(0)} of {len(real)} organisations",
                "Use two sheets of the paper key at the desk, then name a second reader.",
            )
        else:
            yield look(
                f"{called}: one member alone holds its keys in {short} of {len(real)} organisations",
                "Enrol another reader at the desk (Members) and hand over the keys.",
            )
