"""Agreements: the list, one agreement, a new one, a renewal."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from safelamp.doors.desk import from_record
from safelamp.doors.desk.forms.followed import AgreementForm, RenewForm
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, answers, needs
from safelamp.doors.desk.views.cited import WritingDown, write_down
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.agreements import queries

PAGE = 50
WRITING = WritingDown(
    form=AgreementForm, propose=from_record.for_agreement, page="desk:agreement", back="desk:agreements",
    way="agreements", question=_("Write down an agreement"), button=_("Write it down"), notice="written_down",
)  # fmt: skip


@needs(Permission.FOLLOW_PROMISES)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """The agreements, what ends first on top."""
    today, start = timezone.localdate(), start_of(request)
    every = queries.agreements_for(request.desk.member)
    page = list(every[start : start + PAGE])
    total = every.count()
    context = {
        "rows": [(each, each.agreement.state_on(today)) for each in queries.agreement_words(request.desk, page)],
        "in_force": queries.in_force(every, on=today).count(),
        "ending_soon": queries.ending_soon(every, on=today).count(),
        "total": total,
        "paging": Paging(f"{reverse('desk:agreements')}?all=1", start, len(page), total, PAGE),
        "way": "agreements",
    }
    return render(request, "desk/followed/agreements.html", context)


@needs(Permission.FOLLOW_PROMISES)
@require_safe
def show(request: DeskRequest, agreement_id: uuid.UUID) -> HttpResponse:
    """One agreement with its renewals and the words that it rests on."""
    agreement = queries.agreement_for(request.desk.member, agreement_id)
    context = {
        "row": queries.agreement_words(request.desk, [agreement])[0],
        "state": agreement.state_on(timezone.localdate()),
        "citation": queries.citation_of(request.desk, agreement),
        "renewals": agreement.renewals.select_related("member"),
        "way": "agreements",
    }
    return render(request, "desk/followed/agreement.html", context)


@needs(Permission.FOLLOW_PROMISES)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: DeskRequest) -> HttpResponse:
    """Writes an agreement down, from words of the record or from what is known."""
    return write_down(request, WRITING)


@needs(Permission.FOLLOW_PROMISES)
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: DeskRequest, agreement_id: uuid.UUID) -> HttpResponse:
    """Keeps that it was renewed."""
    if request.method == "POST" and (before := sent_before(request)):
        return before
    agreement = queries.agreement_for(request.desk.member, agreement_id)
    back = reverse("desk:agreement", args=[agreement.id])
    form = RenewForm(answers(request), agreement=agreement, session=request.desk)
    if form.is_valid() and form.perform(form.act):
        return led_to(request, f"{back}?done=written_down")
    context = {
        "form": form, "question": _now("The agreement was renewed"), "button": _now("Write it down"), "back": back,
        "way": "agreements",
    }  # fmt: skip
    return render(request, "desk/followed/form.html", context)
