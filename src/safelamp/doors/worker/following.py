"""Check my report: the code opens answers, the worker has the last word on "fixed"."""

from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.look import plain_http
from safelamp.doors.worker import pages
from safelamp.doors.worker.one_slot import Busy, one_slot
from safelamp.doors.worker.talk import shown, thread_replies
from safelamp.doors.worker.telling import clean, read_photo
from safelamp.doors.worker.visit import Visit
from safelamp.doors.worker.way import Way
from safelamp.engines.sealing import receipts
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.standards.hazards import hazards
from safelamp.loop.actions import closing
from safelamp.loop.actions.timeline import timeline_for_reporter
from safelamp.loop.cases.models import FloorAnswer
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.ready import READY, ReadyUse
from safelamp.loop.reports.words import LONGEST_STORY, MessageWords

BUSY_SECONDS = "20"
# A shredded report's code gets the same answer as a wrong one: a paper that is found must not show that there was one.
UNKNOWN = gettext_lazy(
    "We find nothing with this code. Look at your paper again. The code of a report that was destroyed, as promised, "
    "opens nothing any more."
)
THANKS = {
    FloorAnswer.FIXED: gettext_lazy("Thank you. You said that it is fixed."),
    FloorAnswer.STILL_DANGEROUS: gettext_lazy("Thank you. The union sees that it is still dangerous."),
    FloorAnswer.CANNOT_TELL: gettext_lazy("Thank you. The union sees that you cannot tell."),
}


def step(request: HttpRequest, way: Way, go: str) -> HttpResponse:
    """One of the steps of following a report."""
    return STEPS[go](request, way)


def ask(request: HttpRequest, way: Way, *, error: str = "", status: int = 200) -> HttpResponse:
    """The page that asks for the code."""
    return pages.page(request, "follow_code", way, {"error": error}, status=status)


def check(request: HttpRequest, way: Way) -> HttpResponse:
    """The typed code: its status page, or a sentence that tells a slip from an unknown code and nothing else."""
    try:
        digits = receipts.read(request.POST.get("receipt", "")[:200])
    except receipts.NotAReceipt:
        slip = _("A code has 20 digits that fit together. One digit is missing or not right. Look at your paper again.")
        return ask(request, way, error=slip, status=422)
    try:
        with one_slot():
            visit = Visit.of_receipt(digits)
    except Busy:
        wait = _("Many people check their code just now. Try again in a minute. Your report is safe.")
        response = ask(request, way, error=wait, status=503)
        response["Retry-After"] = BUSY_SECONDS
        return response
    access = visit.access()
    if access and not plain_http.takes_words(request, access.report.organisation):
        return pages.over_plain_http(request, way)
    if access is None:
        unknown = str(UNKNOWN)
        return ask(request, way, error=unknown, status=422)
    return status_page(request, way, visit, access)


def again(request: HttpRequest, way: Way) -> HttpResponse:
    """The same page, in another language."""
    return _in_visit(request, way, status_page)


def reply(request: HttpRequest, way: Way) -> HttpResponse:
    """The reporter writes, chooses a ready sentence, or sends a photo."""
    return _in_visit(request, way, _reply)


def judge(request: HttpRequest, way: Way) -> HttpResponse:
    """Is it really fixed? The worker decides."""
    return _in_visit(request, way, _judge)


def status_page(
    request: HttpRequest,
    way: Way,
    visit: Visit,
    access: ReporterAccess,
    *,
    said: str = "",
    kept: str = "",
    error: str = "",
) -> HttpResponse:
    """What happened with my report, and the thread. `kept` are words that were refused and must not be lost."""
    report = access.report
    way = way.with_choice(neutral=report.organisation.is_hostile)
    context = {
        "leave_to": pages.leave_to(report.organisation),
        "visit": visit.field(now=timezone.now()),
        "hazard": hazards()[report.hazard],
        "told_on": report.arrived_on,
        "weekly": report.organisation.is_hostile,
        "thread": [shown(told) for told in queries.thread_for_reporter(access)],
        "replies": thread_replies(access),
        "timeline": timeline_for_reporter(report),
        "answers": [(FloorAnswer.FIXED, _("Yes, it is fixed")), (FloorAnswer.STILL_DANGEROUS, _("Still dangerous"))],
        "said": said,
        "kept": kept,
        "error": error,
        "most_story": LONGEST_STORY,
    }
    return pages.page(request, "follow", way, context, status=422 if error else 200)


def _in_visit(
    request: HttpRequest,
    way: Way,
    act: Callable[[HttpRequest, Way, Visit, ReporterAccess], HttpResponse],
) -> HttpResponse:
    try:
        visit = Visit.read(request.POST.get("visit", ""), now=timezone.now())
    except CannotOpen:
        over = _("This page was open too long. Type your code again.")
        kept = request.POST.get("text", "")
        return pages.page(request, "follow_code", way, {"error": over, "kept": kept}, status=422)
    access = visit.access()
    if access is None:
        return ask(request, way, error=str(UNKNOWN), status=422)
    if not plain_http.takes_words(request, access.report.organisation):
        return pages.over_plain_http(request, way)
    return act(request, way, visit, access)


def _reply(request: HttpRequest, way: Way, visit: Visit, access: ReporterAccess) -> HttpResponse:
    text = clean(request.POST.get("text", ""))
    ready = request.POST.get("ready", "")
    photo, left_out = read_photo(request)
    if len(text) > LONGEST_STORY:
        long = _("This is too long: {count} signs, at most {most}. Shorten it and send again.")
        return status_page(
            request, way, visit, access, kept=text, error=long.format(count=len(text), most=LONGEST_STORY)
        )
    if ready not in READY or READY[ready].use != ReadyUse.REPLY:
        ready = ""
    if not (text or ready or photo):
        nothing = _("Write something, choose an answer, or add a photo.")
        if left_out:
            nothing = _("The photo could not be kept: it is too large or no photo. Choose a smaller one.")
        return status_page(request, way, visit, access, error=nothing)
    if not (text or ready):
        text = _("(a photo)")
    words = MessageWords(text=text, ready="" if text else ready)
    # The same page sent twice gives the same id, and so one message; a later page has seen more.
    said_once = visit.message_id(request.POST.get("seen", "")[:10], words.encoded(), photo)
    try:
        reports.reply(access, words, photo=photo, message_id=said_once)
    except Error:
        no_room = _("Not sent: there is no room on our side just now. Your words are still here. Try again later.")
        return status_page(request, way, visit, access, kept=text, error=no_room)
    said = _("Your answer has arrived.")
    if left_out:
        said += " " + _("The photo could not be kept: it is too large or no photo. Choose a smaller one.")
    return status_page(request, way, visit, access, said=said)


def _judge(request: HttpRequest, way: Way, visit: Visit, access: ReporterAccess) -> HttpResponse:
    answer = request.POST.get("fixed", "")
    if answer not in FloorAnswer.values:
        return status_page(request, way, visit, access)
    try:
        closing.reporter_confirms(access, FloorAnswer(answer))
    except Refused as refused:
        return status_page(request, way, visit, access, error=str(refused))
    return status_page(request, way, visit, access, said=str(THANKS[FloorAnswer(answer)]))


STEPS: dict[str, Callable[[HttpRequest, Way], HttpResponse]] = {
    "follow": ask,
    "check": check,
    "again": again,
    "reply": reply,
    "judge": judge,
}
