"""What is watched: how watchfully, in which hours nobody is told, and of what each member wants to hear."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from safelamp.doors.desk import alert_beside, alert_words
from safelamp.doors.desk.forms.watching import ListenForm, QuietForm, WatchfulnessForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, needs, opens
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.post.queries import sending_is_possible
from safelamp.insight.alerts import operations, queries
from safelamp.insight.alerts.choices import Hears, Source, Watchfulness
from safelamp.insight.alerts.dimensions import label_of
from safelamp.insight.alerts.models import Watch
from safelamp.insight.alerts.periods import DAY, later
from safelamp.insight.alerts.precision import precision_for

_EVENTS = (
    _("a death, an amputation, a fire or an explosion"),
    _("danger now"),
    _("three near misses of one kind at one workplace in seven days"),
    _("actions behind schedule"),
    _("a workplace that has gone silent"),
    _("retaliation, violence and forced labour: told to the readers of that lane only"),
)


@dataclass(frozen=True, slots=True)
class WatchRow:
    """One watch: what is counted, by what, how many series, and the form of its setting."""

    watch: Watch
    name: str
    by: str
    setting: str
    form: WatchfulnessForm

    @property
    def until(self) -> dt.date | None:
        """The last day that was looked at: of the last period, as far as it had come."""
        watch = self.watch
        if watch.judged_until is None:
            return None
        last = later(watch.judged_until, alert_words.period_of_watch(watch)) - DAY
        return min(last, watch.watched_on) if watch.watched_on else last


@needs(Permission.READ_ALERTS)
@require_safe
def show(request: DeskRequest) -> HttpResponse:
    """What is watched, and how it can be set."""
    return _page(request)


@needs(Permission.KEEP_WATCHES)
@require_POST
def change(request: DeskRequest, alert_watch_id: uuid.UUID) -> HttpResponse:
    """Chooses how watchfully."""
    watch = queries.watch_for(request.desk.member, alert_watch_id)
    form = WatchfulnessForm(request.POST, watch=watch)
    if not form.is_valid():
        return _page(request, wrong=form, of=watch)
    chosen = Watchfulness(form.cleaned_data["watchfulness"])
    operations.choose_watchfulness(watch, chosen, by=request.desk.member)
    return done("desk:watching")


@needs(Permission.KEEP_WATCHES)
@require_POST
def rest(request: DeskRequest, alert_watch_id: uuid.UUID) -> HttpResponse:
    """Judges it no more for now."""
    operations.rest(queries.watch_for(request.desk.member, alert_watch_id), by=request.desk.member)
    return done("desk:watching", notice="watching_rests")


@needs(Permission.KEEP_WATCHES)
@require_POST
def wake(request: DeskRequest, alert_watch_id: uuid.UUID) -> HttpResponse:
    """Judges it again."""
    operations.wake(queries.watch_for(request.desk.member, alert_watch_id), by=request.desk.member)
    return done("desk:watching", notice="watching_wakes")


@needs(Permission.KEEP_WATCHES)
@require_POST
def keep_quiet_hours(request: DeskRequest) -> HttpResponse:
    """Chooses the hours in which nobody is told, except of what cannot wait."""
    form = QuietForm(request.POST)
    hours = form.cleaned_data if form.is_valid() else {}
    if hours and form.perform(
        lambda: operations.choose_quiet_hours(begins=hours["begins"], ends=hours["ends"], by=request.desk.member)
    ):
        return done("desk:watching")
    return _page(request, quiet=form)


@needs(Permission.READ_ALERTS)
@require_POST
def listen(request: DeskRequest) -> HttpResponse:
    """Chooses of which alerts the member is told."""
    form = ListenForm(request.POST)
    if not form.is_valid():
        return _page(request, listening=form)
    operations.listen(Hears(form.cleaned_data["hears"]), by=request.desk.member)
    return done("desk:watching")


def _page(
    request: DeskRequest,
    *,
    wrong: WatchfulnessForm | None = None,
    of: Watch | None = None,
    quiet: QuietForm | None = None,
    listening: ListenForm | None = None,
) -> HttpResponse:
    member = request.desk.member
    lookout = queries.lookout_of(member.organisation)
    context = {
        "rows": [_row(each, wrong if each == of else None) for each in queries.watches_for(member)],
        "lookout": lookout,
        "quiet": quiet or QuietForm(initial=QuietForm.of(lookout)),
        "listening": listening or ListenForm(initial={"hears": queries.hears(member)}),
        "form": wrong or quiet or listening,
        "events": _EVENTS,
        "sends": sending_is_possible(),
        "precision": alert_beside.how_often_right(precision_for(member, on=timezone.localdate())),
        "may_keep": opens(member, Permission.KEEP_WATCHES),
        "may_see_duty": opens(member, Permission.KEEP_DUTY),
    }
    return render(request, "desk/alerts/watching.html", context)


def _row(watch: Watch, wrong: WatchfulnessForm | None) -> WatchRow:
    form = wrong or WatchfulnessForm(watch=watch)
    choices: Sequence[tuple[str, str]] = form.fields["watchfulness"].choices  # type: ignore[attr-defined]
    from_where = watch.count_source or watch.register_source
    return WatchRow(
        watch=watch,
        name=str(from_where) if from_where else str(alert_words.COUNTED_AS[Source(watch.source)]).capitalize(),
        by=", ".join(label_of(key) for key in watch.by),
        setting=dict(choices).get(watch.watchfulness, ""),
        form=form,
    )
