"""A report for a worker who told somebody at the desk, and the receipt to hand over."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from safelamp.doors.desk.forms.filing import FilingForm
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.engines.sealing import receipts
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.loop.reports import operations
from safelamp.loop.reports.models import Lane


@needs(Permission.READ_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def file_report(request: DeskRequest) -> HttpResponse:
    """Seals what the worker told and shows the receipt, here and nowhere else: no address may carry it."""
    member = request.desk.member
    if request.method != "POST":
        return _form(request, FilingForm(member=member))
    form = FilingForm(request.POST, request.FILES, member=member)
    if not form.is_valid():
        if "secret" in form.errors:
            form.renewed()
        return _form(request, form)
    telling = form.telling()
    received = operations.receive(telling)
    groups = receipts.grouped(received.receipt)
    context = {
        "groups": groups,
        "aloud": ", ".join(" ".join(group) for group in groups),
        "photo_left_out": bool(request.META.get("safelamp.upload_dropped")),
        "report_id": telling.report_id,
        "readable": not received.spooled
        and (telling.lane != Lane.RESTRICTED or allows(member, Permission.READ_RESTRICTED)),
        "restricted": telling.lane == Lane.RESTRICTED,
        "spooled": received.spooled,
    }
    return render(request, "desk/filed.html", context)


def _form(request: DeskRequest, form: FilingForm) -> HttpResponse:
    return render(request, "desk/file_report.html", {"form": form})
