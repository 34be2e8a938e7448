"""All checks, one after the other; one that fails is a finding too."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from safelamp.site.doctor.checks import (
    backups,
    clock,
    custody,
    database,
    disk,
    duty,
    folders,
    gathering,
    https,
    mail,
    schedule,
    translations,
)
from safelamp.site.doctor.finding import Finding, Verdict, missing
from safelamp.site.starting.stage import Stage, stage

Examine = Callable[[], Iterable[Finding]]
# Before the start there are neither tables nor people to look at.
BEFORE_THE_START: dict[str, Examine] = {
    "folders": folders.examine, "disk": disk.examine, "translations": translations.examine, "https": https.examine,
}  # fmt: skip
CHECKS: dict[str, Examine] = {
    "database": database.examine, "folders": folders.examine, "disk": disk.examine, "keys": custody.examine,
    "https": https.examine, "clock": clock.examine, "mail": mail.examine, "duty list": duty.examine,
    "schedule": schedule.examine, "backup": backups.examine, "translations": translations.examine,
    "watched sources": gathering.examine,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examined:
    """A finding and the check that it comes from."""

    check: str
    finding: Finding


def everything() -> list[Examined]:
    """What all checks find; only an instance that has been started is looked at whole."""
    try:
        at = stage()
    except Exception as error:  # noqa: BLE001  # whatever a database driver raises
        return [Examined("database", _failed(error)), *_all(BEFORE_THE_START)]
    if at in {Stage.EMPTY, Stage.DEMONSTRATION}:
        return [Examined("start", missing("how far it has come", at.value)), *_all(BEFORE_THE_START)]
    return _all(CHECKS)


def is_whole(found: Iterable[Examined]) -> bool:
    """Whether nothing is missing."""
    return all(each.finding.verdict is not Verdict.MISSING for each in found)


def _all(checks: dict[str, Examine]) -> list[Examined]:
    return [examined for name, examine in checks.items() for examined in _examined(name, examine)]


def _examined(name: str, examine: Examine) -> Iterator[Examined]:
    try:
        for finding in examine():
            yield Examined(name, finding)
    except Exception as error:  # noqa: BLE001  # one sick check must not hide the others
        yield Examined(name, _failed(error))


def _failed(error: Exception) -> Finding:
    """Its type only: a database quotes values, a network error addresses."""
    return missing(
        f"it could not be looked at ({type(error).__name__})", "Look at the server's log, then run this again."
    )
