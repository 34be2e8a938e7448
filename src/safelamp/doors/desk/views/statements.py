"""Statements at the desk: drafts that only the desk reads, a second pair of eyes, corrections, withdrawals."""

import uuid
from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk.forms.published import StatementForm, WithdrawForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.permits import DeskRequest, answers, needs
from safelamp.doors.desk.statement_rows import groups_of, rows_of
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.languages.spoken import name_of
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.vault.sessions import OpenSession
from safelamp.record.publishing import operations, queries, wording
from safelamp.record.publishing.models import Version
from safelamp.record.publishing.refusals import Refused
from safelamp.record.publishing.states import State

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.PUBLISH)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """All statements of the organisation, what is being worked on first."""
    own = request.desk.member.organisation
    rows = rows_of(request.desk, queries.statements_for(own))
    return render(request, "desk/record/statements.html", {"rows": rows, "may_publish": queries.may_publish(own)})


@needs(Permission.PUBLISH)
@GET_AND_POST
def write(request: DeskRequest) -> HttpResponse:
    """Begins a statement."""
    if request.method == "POST" and (before := sent_before(request)):
        return before
    form = StatementForm(answers(request), initial={"language": request.desk.member.organisation.language})
    made: list[Version] = []
    if form.is_valid() and form.publish(
        lambda: made.append(operations.write(form.words, language=form.cleaned_data["language"], by=request.desk))
    ):
        return led_to(request, _address(made[0]))
    return _form(request, form, _("Write a statement"))


@needs(Permission.PUBLISH)
@require_safe
def show(request: DeskRequest, statement_id: uuid.UUID) -> HttpResponse:
    """One statement: its languages, their versions, what waits."""
    statement = queries.statement_for(request.desk.member.organisation, statement_id)
    context = {
        "statement": statement,
        "groups": groups_of(request.desk, statement),
        "is_public": not statement.withdrawn_on and statement.versions.filter(state=State.PUBLISHED).exists(),
    }
    return render(request, "desk/record/statement.html", context)


@needs(Permission.PUBLISH)
@GET_AND_POST
def write_version(request: DeskRequest, statement_id: uuid.UUID) -> HttpResponse:
    """Begins a translation, or a correction of the language that the address names."""
    statement = queries.statement_for(request.desk.member.organisation, statement_id)
    if request.method == "POST" and (before := sent_before(request)):
        return before
    language = request.GET.get("language", "")
    known = statement.versions.filter(language=language, state=State.PUBLISHED).first()
    initial = {"headline": known.headline, "place": known.place, "text": known.text} if known else {}
    form = StatementForm(answers(request), fixed=language if known else "", initial=initial)
    made: list[Version] = []
    if form.is_valid() and form.publish(
        lambda: made.append(
            operations.write_version(statement, form.words, language=form.cleaned_data["language"], by=request.desk)
        )
    ):
        return led_to(request, _address(made[0]))
    title = _("Correct the statement") if known else _("Write it in another language")
    return _form(request, form, title, statement_id=statement.id)


@needs(Permission.PUBLISH)
@GET_AND_POST
def withdraw(request: DeskRequest, statement_id: uuid.UUID) -> HttpResponse:
    """Withdraws it in all languages."""
    statement = queries.statement_for(request.desk.member.organisation, statement_id)
    form = WithdrawForm(answers(request))
    if form.is_valid() and form.publish(
        lambda: operations.withdraw(statement, reason=form.cleaned_data["reason"], by=request.desk)
    ):
        return done("desk:statement", statement.id, notice="withdrawn")
    return render(request, "desk/record/withdraw.html", {"statement": statement, "form": form})


@needs(Permission.PUBLISH)
@require_safe
def version(request: DeskRequest, version_id: uuid.UUID) -> HttpResponse:
    """One version's words, and what can be done with them."""
    return _version(request, queries.version_for(request.desk.member.organisation, version_id))


@needs(Permission.PUBLISH)
@GET_AND_POST
def change(request: DeskRequest, version_id: uuid.UUID) -> HttpResponse:
    """Changes a draft."""
    found = queries.version_for(request.desk.member.organisation, version_id)
    try:
        words = wording.opened(request.desk, found)
    except CannotOpen:
        return _version(request, found)
    initial = {"headline": words.headline, "place": words.place, "text": words.text}
    form = StatementForm(answers(request), fixed=found.language, initial=initial)
    if form.is_valid() and form.publish(lambda: operations.rewrite(found, form.words, by=request.desk)):
        return done("desk:version", found.id)
    return _form(request, form, _("Change the draft"), statement_id=found.statement_id)


@needs(Permission.PUBLISH)
@require_POST
def offer(request: DeskRequest, version_id: uuid.UUID) -> HttpResponse:
    """Asks a colleague to look at it."""
    return _act(request, version_id, lambda found, by: operations.offer(found, by=by), notice="offered")


@needs(Permission.PUBLISH)
@require_POST
def give_back(request: DeskRequest, version_id: uuid.UUID) -> HttpResponse:
    """Gives it back to be changed."""
    return _act(request, version_id, lambda found, by: operations.give_back(found, by=by), notice="given_back")


@needs(Permission.PUBLISH)
@require_POST
def approve(request: DeskRequest, version_id: uuid.UUID) -> HttpResponse:
    """Publishes it."""
    return _act(request, version_id, lambda found, by: operations.approve(found, by=by), notice="published")


@needs(Permission.PUBLISH)
@require_POST
def discard(request: DeskRequest, version_id: uuid.UUID) -> HttpResponse:
    """Throws a draft away."""
    found = queries.version_for(request.desk.member.organisation, version_id)
    try:
        operations.discard(found, by=request.desk)
    except Refused as refusal:
        return _version(request, found, refused=str(refusal))
    return done("desk:statements", notice="taken_away")


def _act(
    request: DeskRequest, version_id: uuid.UUID, act: Callable[[Version, OpenSession], object], *, notice: str
) -> HttpResponse:
    found = queries.version_for(request.desk.member.organisation, version_id)
    try:
        act(found, request.desk)
    except Refused as refusal:
        return _version(request, found, refused=str(refusal))
    return done("desk:version", found.id, notice=notice)


def _version(request: DeskRequest, found: Version, *, refused: str = "") -> HttpResponse:
    member = request.desk.member
    try:
        words = wording.opened(request.desk, found)
    except CannotOpen:
        words = None
    others, mine = queries.second_pairs_of_eyes(found), found.written_by_id == member.id
    context = {
        "version": found,
        "words": words,
        "language_name": name_of(found.language),
        "others": [each.login_name for each in others if each.id != member.id],
        "is_mine": mine,
        "alone": mine and not others,
        "may_publish": queries.may_publish(member.organisation),
        "may_approve": words and queries.may_publish(member.organisation) and (not mine or not others),
        "refused": refused,
    }
    return render(request, "desk/record/version.html", context)


def _form(
    request: DeskRequest, form: StatementForm, title: str, *, statement_id: uuid.UUID | None = None
) -> HttpResponse:
    back = reverse("desk:statement", args=[statement_id]) if statement_id else reverse("desk:statements")
    context = {"form": form, "title": title, "back": back}
    return render(request, "desk/record/write_statement.html", context)


def _address(version: Version) -> str:
    return reverse("desk:version", args=[version.id])
