"""Words put into another language: who is asked, what waits for me, the page where it is done."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk import titles, told
from safelamp.doors.desk.forms.renderings import ColleagueForm, RenderingForm
from safelamp.doors.desk.navigation import NOTICE
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.permits import DeskRequest, answers, needs
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.policy import Permission
from safelamp.loop.reports import queries as reading
from safelamp.loop.reports import rendering_acts, renderings
from safelamp.loop.reports.models import Kind, Rendering
from safelamp.loop.reports.rendering_acts import NotPossible, Verb


@needs(Permission.READ_CASES)
@require_POST
def ask(request: DeskRequest, report_id: uuid.UUID) -> HttpResponse:
    """Asks a colleague to put the reporter's words into the language of this desk, or into the union's."""
    if before := sent_before(request):
        return before
    report = reading.report_for(request.desk.member, report_id)
    into = request.POST.get("into", "") or get_language() or ""
    try:
        spoken = reading.words_of(request.desk, report).language
        form = ColleagueForm(request.POST, of=renderings.who_can(report, languages=[spoken, into]))
        if not form.is_valid():
            raise Http404
        asked = rendering_acts.ask(report, colleague=form.chosen, into=into, by=request.desk)
    except (CannotOpen, NotPossible) as error:
        raise Http404 from error
    if asked and form.chosen == request.desk.member:
        return led_to(request, reverse("desk:rendering", args=[asked[0].id]))
    return led_to(request, f"{reverse('desk:report', args=[report.id])}?{NOTICE}=rendering_asked")


@needs(Permission.READ_CASES)
@require_safe
def waiting(request: DeskRequest) -> HttpResponse:
    """What colleagues have asked of the member."""
    rows = [(each, titles.of_report(Kind(each.report.kind), each.report.hazard)) for each in _waiting(request)]
    return render(request, "desk/renderings.html", {"rows": rows})


@needs(Permission.READ_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def rendering(request: DeskRequest, rendering_id: uuid.UUID) -> HttpResponse:
    """One of them: the original whole, and a field for the same in the other language."""
    if before := sent_before(request):
        return before
    own = renderings.rendering_for(request.desk.member, rendering_id)
    form = RenderingForm(answers(request))
    if form.is_valid():
        try:
            given = rendering_acts.give(own, form.cleaned_data["words"], by=request.desk)
        except (NotPossible, CannotOpen):
            form.add_error(None, _("This request is not open any more, or your keys do not open it. Copy your words."))
        else:
            return led_to(request, _after(request, given))
    return _page(request, own, form)


@needs(Permission.READ_CASES)
@require_POST
def decline(request: DeskRequest, rendering_id: uuid.UUID) -> HttpResponse:
    """The member cannot do it."""
    return _ended(request, rendering_id, Verb.DECLINE)


@needs(Permission.READ_CASES)
@require_POST
def take_back(request: DeskRequest, rendering_id: uuid.UUID) -> HttpResponse:
    """Whoever asked does not ask any longer."""
    return _ended(request, rendering_id, Verb.TAKE_BACK)


def _ended(request: DeskRequest, rendering_id: uuid.UUID, verb: Verb) -> HttpResponse:
    own = renderings.rendering_for(request.desk.member, rendering_id)
    act = rendering_acts.decline if verb == Verb.DECLINE else rendering_acts.take_back
    try:
        act(own, by=request.desk)
    except NotPossible as error:
        raise Http404 from error
    return redirect(f"{reverse('desk:report', args=[own.report_id])}?{NOTICE}=rendering_{verb}")


def _page(request: DeskRequest, own: Rendering, form: RenderingForm) -> HttpResponse:
    context: dict[str, object] = {
        "rendering": own,
        "form": form,
        "one": None,
        "may_give": rendering_acts.may(request.desk.member, own, Verb.GIVE),
        "may_take_back": rendering_acts.may(request.desk.member, own, Verb.TAKE_BACK),
        "told": told.opened(request.desk, own.report),
    }
    try:
        one = renderings.opened(request.desk, own, report=own.report)
        context |= {"one": one, "original": renderings.original_of(request.desk, one)}
    except CannotOpen:
        context["one"] = None
    return render(request, "desk/rendering.html", context, status=422 if form.errors else 200)


def _after(request: DeskRequest, given: Rendering) -> str:
    """The next text of the same report that waits for the member, or the report."""
    following = next((each for each in _waiting(request) if each.report_id == given.report_id), None)
    if following is not None:
        return f"{reverse('desk:rendering', args=[following.id])}?{NOTICE}=rendering_given"
    return f"{reverse('desk:report', args=[given.report_id])}?{NOTICE}=rendering_given"


def _waiting(request: DeskRequest) -> list[Rendering]:
    return list(renderings.waiting_for(request.desk.member))
