"""One page for each act on an alert: the question, the form, and what the act refuses in its own words."""

import uuid

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safelamp.doors.desk import alert_words
from safelamp.doors.desk.alert_acts import ACTS, Act, possible
from safelamp.doors.desk.alert_rows import units
from safelamp.doors.desk.alert_steps import asked_of
from safelamp.doors.desk.forms.alerts import AlertForm
from safelamp.doors.desk.once import kept_at_once, led_to, sent_before, sent_meanwhile
from safelamp.doors.desk.permits import DeskRequest, View, answers, needs
from safelamp.doors.desk.views.case_work import IMPOSSIBLE_NOW
from safelamp.ground.organisations.policy import Permission
from safelamp.insight.alerts import queries
from safelamp.insight.alerts.models import Alert
from safelamp.insight.alerts.states import AlertVerb

MOST_UNITS = 5


def urlpatterns() -> list[URLPattern]:
    """An address for each act."""
    return [path(f"alerts/<uuid:alert_id>/{act.path}/", _view_of(act), name=name) for name, act in ACTS.items()]


def _view_of(act: Act) -> View[[uuid.UUID]]:
    @needs(Permission.HANDLE_ALERTS)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: DeskRequest, alert_id: uuid.UUID) -> HttpResponse:
        if request.method == "POST" and (before := sent_before(request)):
            return before
        alert = queries.alert_for(request.desk.member, alert_id)
        if not queries.may_handle(request.desk.member, alert):
            raise Http404
        form = act.form(answers(request), alert=alert, verb=act.verb, session=request.desk)
        return (_done(request, act, alert, form) if form.is_valid() else None) or _page(request, act, alert, form)

    return view


@transaction.atomic
def _done(request: DeskRequest, act: Act, alert: Alert, form: AlertForm) -> HttpResponse | None:
    """Does it once, with the alert locked; None where it is refused."""
    queries.hold(alert)
    if before := sent_meanwhile(request):
        return before
    reached: list[Alert] = []
    if not form.perform(lambda: reached.append(form.act())):
        return None
    leads = led_to(request, f"{reverse('desk:alert', args=[reached[0].id])}?done={act.done}")
    return kept_at_once(request, leads)


def _page(request: DeskRequest, act: Act, alert: Alert, form: AlertForm) -> HttpResponse:
    standing = "" if possible(alert, act) else _("This is not possible now: %s.") % alert.get_state_display()
    context = {
        "act": act,
        "hint": asked_of(alert, act.hint) if act.verb == AlertVerb.VERIFY else act.hint,
        "alert": alert,
        "title": alert_words.titles_of([alert])[0],
        "form": form,
        "refusal": standing or getattr(form, "nobody", ""),
        "units": units(alert, queries.units_of(alert)[:MOST_UNITS]),
    }
    return render(request, "desk/alerts/act.html", context, status=IMPOSSIBLE_NOW if standing else 200)
