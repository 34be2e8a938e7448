"""What a backup holds: each table belongs to the data, to the keys, or is made anew. The one list of it.

Many backups of the data are kept, one of the keys: what was destroyed in the instance is destroyed in every backup as
soon as the keys were backed up again (docs/decisions/0009-backups-in-two-parts.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.apps import apps
from django.db.models import Model

from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import models as vault
from safelamp.loop.reports.models import Dialogue, DialoguePart
from safelamp.site.backups.columns import Column, column_of


class Part(Enum):
    """The two things that are backed up, each into files of its own."""

    DATA = "data"
    KEYS = "keys"


KEY_MODELS: frozenset[type[Model]] = frozenset(
    {vault.KeyPair, vault.MemberKey, vault.HeldKey, vault.PaperPair, vault.PaperHeldKey}
)
# Addresses are sealed to the courier key, which is in the backup of the keys: whoever finds one part reads none.
DATA_OF_THE_VAULT: frozenset[type[Model]] = frozenset({vault.Address, vault.ShreddingDay})
# The log-in check is made from the same passphrase as the key that it wraps: one without the other opens nothing.
KEY_COLUMNS: dict[type[Model], frozenset[str]] = {Member: frozenset({"password"})}
# Sessions are never brought back; the others are Django's own and made by `migrate`.
MADE_ANEW = frozenset({"sessions", "contenttypes", "auth"})
# Half a dialogue by SMS lives for a day: a backup would keep it for weeks.
LEFT_OUT: frozenset[type[Model]] = frozenset({Dialogue, DialoguePart})


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or some columns of one (`fills_in`) whose rows the other part brings."""

    name: str
    columns: tuple[Column, ...]
    fills_in: bool = False


def tables_of(part: Part) -> Iterator[Table]:
    """The tables of a part, what is referred to before what refers to it where Django's order allows."""
    for model in apps.get_models():
        apart = KEY_COLUMNS.get(model, frozenset())
        if model._meta.app_label in MADE_ANEW or model in LEFT_OUT:
            continue
        everything = [column_of(field) for field in model._meta.concrete_fields]
        if (model in KEY_MODELS) == (part is Part.KEYS):
            yield Table(model._meta.db_table, tuple(each for each in everything if each.name not in apart))
        elif part is Part.KEYS and apart:
            some = tuple(each for each in everything if each.name in apart | {"id"})
            yield Table(model._meta.db_table, some, fills_in=True)
