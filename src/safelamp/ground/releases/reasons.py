"""Why the gate stays shut: each reason says what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """What the gate found. `{quote}` are words of the answer, `{count}` a number."""

    EMPTY = "empty", _("There are no words yet. Write what was done, in two or three sentences.")
    TOO_LONG = "too_long", _("This is too long for a wall: {count} signs. Say it in at most 600.")
    NAME = "name", _("“{quote}” looks like a person's name. Leave it out.")
    OWN_NAME = "own_name", _("“{quote}” tells who runs this. With your profile no name may stand on the wall.")
    PEOPLE = "people", _("“{quote}” counts so few people that others may guess who. Leave the number out.")
    PHONE = "phone", _("“{quote}” looks like a telephone number. Leave it out.")
    ADDRESS = "address", _("“{quote}” is an address on the internet or of a mailbox. Leave it out.")
    HOUR = "hour", _("“{quote}” is an hour: a roster tells who worked then. Leave it out.")
    DAY = "day", _("“{quote}” is an exact day. With your profile, say “this month” or leave it out.")
    QUOTE = "quote", _("“{quote}” are words that a reporter wrote. Say it in your own words.")
    UNREAD = (
        "unread",
        _(
            "You do not hold the key to {count} of the reports, so nothing can be compared with their words. Let a "
            "colleague who holds it do this."
        ),
    )
    CONSENT = (
        "consent",
        _("{count} reporters have not said yes. Ask them, or wait until the case stands on more reports."),
    )
    CONSENT_OF_ONE = (
        "consent_of_one",
        _("The reporter has not said yes. Ask them, or wait until the case stands on more reports."),
    )
    REFUSED = "refused", _("A reporter has said no. Without {count} others behind it, this answer stays inside.")
    NO_REPORTS = "no_reports", _("No report stands behind this answer.")
    TOO_SOON = "too_soon", _("The newest report is too young: others may see what it belongs to. Wait until {quote}.")
    OTHER_EYES = "other_eyes", _("You wrote this. With your profile somebody else has to look at it and let it out.")
    BEFORE_IT_HANGS = (
        "before_it_hangs",
        _("With your profile an answer is put into other languages before it hangs. Take it down and write it anew."),
    )
    UNCHECKED = "unchecked", _("Read the list below, and tick each line that is true.")
    LOOK = "look", _("“{quote}”: does this number point to somebody? If so, leave it out.")
    LOOK_NAME = "look_name", _("“{quote}”: is this somebody's name? If so, leave it out.")
    FEW_PEOPLE = "few_people", _("Fewer than 20 people work there, or it is not known: no figures leave the union.")
    FEW_CASES = "few_cases", _("Too few problems were told there: figures would point to somebody.")
    FIGURES_NEW = "figures_new", _("These figures were let out a short while ago. Wait until {quote}.")


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason, with the words or the number that it is about and the language they stand in."""

    reason: Reason
    quote: str = ""
    count: int = 0
    language: str = ""

    @property
    def sentence(self) -> str:
        """What to do, in the reader's language."""
        return str(self.reason.label).format(quote=self.quote, count=self.count)

    @property
    def shuts(self) -> bool:
        """Whether the gate stays shut; else a person has to look and tick."""
        return self.reason not in {Reason.LOOK, Reason.LOOK_NAME}


class Refused(Exception):
    """The gate stays shut: `findings` say why, in the order in which to mend them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(_now("This was not let out."))
        self.findings = tuple(findings)
