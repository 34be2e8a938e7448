"""A report for a worker who told somebody of the union, or wrote on paper; and the slip to hand over."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from safelamp.doors.desk import slips
from safelamp.doors.desk.forms.filing import Channel, FilingForm
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.doors.look import large_bodies
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.vault.queries import audiences_of
from safelamp.loop.reports import operations
from safelamp.loop.reports.models import Lane
from safelamp.loop.reports.operations import CardUsed, Received
from safelamp.loop.reports.queries import reports_for
from safelamp.loop.reports.receiving import Telling

KEPT = ("channel", "workplace", "language", "sitting")  # what a pile of forms has in common


@large_bodies.takes_cut_short
@needs(Permission.READ_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def file_report(request: DeskRequest) -> HttpResponse:
    """Seals what the worker told and shows the slip, here and nowhere else: no address may carry its code."""
    member = request.desk.member
    if request.method != "POST":
        return _form(request, FilingForm(member=member))
    if "next" in request.POST:
        return _form(request, _following(request))
    form = FilingForm(request.POST, request.FILES, member=member)
    if large_bodies.is_cut_short(request) or not form.is_valid():
        return _once_more(request, form)
    telling = form.telling()
    try:
        received = operations.receive(telling)
    except CardUsed:
        form.add_error("card", _card_used())
        return _form(request, form)
    sitting = (form.cleaned_data["sitting"] or 0) + 1
    if form.from_card:
        return _form(request, _following(request, sitting=sitting), notice=_kept(request, telling, received, sitting))
    return _slip(request, form, telling, received, sitting)


def _once_more(request: DeskRequest, form: FilingForm) -> HttpResponse:
    """The form with every word, and what is wrong; where it was cut short, its photo stood last and is missing."""
    if "secret" in form.errors:
        form.renewed()
    if not large_bodies.is_cut_short(request):
        return _form(request, form)
    no_room = _("Not sent: there is no room on our side just now. Your words are still here. Try again later.")
    form.add_error(None, no_room)
    return large_bodies.not_now(_form(request, form))


def _form(request: DeskRequest, form: FilingForm, *, notice: str = "") -> HttpResponse:
    reads = audiences_of(request.desk.member)
    context = {"form": form, "kept_notice": notice, "reads_restricted": "restricted" in {each.value for each in reads}}
    return render(request, "desk/file_report.html", context)


def _following(request: DeskRequest, *, sitting: int | None = None) -> FilingForm:
    """The next form of a pile: workplace, channel and language stay."""
    initial = {name: request.POST[name] for name in KEPT if request.POST.get(name)}
    if sitting is not None:
        initial["sitting"] = str(sitting)
    return FilingForm(member=request.desk.member, initial=initial)


def _slip(request: DeskRequest, form: FilingForm, telling: Telling, received: Received, sitting: int) -> HttpResponse:
    given = form.cleaned_data
    context = {
        "slip": slips.rendered(request, telling, received, language=given["language"]),
        "photo_left_out": bool(request.META.get("safelamp.upload_dropped")),
        "report_id": telling.report_id,
        "readable": _readable(request, telling, received),
        "restricted": telling.lane == Lane.RESTRICTED,
        "again": received.again,
        "added": received.added,
        "spooled": received.spooled,
        "sitting": sitting,
        "following": {**{name: given[name] for name in KEPT}, "sitting": sitting},
        "in_person": given["channel"] == Channel.DESK,
        "by_telephone": given["channel"] == Channel.TELEPHONE,
    }
    return render(request, "desk/filed.html", context)


def _kept(request: DeskRequest, telling: Telling, received: Received, sitting: int) -> str:
    """What the next form says of the one before."""
    said = [_("This card was kept already. Nothing is there twice.") if received.again else _("The card is kept.")]
    if received.spooled:
        said.append(_("It is safe on this machine and appears in the inbox in a few minutes."))
    elif not _readable(request, telling, received):
        said.append(_("It went to its own readers. You cannot open it."))
    count = ngettext("%(count)d form in this sitting.", "%(count)d forms in this sitting.", sitting)
    return " ".join([*said, count % {"count": sitting}])


def _readable(request: DeskRequest, telling: Telling, received: Received) -> bool:
    """Whether who filed it may open it again."""
    return not received.spooled and reports_for(request.desk.member).filter(id=telling.report_id).exists()


def _card_used() -> str:
    return _(
        "A card with this code has been typed in already, by you or a colleague. Is it the same card? Then put it with "
        "the others. Is it a photocopy, with another story? Empty this field and send it: the report gets a new code."
    )
