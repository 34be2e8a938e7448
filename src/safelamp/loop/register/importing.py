"""Importing entries in bulk: in batches, each whole or not at all, and once, however often the file is imported."""

import datetime as dt
import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from safelamp.engines.sealing.envelopes import PublicKey
from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.vault import desk
from safelamp.ground.vault.models import Audience
from safelamp.loop.register import bulk, words
from safelamp.loop.register.drafts import Draft, RefusedRow
from safelamp.loop.register.mapping import ColumnMapping
from safelamp.loop.register.models import Code, Entry, RegisterSource

BATCH = 2_000  # rows of one transaction
WORDS = ("employer", "place", "narrative")  # sealed, or plain from a public source


class SourceError(ValueError):
    """A source that is named in a way that contradicts what is stored; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What an import did, in rows."""

    stored: int = 0
    already: int = 0
    refused: int = 0

    @property
    def read(self) -> int:
        """All rows of the file."""
        return self.stored + self.already + self.refused


@dataclass(frozen=True, slots=True)
class Watchers:
    """Who is told while an import runs: of each row kept aside, and of the tally after each batch."""

    refused: Callable[[RefusedRow], None]
    progress: Callable[[Tally], None]


@transaction.atomic
def keep_source(
    organisation: Organisation, *, mapping: ColumnMapping, public_name: str, by: Member | None
) -> RegisterSource:
    """The source that entries come from. With `public_name` its words may stand plain; without, they are sealed."""
    source, made = RegisterSource.objects.get_or_create(
        organisation=organisation,
        name=public_name or mapping.source_name,
        defaults={"licence": mapping.licence, "url": mapping.url, "public": bool(public_name)},
    )
    if source.public != bool(public_name):
        stored = "public" if source.public else "not public"
        raise SourceError(
            f"“{source.name}” is stored as {stored}. Import with{'' if source.public else 'out'} --public-source, "
            "or give the source another name in the mapping."
        )
    if made:
        audit.record(
            "register.keep_source", organisation_id=organisation.id, by=by.id if by else None, subject_id=source.id
        )
    return source


def import_drafts(
    found: Iterable[Draft | RefusedRow],
    *,
    source: RegisterSource,
    by: Member | None,
    watchers: Watchers,
    at: dt.datetime | None = None,
) -> Tally:
    """Stores the drafts in batches; a batch is one transaction, and what stands there already stays as it is."""
    day = timezone.localdate(at) if at else timezone.localdate()
    writer = _Writer(source, day=day, by=by)
    tally = Tally()
    for batch in _batches(found):
        drafts = [each for each in batch if isinstance(each, Draft)]
        for each in batch:
            if isinstance(each, RefusedRow):
                watchers.refused(each)
        stored = _store(drafts, source=source, writer=writer)
        tally = Tally(
            tally.stored + stored,
            tally.already + len(drafts) - stored,
            tally.refused + len(batch) - len(drafts),
        )
        watchers.progress(tally)
    audit.record(
        "register.import",
        organisation_id=source.organisation_id,
        by=by.id if by else None,
        subject_id=source.id,
        day=day,
    )
    return tally


@transaction.atomic
def _store(drafts: list[Draft], *, source: RegisterSource, writer: "_Writer") -> int:
    # The lock lets two imports of the same source follow each other instead of meeting in the middle.
    RegisterSource.objects.select_for_update().get(id=source.id)
    stored = set(
        Entry.objects.filter(source=source, source_key__in=[each.key for each in drafts]).values_list(
            "source_key", flat=True
        )
    )
    new = [each for each in drafts if each.key not in stored]
    rows = [writer.row(each) for each in new]
    bulk.insert(Entry, rows)
    bulk.insert(Code, itertools.chain.from_iterable(map(_code_rows, rows, new)))
    return len(new)


def _code_rows(row: Sequence[object], draft: Draft) -> Iterator[tuple[object, ...]]:
    """One row a code, in the order of columns_of(Code); the entry's id stands first in its own row."""
    for each in draft.codes:
        yield uuid.uuid4(), row[0], each.axis.value, each.scheme, each.version, each.code


class _Writer:
    """Makes an entry's row of a draft. Words stand plain when the source is public, else they are sealed."""

    def __init__(self, source: RegisterSource, *, day: dt.date, by: Member | None) -> None:
        blank = Entry(
            organisation_id=source.organisation_id, source=source, recorded_on=day, recorded_by=by,
            employer_sealed=b"", place_sealed=b"", narrative_sealed=b"",
        )  # fmt: skip
        self.same = {name: getattr(blank, name) for name in bulk.columns_of(Entry)}
        self.sealer = None if source.public else _Sealer(source.organisation)

    def row(self, draft: Draft) -> list[object]:
        """The values in the order of columns_of(Entry)."""
        entry_id = uuid.uuid4()
        values = {
            **self.same,
            "id": entry_id,
            "source_key": draft.key,
            "kind": draft.kind.value,
            "day": draft.day,
            "time_band": draft.time_band.value if draft.time_band else "",
            "place_kind": draft.place_kind,
            "hazard": draft.hazard,
            "severity": draft.severity.value,
            "days_lost": draft.days_lost,
            "hospitalised": draft.hospitalised,
            "amputations": draft.amputations,
        }
        for field in WORDS:
            if self.sealer is None:
                values[f"{field}_public"] = getattr(draft, field)
            else:
                values[f"{field}_sealed"] = self.sealer.sealed(draft, entry_id, field)
        values["restricted"] = self.sealer is not None and draft.hazard == words.VIOLENCE
        return list(values.values())


class _Sealer:
    """Seals the words of a source that is not public, with keys fetched once."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation_id = organisation.id
        self.keys: dict[Audience, PublicKey] = {
            audience: desk.key_for(organisation, audience) for audience in (Audience.READERS, Audience.RESTRICTED)
        }

    def sealed(self, draft: Draft, entry_id: uuid.UUID, field: str) -> bytes:
        """The envelope of one field; an empty text stays empty."""
        return desk.seal_with(
            self.keys[words.audience_for(draft.hazard)],
            getattr(draft, field),
            organisation_id=self.organisation_id,
            subject=entry_id,
            field=f"register {field}",
        )


def _batches(found: Iterable[Draft | RefusedRow]) -> Iterator[list[Draft | RefusedRow]]:
    rest = iter(found)
    while batch := list(itertools.islice(rest, BATCH)):
        yield batch
