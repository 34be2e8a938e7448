"""Where the bell reaches a member, and the organisation's own system: keep, take away, try. Nothing is shown again."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from safelamp.doors.desk import ways
from safelamp.doors.desk.forms.reached import AddressForm, PhoneForm, WebhookForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, any_member, needs
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.post import operations as post
from safelamp.ground.post.channels.webhook.signing import new_secret
from safelamp.ground.post.models import Channel
from safelamp.ground.vault import addresses


@any_member
@require_safe
def bell(request: DeskRequest) -> HttpResponse:
    """By which ways the member is told."""
    return _own_page(request)


@any_member
@require_POST
def keep_address(request: DeskRequest) -> HttpResponse:
    """Seals the e-mail address."""
    form = AddressForm(request.POST)
    if not _kept(form, "email", request, Channel.MAIL):
        return _own_page(request, mail=form)
    return done("desk:bell")


@any_member
@require_POST
def forget_address(request: DeskRequest) -> HttpResponse:
    """Takes the e-mail address away."""
    addresses.forget(by=request.desk.member, channel=Channel.MAIL)
    return done("desk:bell", notice="taken_away")


@any_member
@require_POST
def try_address(request: DeskRequest) -> HttpResponse:
    """Sends the member a trial by mail."""
    post.send_trial(Channel.MAIL, by=request.desk.member)
    return done("desk:bell", notice="trial_sent")


@any_member
@require_POST
def keep_phone(request: DeskRequest) -> HttpResponse:
    """Seals the phone number."""
    form = PhoneForm(request.POST)
    if not _kept(form, "phone", request, Channel.SMS):
        return _own_page(request, phone=form)
    return done("desk:bell")


@any_member
@require_POST
def forget_phone(request: DeskRequest) -> HttpResponse:
    """Takes the phone number away."""
    addresses.forget(by=request.desk.member, channel=Channel.SMS)
    return done("desk:bell", notice="taken_away")


@any_member
@require_POST
def try_phone(request: DeskRequest) -> HttpResponse:
    """Sends the member a trial by text message."""
    post.send_trial(Channel.SMS, by=request.desk.member)
    return done("desk:bell", notice="trial_sent")


@needs(Permission.KEEP_ORGANISATION)
@require_safe
def webhook(request: DeskRequest) -> HttpResponse:
    """Whether the organisation's own system is told."""
    return _webhook_page(request)


@needs(Permission.KEEP_ORGANISATION)
@require_POST
def keep_webhook(request: DeskRequest) -> HttpResponse:
    """Seals the address with a fresh secret, which is shown once."""
    form, secret = WebhookForm(request.POST), new_secret()
    if form.is_valid():
        try:
            addresses.keep_webhook(form.cleaned_data["url"], secret=secret, by=request.desk.member)
        except addresses.SendingHasStopped as stopped:
            form.add_error("url", stopped)
    if form.errors:
        return _webhook_page(request, form=form)
    return render(request, "desk/webhook_secret.html", {"secret": secret})


@needs(Permission.KEEP_ORGANISATION)
@require_POST
def forget_webhook(request: DeskRequest) -> HttpResponse:
    """Takes address and secret away."""
    addresses.forget_webhook(by=request.desk.member)
    return done("desk:webhook", notice="taken_away")


@needs(Permission.KEEP_ORGANISATION)
@require_POST
def try_webhook(request: DeskRequest) -> HttpResponse:
    """Sends the organisation's own system a trial."""
    post.send_trial_to_webhook(by=request.desk.member)
    return done("desk:webhook", notice="trial_sent")


def _kept(form: AddressForm | PhoneForm, field: str, request: DeskRequest, channel: Channel) -> bool:
    if not form.is_valid():
        return False
    try:
        addresses.keep(form.cleaned_data[field], by=request.desk.member, channel=channel)
    except addresses.SendingHasStopped as stopped:
        form.add_error(field, stopped)
        return False
    return True


def _own_page(request: DeskRequest, *, mail: AddressForm | None = None, phone: PhoneForm | None = None) -> HttpResponse:
    shown = ways.of_member(request.desk.member, mail=mail, phone=phone)
    return render(request, "desk/bell.html", {"ways": shown})


def _webhook_page(request: DeskRequest, *, form: WebhookForm | None = None) -> HttpResponse:
    shown = ways.of_organisation(request.desk.member.organisation, form=form)
    return render(request, "desk/webhook.html", {"way": shown})
