"""Newsletters at the desk: making one of a search, seeing it as it would go out, how many read it, pausing."""

import uuid
from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk.forms.published import NewsletterForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.permits import DeskRequest, answers, needs
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.post import queries as post
from safelamp.ground.post.web_address import public_address
from safelamp.ground.post.writer import Tokens
from safelamp.record.publishing import issues, letters, newsletters, queries
from safelamp.record.publishing.letters import Ways
from safelamp.record.publishing.models import Newsletter
from safelamp.record.publishing.newsletters import Owner
from safelamp.record.publishing.tongues import LANGUAGES, tongue

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
NO_LINKS = Tokens("-", "-")  # of a preview: nobody's


@needs(Permission.PUBLISH)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """The newsletters that the member keeps, with how many read each."""
    member = request.desk.member
    found = [(each, post.how_many_read(each.id)) for each in queries.newsletters_for(member)]
    return render(request, "desk/record/newsletters.html", {"newsletters": found, **_state(member)})


@needs(Permission.PUBLISH)
@GET_AND_POST
def begin(request: DeskRequest) -> HttpResponse:
    """Makes one of a search."""
    if request.method == "POST" and (before := sent_before(request)):
        return before
    member = request.desk.member
    initial = {"query": request.GET.get("query", ""), "language": _first(member), "owner": Owner.ORGANISATION.value}
    form = NewsletterForm(answers(request), owners=_owners(member), initial=initial)
    made: list[Newsletter] = []
    if form.is_valid() and form.publish(
        lambda: made.append(newsletters.begin(form.plan, owner=form.chosen_owner, by=member))
    ):
        return led_to(request, reverse("desk:newsletter", args=[made[0].id]))
    return render(request, "desk/record/newsletter_form.html", {"form": form, "title": _("Make a newsletter")})


@needs(Permission.PUBLISH)
@require_safe
def show(request: DeskRequest, newsletter_id: uuid.UUID) -> HttpResponse:
    """One newsletter: what it searches for, when it goes out next, how many read it."""
    found = queries.newsletter_for(request.desk.member, newsletter_id)
    context = {
        "newsletter": found,
        "language_name": LANGUAGES[found.language],
        "readers": post.how_many_read(found.id),
        "next_day": issues.next_day(found.rhythm, found.looked_on or found.begun_on),
        "issues": found.issues.order_by("-number")[:10],
        "neutral": letters.is_neutral(found),
        "address": f"{public_address()}/newsletters/{found.id}/" if public_address() else "",
        **_state(request.desk.member),
    }
    return render(request, "desk/record/newsletter.html", context)


@needs(Permission.PUBLISH)
@GET_AND_POST
def change(request: DeskRequest, newsletter_id: uuid.UUID) -> HttpResponse:
    """Another name, search, language or rhythm."""
    member = request.desk.member
    found = queries.newsletter_for(member, newsletter_id)
    initial = {"name": found.name, "query": found.query, "language": found.language, "rhythm": found.rhythm}
    form = NewsletterForm(answers(request), initial=initial)
    if form.is_valid() and form.publish(lambda: newsletters.change(found, form.plan, by=member)):
        return done("desk:newsletter", found.id)
    context = {"form": form, "title": _("Change the newsletter"), "newsletter": found}
    return render(request, "desk/record/newsletter_form.html", context)


@needs(Permission.PUBLISH)
@require_safe
def preview(request: DeskRequest, newsletter_id: uuid.UUID) -> HttpResponse:
    """The mail as it would go out today, in any of the languages."""
    found = queries.newsletter_for(request.desk.member, newsletter_id)
    asked = request.GET.get("language", "")
    say = tongue(asked if asked in LANGUAGES else found.language)
    issue, told = issues.preview(found, say)
    base = public_address() or request.build_absolute_uri("/").rstrip("/")
    words = letters.issue_words(issue, told, say, Ways(base), NO_LINKS)
    context = {
        "newsletter": found,
        "words": words,
        "language": say.language,
        "languages": LANGUAGES.items(),
        "number": len(told),
        "sender": words.sender,
    }
    return render(request, "desk/record/preview.html", context)


@needs(Permission.PUBLISH)
@require_POST
def pause(request: DeskRequest, newsletter_id: uuid.UUID) -> HttpResponse:
    """Lets nothing more go out for a while."""
    return _act(request, newsletter_id, lambda found, by: newsletters.pause(found, by=by))


@needs(Permission.PUBLISH)
@require_POST
def go_on(request: DeskRequest, newsletter_id: uuid.UUID) -> HttpResponse:
    """Lets it go out again."""
    return _act(request, newsletter_id, lambda found, by: newsletters.go_on(found, by=by))


@needs(Permission.PUBLISH)
@GET_AND_POST
def end(request: DeskRequest, newsletter_id: uuid.UUID) -> HttpResponse:
    """Ends it for good, after a question."""
    found = queries.newsletter_for(request.desk.member, newsletter_id)
    if request.method != "POST":
        return render(request, "desk/record/end_newsletter.html", {"newsletter": found})
    newsletters.end(found, by=request.desk.member)
    return done("desk:newsletters", notice="taken_away")


def _act(request: DeskRequest, newsletter_id: uuid.UUID, act: Callable[[Newsletter, Member], None]) -> HttpResponse:
    found = queries.newsletter_for(request.desk.member, newsletter_id)
    act(found, request.desk.member)
    return done("desk:newsletter", found.id)


def _state(member: Member) -> dict[str, object]:
    """What the server lacks for newsletters, and whether the organisation's go out neutrally."""
    return {
        "can_send": post.newsletters_are_possible() and bool(public_address()),
        "hostile": member.organisation.is_hostile,
    }


def _owners(member: Member) -> tuple[Owner, ...]:
    return (Owner.ORGANISATION, Owner.INSTANCE) if queries.keeps_the_instances(member) else (Owner.ORGANISATION,)


def _first(member: Member) -> str:
    language = member.organisation.language
    return language if language in LANGUAGES else "en"
