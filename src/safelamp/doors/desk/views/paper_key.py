"""The paper key at the desk: opening the keys with two sheets, and making three new sheets."""

import base64
import json
import uuid

import segno
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods

from safelamp.doors.desk.forms.paper_key import SLIPS, EndingsForm, PaperKeyForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, answers, any_member, needs
from safelamp.doors.look import compression
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.engines.sealing.paper import SHEETS, SheetRefused
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.vault import paper_key as vault
from safelamp.ground.vault import queries, sessions
from safelamp.ground.vault.paper_key import CannotRenew, MustWait, NewPaperKey

_PLACE = "new paper key"  # in the session row, wrapped under the second cookie, while the sheets are printed


@any_member
@require_http_methods(["GET", "HEAD", "POST"])
def paper_key(request: DeskRequest) -> HttpResponse:
    """Gives the member the keys of their role with two sheets of the paper key."""
    form = PaperKeyForm(answers(request))
    if form.is_valid():
        try:
            vault.admit_from_paper(request.desk.member, form.sheets)
        except SheetRefused as refused:
            form.add_error(None, str(SLIPS[refused.slip]))
        except MustWait as wait:
            form.add_error(None, wait)
        else:
            return done("desk:me", notice="keys_received")
    missing = queries.missing_for(request.desk.member)
    return render(request, "desk/paper_key.html", {"form": form, "missing": [each.label for each in missing]})


@needs(Permission.ADMIT_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_paper_key(request: DeskRequest) -> HttpResponse:
    """Makes three new sheets, shows them one at a time, and lets them take the place of the old ones."""
    step = request.POST.get("step", "")
    if step == "begin":
        return _begin(request)
    if step in {"sheet", "keep"}:
        fresh = _made(request)
        if fresh is None:
            return redirect("desk:new_paper_key")
        return _sheet(request, fresh) if step == "sheet" else _keep(request, fresh)
    request.session.pop(_PLACE, None)
    return _start(request, PaperKeyForm())


def _begin(request: DeskRequest) -> HttpResponse:
    form = PaperKeyForm(request.POST)
    brings_sheets = "sheet_first" in request.POST
    if brings_sheets and not form.is_valid():
        return _start(request, form)
    try:
        fresh = vault.begin_renewal(request.desk, sheets=form.sheets if brings_sheets else ())
    except SheetRefused as refused:
        form.add_error(None, str(SLIPS[refused.slip]))
    except (MustWait, CannotRenew) as refusal:
        return _refused(request, refusal)
    else:
        sessions.hide(request.session, _PLACE, _packed(fresh), cookie=request.COOKIES.get(sessions.COOKIE, ""))
        return _show(request, fresh, 1)
    return _start(request, form)


def _refused(request: DeskRequest, refusal: MustWait | CannotRenew) -> HttpResponse:
    return _start(request, PaperKeyForm(), refused=" ".join(refusal.messages))


def _start(request: DeskRequest, form: PaperKeyForm, *, refused: str = "") -> HttpResponse:
    holders = vault.who_could_renew(request.desk.member.organisation)
    context = {
        "form": form,
        "refused": refused,
        "holds_everything": request.desk.member in holders,
        "others": [each.login_name for each in holders if each != request.desk.member],
    }
    return render(request, "desk/new_paper_key.html", context)


def _sheet(request: DeskRequest, fresh: NewPaperKey) -> HttpResponse:
    wanted = request.POST.get("number", "")
    if wanted in {str(number) for number in SHEETS}:
        return _show(request, fresh, int(wanted))
    return _endings(request, EndingsForm())


def _show(request: DeskRequest, fresh: NewPaperKey, number: int) -> HttpResponse:
    sheet = fresh.sheets[number - 1]
    context = {
        "number": number,
        "groups": sheet.split("-"),
        "square": _square(sheet.replace("-", "")),
        "day": timezone.localdate(),
        "following": number + 1,
        "last": number == SHEETS[-1],
    }
    response = render(request, "desk/paper_sheet.html", context)
    compression.mark(response)  # never packed together with what a sender can choose
    return response


def _keep(request: DeskRequest, fresh: NewPaperKey) -> HttpResponse:
    form = EndingsForm(request.POST)
    if form.is_valid():
        form.check_against(fresh.sheets)
    if not form.is_valid():
        return _endings(request, form)
    request.session.pop(_PLACE, None)
    try:
        vault.renew(fresh, by=request.desk)
    except CannotRenew as refusal:
        return _refused(request, refusal)
    return done("desk:me", notice="paper_renewed")


def _endings(request: DeskRequest, form: EndingsForm) -> HttpResponse:
    return render(request, "desk/paper_endings.html", {"form": form, "numbers": SHEETS})


def _made(request: DeskRequest) -> NewPaperKey | None:
    try:
        raw = sessions.hidden(request.session, _PLACE, cookie=request.COOKIES.get(sessions.COOKIE, ""))
    except CannotOpen:
        return None
    kept = json.loads(raw)
    return NewPaperKey(
        private=base64.b64decode(kept["private"]),
        sheets=tuple(kept["sheets"]),
        wraps=kept["wraps"],
        replaces=uuid.UUID(kept["replaces"]) if kept["replaces"] else None,
        old_private=base64.b64decode(kept["old_private"]) if kept["old_private"] else None,
    )


def _packed(fresh: NewPaperKey) -> bytes:
    kept = {
        "private": base64.b64encode(fresh.private).decode(),
        "sheets": fresh.sheets,
        "wraps": dict(fresh.wraps),
        "replaces": fresh.replaces.hex if fresh.replaces else "",
        "old_private": base64.b64encode(fresh.old_private).decode() if fresh.old_private else "",
    }
    return json.dumps(kept).encode()


def _square(letters: str) -> SafeString:
    code = segno.make(letters, error="q", micro=False)
    return mark_safe(code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True))  # noqa: S308  # drawn by segno
