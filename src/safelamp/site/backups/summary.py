"""What was restored, in numbers that a person can check."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

from safelamp.site.backups.loading import Loaded
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
        if self.without_key:
            said.append(f"{self.without_key:,} members have no key in this backup: an officer enrols them again.")
        return said


def summary_of(target: Target, data: Loaded, keys: Loaded, dropped: Mapping[str, int]) -> Summary:
    """Counts what is there."""
    tables = data.end.tables
    members = tables["organisations_member"].size
    return Summary(
        data_at=data.head.at,
        keys_at=keys.head.at,
        counts={name: tables[table].size for table, name in COUNTED.items() if table in tables},
        spooled=len(data.end.files),
        dropped=sum(dropped.values()) + keys.homeless,
        without_key=members - target.number_of("vault_memberkey"),
        was_version=data.head.version,
    )
