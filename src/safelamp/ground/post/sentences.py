"""What a message says, made at the moment of sending, in the reader's language. It never says what happened."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safelamp.ground.post.models import Channel, Occasion, Outgoing


@dataclass(frozen=True, slots=True)
class Said:
    """Subject and text; `sender` is the name beside the address, empty where no name may stand."""

    subject: str
    text: str
    sender: str


# A text message is 70 signs at most where an alphabet other than the Latin one is used: keep these short.
_NEUTRAL: Mapping[Occasion, Promise] = {
    Occasion.BELL: _("There is something for you to look at. Please do it now."),
    Occasion.TRIAL: _("This is a trial. There is nothing to do."),
    Occasion.ALERT: _("There is something new for you to look at. Please do it today."),
}
_OPEN: Mapping[Occasion, tuple[Promise, Promise]] = {
    Occasion.BELL: (
        _("Please look at your desk"),
        _("Somebody waits for you at the desk. Please open it now."),
    ),
    Occasion.TRIAL: (
        _("A trial from your desk"),
        _("This is a trial: nobody waits for you. A message like this one tells you when somebody does."),
    ),
    Occasion.ALERT: (
        _("An alert at your desk"),
        _("There is an alert at the desk. Please look at it today."),
    ),
}


def said(row: Outgoing) -> Said:
    """What the reader is told. In a hostile profile, and in every text message, nothing says from where."""
    if row.member is None:
        return Said("", "", "")  # a webhook: the letter carries the occasion, in no language
    with translation.override(row.member.language or row.organisation.language):
        if row.organisation.is_hostile or row.channel == Channel.SMS:
            return Said(_now("Reminder"), str(_NEUTRAL[Occasion(row.occasion)]), "")
        subject, text = _OPEN[Occasion(row.occasion)]
        return Said(str(subject), f"{text}{_address()}\n", _sender())


def _address() -> str:
    """Where the desk is, on a line of its own; only an address that others can read on the way safely."""
    host = settings.ALLOWED_HOSTS[0].lstrip(".")
    if not settings.BEHIND_HTTPS or host in {"", "*"}:
        return ""
    return f"\n\nhttps://{host}/desk/"


def _sender() -> str:
    return settings.POST_MAIL.name if settings.POST_MAIL else ""
