"""What was restored, in numbers that a person can check."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

from safelamp.site.backups.loading import ReadIn
from safelamp.site.backups.target import Target

COUNTED = {
    "organisations_organisation": "organisations",
    "organisations_member": "members",
    "workplaces_workplace": "workplaces",
    "reports_report": "reports",
    "cases_case": "cases",
    "actions_correctiveaction": "actions",
    "register_entry": "entries in the register",
    "reading_item": "items of the public record",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands in a restored instance and what does not."""

    data_at: str
    keys_at: str
    counts: Mapping[str, int]
    spooled: int
    dropped: int
    without_key: int
    unopenable: int
    was_version: str

    def lines(self) -> list[str]:
        """For the terminal."""
        said = [f"Data of {self.data_at} UTC, keys of {self.keys_at} UTC."]
        said += [f"  {number:>9,}  {name}" for name, number in self.counts.items()]
        if self.spooled:
            said.append(f"  {self.spooled:>9,}  sealed reports that wait to be stored: the first start does it")
        if self.was_version != version("safelamp"):
            said.append(f"Brought up from Safelamp {self.was_version} to {version('safelamp')}.")
        if self.dropped:
            said.append(f"Keys of people and places that are not in this data were left out: {self.dropped:,} rows.")
        if self.unopenable:
            said.append(
                f"{self.unopenable:,} reports can be opened by nobody: their key was destroyed after this backup, or "
                "the backup of the keys is older than they are."
            )
        if self.without_key:
            said.append(f"{self.without_key:,} members have no key in this backup: an officer enrols them again.")
        return said


def summary_of(target: Target, read: ReadIn) -> Summary:
    """Counts what is there."""
    tables = read.data.end.tables
    return Summary(
        data_at=read.data.head.at,
        keys_at=read.keys.head.at if read.keys else "",
        counts={name: tables[table].size for table, name in COUNTED.items() if table in tables},
        spooled=len(read.data.end.files),
        dropped=read.dropped + (read.keys.homeless if read.keys else 0),
        without_key=target.number_of("organisations_member") - target.number_of("vault_memberkey"),
        unopenable=target.reports_without_key(),
        was_version=read.data.head.version,
    )
