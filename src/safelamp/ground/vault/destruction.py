"""Destroying key pairs that seal no more and to which nothing is sealed any longer.

Shredding a row does nothing to yesterday's backup; without the private half that backup opens nothing. Wrapped keys
are backed up apart, each key backup replacing the last, so what is destroyed here is soon nowhere.
"""

import base64
import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import BinaryField, Exists, OuterRef, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from safelamp.engines.sealing import envelopes
from safelamp.ground.audit import operations as audit
from safelamp.ground.vault.models import HeldKey, KeyPair, PaperHeldKey

# A pair is left alone until another has sealed in its place for a month: no process seals with it any more, and a
# clock set back by a month still finds it. It costs no secrecy: nothing is shredded younger than a month.
GRACE = dt.timedelta(days=31)
_ID_AT, _ID_BYTES = 2, 16  # where the key's id stands in an envelope, counted from 1 as SQL does


def destroy_unused(*, at: dt.date | None = None) -> int:
    """Destroys every pair that has done its work, in all its copies here; how many."""
    candidates = list(_sealing_no_more(at or timezone.localdate()))
    if not candidates:
        return 0
    # Outside a transaction: the search reads everything, and must not hold the database's one place for writing.
    used = in_use({pair.id for pair in candidates})
    unused = [pair for pair in candidates if pair.id not in used]
    if unused:
        _destroy(unused)
        overwrite_freed([HeldKey, PaperHeldKey])
    return len(unused)


def in_use(keys: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the keys to which anything is sealed: read from every `*_sealed` field's envelopes, and the spool's."""
    wanted = {key.bytes: key for key in keys}
    spooled = _spooled()
    found = {key for key in keys if _head(key) in spooled}
    for model, field in sealed_fields():
        opener = Substr(field, _ID_AT, _ID_BYTES, output_field=BinaryField())
        ids: QuerySet[Any, tuple[bytes | None]] = QuerySet(model).order_by().values_list(opener).distinct()
        found |= {wanted[bytes(raw)] for (raw,) in ids.iterator() if raw is not None and bytes(raw) in wanted}
    return found


def sealed_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Every binary field that holds envelopes: by the house's rule their names end in `_sealed`."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, BinaryField) and field.name.endswith("_sealed"):
                yield model, field.name


def overwrite_freed(emptied: Iterable[type[models.Model]]) -> None:
    """Lets the database give up the old contents of these tables now, not some day; nothing inside a transaction.

    SQLite has overwritten them (secure_delete), but its journal may still hold them; PostgreSQL keeps dead rows.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # It keeps writers out while it waits for readers: half a second, never the time in which a report waits.
            patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
            cursor.execute("PRAGMA busy_timeout=500")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute(f"PRAGMA busy_timeout={patience}")
            return
        for model in emptied:
            cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")


def _sealing_no_more(day: dt.date) -> QuerySet[KeyPair]:
    newer = KeyPair.objects.filter(
        organisation=OuterRef("organisation"), audience=OuterRef("audience"), purpose=OuterRef("purpose"),
        month__gt=OuterRef("month"), month__lte=day - GRACE,
    )  # fmt: skip
    return KeyPair.objects.filter(Exists(newer)).order_by("organisation_id", "id")


def _spooled() -> bytes:
    """All that waits in the spool, readable or not, as text."""
    return b"".join(path.read_bytes() for path in sorted(settings.SPOOL.glob("*")) if path.is_file())


def _head(pair_id: uuid.UUID) -> bytes:
    """How every envelope of the pair begins in a spooled file: 22 signs of base64 say nothing but version and id."""
    return base64.b64encode(bytes([envelopes.VERSION]) + pair_id.bytes)[:22]


@transaction.atomic
def _destroy(unused: list[KeyPair]) -> None:
    KeyPair.objects.filter(id__in=[pair.id for pair in unused]).delete()
    for organisation_id in sorted({pair.organisation_id for pair in unused}):
        audit.record("vault.destroy_keys", organisation_id=organisation_id, by=None)
