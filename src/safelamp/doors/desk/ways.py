"""The ways by which somebody is told, as a page shows them: what is kept, what is set up, how the last trial went."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safelamp.doors.desk.forms.reached import AddressForm, PhoneForm, WebhookForm
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.ground.post import queries as post
from safelamp.ground.post.models import Channel, Outcome, Outgoing
from safelamp.ground.vault import addresses


@dataclass(frozen=True, slots=True)
class Way:
    """One way: `missing` says why nothing is sent by it, `trial` how the last trial went; both empty where all is well.

    `names` are the names of its addresses: to keep, to take away, to try.
    """

    title: str
    kept_on: dt.date | None
    missing: str
    trial: str
    trial_waits: bool
    form: forms.Form
    button: str
    names: tuple[str, str, str]

    @property
    def field(self) -> forms.BoundField:
        """The only question of its form."""
        return next(iter(self.form))

    @property
    def to_keep(self) -> str:
        """Where the form goes."""
        return reverse(self.names[0])

    @property
    def to_forget(self) -> str:
        """Where "take it away" goes."""
        return reverse(self.names[1])

    @property
    def to_try(self) -> str:
        """Where "send me a trial" goes; nowhere while nothing can be sent."""
        return "" if self.missing else reverse(self.names[2])


def of_member(member: Member, *, mail: AddressForm | None = None, phone: PhoneForm | None = None) -> list[Way]:
    """Mail and text message; a form that was not taken stands in its place."""
    kept, trials = addresses.kept_on(member), post.last_trials(member)
    return [
        Way(
            title=_("By e-mail"), kept_on=kept.get(Channel.MAIL), missing=_missing(Channel.MAIL),
            trial=_trial(trials.get(Channel.MAIL)), trial_waits=_waits(trials.get(Channel.MAIL)),
            form=mail or AddressForm(), button=_("Keep this address"),
            names=("desk:keep_address", "desk:forget_address", "desk:try_address"),
        ),
        Way(
            title=_("By text message"), kept_on=kept.get(Channel.SMS), missing=_missing(Channel.SMS),
            trial=_trial(trials.get(Channel.SMS)), trial_waits=_waits(trials.get(Channel.SMS)),
            form=phone or PhoneForm(), button=_("Keep this number"),
            names=("desk:keep_phone", "desk:forget_phone", "desk:try_phone"),
        ),
    ]  # fmt: skip


def of_organisation(organisation: Organisation, *, form: WebhookForm | None = None) -> Way:
    """The organisation's own system."""
    trial = post.last_trial_of_webhook(organisation)
    return Way(
        title=_("Your own system"), kept_on=addresses.webhook_kept_on(organisation), missing=_missing(Channel.WEBHOOK),
        trial=_trial(trial), trial_waits=_waits(trial), form=form or WebhookForm(), button=_("Keep this webhook"),
        names=("desk:keep_webhook", "desk:forget_webhook", "desk:try_webhook"),
    )  # fmt: skip


def _missing(channel: Channel) -> str:
    """Why nothing is sent by that channel, in words for the person who reads the page."""
    if not addresses.can_be_kept():
        return _("Sending has been stopped for good on this server. Nobody is told, and no address can be kept.")
    if channel in post.channels_set_up():
        return ""
    if settings.DEMONSTRATION:
        return _("This is the demonstration: nothing is sent.")
    return {
        Channel.MAIL: _("This server cannot send mail yet: nothing is sent. Ask who runs it to set up a mail server."),
        Channel.SMS: _("This server cannot send text messages: nothing is sent. Mail is enough for the bell."),
    }[channel]


def _waits(trial: Outgoing | None) -> bool:
    return trial is not None and trial.outcome == Outcome.WAITING


def _trial(trial: Outgoing | None) -> str:
    if trial is None:
        return ""
    if trial.outcome == Outcome.WAITING:
        return _trial_that_waits(trial)
    day = date_format(trial.day, "DATE_FORMAT")
    return {
        Outcome.SENT: _("The trial was handed over on %(day)s. If it does not arrive, type the address again.")
        % {"day": day},
        Outcome.FAILED: _("The trial could not be delivered (%(day)s). Type the address again and try once more.")
        % {"day": day},
        Outcome.STOPPED: _("The trial was not sent: sending has been stopped for good."),
    }[Outcome(trial.outcome)]


def _trial_that_waits(trial: Outgoing) -> str:
    if not trial.tries:
        return _(
            "The trial waits to be sent, which takes a few seconds. If it still waits after a minute, tell who runs "
            "this server."
        )
    return ngettext(
        "The trial was tried %(count)s time and not taken yet. It is tried again by itself.",
        "The trial was tried %(count)s times and not taken yet. It is tried again by itself.",
        trial.tries,
    ) % {"count": trial.tries}
