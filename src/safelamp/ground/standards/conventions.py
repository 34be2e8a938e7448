"""International labour standards: duties and rights in one sentence each, and which of them stand beside a case.

The sentences are ours, not the official text; each carries how certain it is and whether a lawyer has reviewed it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.ground.standards.loading import load

SHOWN_BESIDE = 6  # rows: what a lane and a hazard bring; more is not read


class Certainty(models.TextChoices):
    """How sure we are of a sentence about the law, most certain first."""

    SEEN = "S", gettext_lazy("seen in a published source")
    HIGH = "K-H", gettext_lazy("believed, check the official text")
    MEDIUM = "K-M", gettext_lazy("not certain, check the official text")


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty or right; `holder` is who has it, `remark` what the certainty rests on."""

    standard: str
    article: str
    holder: str
    text: str
    certainty: Certainty
    remark: str = ""
    reviewed_by: str = ""

    @property
    def reference(self) -> str:
        """The name under which data files point to it: "C155 Art. 16"."""
        return f"{self.standard} {self.article}"

    @property
    def sentence(self) -> str:
        """The duty in the reader's language where it is translated."""
        return _(self.text)

    @property
    def is_reviewed(self) -> bool:
        """Whether a lawyer has read it against the official text."""
        return bool(self.reviewed_by)


def certainty_of(mark: str) -> Certainty:
    """The least certain of the marks that a row carries.

    >>> certainty_of("S (heading list), K-H").value, certainty_of("S (quoted in P155 preamble)").value
    ('K-H', 'S')
    """
    found = re.findall(r"\b(?:S|K-H|K-M)\b", mark)
    if not found:
        raise ValueError(f"no certainty mark: {mark!r}")
    return Certainty(max(found, key=Certainty.values.index))


@cache
def duties() -> Mapping[str, Duty]:
    """All rows by reference, in the order of the data file."""
    rows = [
        Duty(
            standard=row["standard"],
            article=row["ref"],
            holder=row["holder"],
            text=row["text"],
            certainty=certainty_of(row["certainty"]),
            remark=row["certainty"],
            reviewed_by=row.get("reviewed_by") or "",
        )
        for row in load("standards")
    ]
    return {row.reference: row for row in rows}


def beside(hazard: str, *, lane: str, sector: str = "") -> tuple[Duty, ...]:
    """The rows that stand beside a case: by lane first, then hazard, then what the workplace does; at most six.

    >>> [duty.reference for duty in beside("machine", lane="ordinary")]
    ['C155 Art. 16', 'C155 Art. 13', 'C155 Art. 19(f)']
    """
    chosen = load("law_beside")
    references = [
        *chosen["lanes"].get(lane, []),
        *chosen["hazards"].get(hazard, []),
        *chosen["sectors"].get(sector[:1], []),
    ]
    return tuple(duties()[reference] for reference in dict.fromkeys(references))[:SHOWN_BESIDE]
