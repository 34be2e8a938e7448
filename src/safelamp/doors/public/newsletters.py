"""Newsletters for everybody: which there are, subscribing, and the pages that mails lead to.

What a link in a mail does needs one button more: programs that look through mails open links. Only the POST that
RFC 8058 describes does it at once. These pages know no session and no cookie, and carry no name of ours: they may be
watched.
"""

import uuid
from collections.abc import Mapping
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.look.plain_http import is_protected
from safelamp.doors.public.subscribe_form import ForgetForm, LanguageForm, SubscribeForm
from safelamp.doors.public.tongues import links_of, tongue_of
from safelamp.ground.post import marks, subscribing
from safelamp.ground.post import queries as post
from safelamp.ground.post.marks import Link
from safelamp.ground.post.web_address import public_address
from safelamp.ground.vault.addresses import SendingHasStopped
from safelamp.record.publishing import issues, letters, queries
from safelamp.record.publishing.models import Issue, Newsletter
from safelamp.record.publishing.tongues import Tongue

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def on_offer(request: HttpRequest) -> HttpResponse:
    """The newsletters that can be subscribed to."""
    say = tongue_of(request)
    found = [(each, letters.rhythm_words(each.rhythm, say)) for each in queries.on_offer()]
    how_many = say.count("%(count)d newsletter", "%(count)d newsletters", len(found))
    return _page(request, say, "offer", {"newsletters": found, "how_many": how_many})


@GET_AND_POST
def subscribe(request: HttpRequest, newsletter_id: uuid.UUID) -> HttpResponse:
    """Asks for an address and sends a link; the answer is the same whether the address is known or not."""
    try:
        newsletter = queries.newsletter(newsletter_id)
    except Newsletter.DoesNotExist:
        raise Http404 from None
    say = tongue_of(request, otherwise=newsletter.language)
    trouble = _trouble(request, newsletter, say)
    form = SubscribeForm(request.POST if request.method == "POST" else None, say=say)
    context = {
        "newsletter": newsletter,
        "neutral": letters.is_neutral(newsletter),
        "rhythm": letters.rhythm_words(newsletter.rhythm, say),
        "form": form,
        "trouble": trouble,
    }
    if request.method != "POST" or trouble or not form.is_valid():
        return _page(request, say, "subscribe", context)
    try:
        subscribing.ask(form.mailbox, list_id=newsletter.id, language=form.cleaned_data["language"])
    except subscribing.TooManyToday:
        full = say.say("So many people asked today that no more links go out. Please ask again tomorrow.")
        return _page(request, say, "subscribe", context | {"trouble": full}, status=HTTPStatus.TOO_MANY_REQUESTS)
    except SendingHasStopped:
        return _page(request, say, "subscribe", context | {"trouble": _cannot(say)})
    return _page(request, say, "asked", context)


@GET_AND_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """One button; pressed, the address is on the list."""
    say = tongue_of(request)
    if subscribing.list_named(Link.CONFIRM, token) is None:
        return _page(request, say, "too_old", {})
    if request.method != "POST":
        return _page(request, say, "confirm", {})
    subscribing.confirm(token)
    return _page(request, say, "confirmed", {})


@GET_AND_POST
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One button; pressed, or sent by a mail program (RFC 8058), the subscription and its address are gone."""
    say = tongue_of(request)
    if marks.named_by(Link.READER, token) is None:
        raise Http404
    if request.method != "POST":
        return _page(request, say, "stop", {})
    subscribing.end(token)
    return _page(request, say, "stopped", {})


@GET_AND_POST
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """Changing the language, and the ways to stop and to be forgotten."""
    say = tongue_of(request)
    if not _is_on_a_list(token):
        return _page(request, say, "none", {})
    form = LanguageForm(request.POST if request.method == "POST" else None, say=say)
    kept = form.is_valid() and subscribing.change_language(token, form.cleaned_data["language"])
    if kept:
        say = Tongue(form.cleaned_data["language"])
        form = LanguageForm(None, say=say)
    return _mine(request, say, token, {"form": form, "forget_form": ForgetForm(None, say=say), "kept": kept})


@GET_AND_POST
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """Takes an address off every list, for whoever shows that it is theirs."""
    say = tongue_of(request)
    if not _is_on_a_list(token):
        return _page(request, say, "none", {})
    form = ForgetForm(request.POST if request.method == "POST" else None, say=say)
    lists = Newsletter.objects.values_list("id", flat=True)
    if form.is_valid():
        if not is_protected(request):
            context = {"form": LanguageForm(None, say=say), "forget_form": form, "trouble": _unprotected(say)}
            return _mine(request, say, token, context)
        if subscribing.forget(token, form.mailbox, list_ids=lists):
            return _page(request, say, "stopped", {})
        form.add_error("address", say.say("This is not the address that gets these mails. Check it."))
    return _mine(request, say, token, {"form": LanguageForm(None, say=say), "forget_form": form})


@require_safe
def issue(request: HttpRequest, issue_id: uuid.UUID) -> HttpResponse:
    """An issue on the web, as the record shows its items now."""
    try:
        found = queries.issue(issue_id)
    except Issue.DoesNotExist:
        raise Http404 from None
    say = tongue_of(request, otherwise=found.newsletter.language)
    with translation.override(say.language):
        told = issues.told(found, say)
    context = {
        "issue": found,
        "neutral": letters.is_neutral(found.newsletter),
        "told": [(each, say.day(each.published_on) if each.published_on else "") for each in told],
        "day": say.day(found.day),
        "how_many": letters.how_many(found, len(told), say),
        "gone": bool(found.total and not told),
    }
    return _page(request, say, "issue", context)


def _mine(request: HttpRequest, say: Tongue, token: str, context: Mapping[str, object]) -> HttpResponse:
    return _page(request, say, "mine", {"token": token, **context})


def _is_on_a_list(token: str) -> bool:
    """Whether the link's subscription is there; a link that is none of ours leads nowhere."""
    if marks.named_by(Link.READER, token) is None:
        raise Http404
    return subscribing.list_named(Link.READER, token) is not None


def _trouble(request: HttpRequest, newsletter: Newsletter, say: Tongue) -> str:
    """Why nobody can subscribe now, or nothing."""
    if newsletter.paused_on:
        return say.say("This newsletter is paused. Please come back later.")
    if not post.newsletters_are_possible() or not public_address():
        return _cannot(say)
    return "" if is_protected(request) else _unprotected(say)


def _unprotected(say: Tongue) -> str:
    return say.say(
        "This connection is not protected. Others in the network could read your address, so it is not taken here."
    )


def _cannot(say: Tongue) -> str:
    return say.say("This server cannot send mails to readers now.")


def _page(
    request: HttpRequest, say: Tongue, name: str, context: Mapping[str, object], *, status: int = HTTPStatus.OK
) -> HttpResponse:
    with translation.override(say.language):
        shown = {**context, "tongue": say, "tongues": links_of(request, say)}
        answer = render(request, f"public/mail/{name}.html", shown, status=status)
    answer["Content-Language"] = say.language
    answer["Cache-Control"] = "no-store"
    return answer
