"""Check my report: the code opens answers, the worker has the last word on "fixed"."""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.look import plain_http
from safelamp.doors.look.large_bodies import is_cut_short
from safelamp.doors.look.one_slot import Busy, one_slot
from safelamp.doors.worker import news, pages, renewal
from safelamp.doors.worker.talk import shown, thread_replies
from safelamp.doors.worker.telling import read_photo
from safelamp.doors.worker.visit import Visit
from safelamp.doors.worker.voices import Came, read_voice
from safelamp.doors.worker.way import Way
from safelamp.engines.sealing import receipts
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.engines.sealing.receipts import Sort
from safelamp.engines.writing.cleaning import clean
from safelamp.ground.standards.hazards import hazards
from safelamp.loop.actions import closing
from safelamp.loop.actions.timeline import timeline_for_reporter
from safelamp.loop.cases.models import FloorAnswer
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.reports import hanging, looking, queries, receiving
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports.asked_since import AskedSince
from safelamp.loop.reports.queries import ReporterAccess
from safelamp.loop.reports.ready import READY, ReadyUse
from safelamp.loop.reports.ready import said as sentence_of
from safelamp.loop.reports.words import LONGEST_STORY, MessageWords

BUSY_SECONDS = "20"
NO_ROOM = gettext_lazy("Not sent: there is no room on our side just now. Your words are still here. Try again later.")
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
            lookups = receiving.lookups_of(digits)
    except Busy:
        wait = _("Many people check their code just now. Try again in a minute. Your report is safe.")
        response = ask(request, way, error=wait, status=503)
        response["Retry-After"] = BUSY_SECONDS
        return response
    access = queries.access_by(lookups)
    if access and not plain_http.takes_words(request, access.report.organisation):
        return pages.over_plain_http(request, way)
    if access is None:
        return ask(request, way, error=str(UNKNOWN), status=422)
    if access.sort is Sort.HANDED:
        return renewal.offer(request, way, lookups[Sort.HANDED], access)
    return status_page(request, way, Visit(*lookups[access.sort], access.sort), access)


def again(request: HttpRequest, way: Way) -> HttpResponse:
    """The same page in another language, or with all languages to choose from; what was typed stays."""
    return _in_visit(request, way, partial(status_page, kept=request.POST.get("text", "")[:LONGEST_STORY]))


def reply(request: HttpRequest, way: Way) -> HttpResponse:
    """The reporter writes, chooses a ready sentence, or sends a photo."""
    return _in_visit(request, way, _reply)


def judge(request: HttpRequest, way: Way) -> HttpResponse:
    """Is it really fixed? The worker decides."""
    return _in_visit(request, way, _judge)


def tell_news(request: HttpRequest, way: Way) -> HttpResponse:
    """The worker wants a text message when there is news."""
    return _in_visit(request, way, _news)


def end_news(request: HttpRequest, way: Way) -> HttpResponse:
    """The worker wants none any longer: the number goes."""
    return _in_visit(request, way, _no_news)


def status_page(
    request: HttpRequest,
    way: Way,
    visit: Visit,
    access: ReporterAccess,
    *,
    said: str = "",
    kept: str = "",
    error: str = "",
    news_error: str = "",
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
        "again": looking.sentence(day) if (day := looking.for_report(report)) else "",
        "hangs": hanging.hangs(report),
        "news": news.offer(report),
        "news_error": news_error,
        "timeline": timeline_for_reporter(report),
        "answers": [(FloorAnswer.FIXED, _("Yes, it is fixed")), (FloorAnswer.STILL_DANGEROUS, _("Still dangerous"))],
        "said": said,
        "kept": kept,
        "error": error,
        "most_story": LONGEST_STORY,
        "own_language": dict(settings.WORKER_LANGUAGES).get(way.language, way.language),
        "with_voice": "voice" in request.POST,
        "all_languages": "languages" in request.POST,  # whoever comes back to read pays for one language only
    }
    return pages.page(request, "follow", way, context, status=422 if error or news_error else 200)


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
    if access is None or access.sort is Sort.HANDED:  # that one opens a new code, and nothing else
        return ask(request, way, error=str(UNKNOWN), status=422)
    if not plain_http.takes_words(request, access.report.organisation):
        return pages.over_plain_http(request, way)
    return act(request, way, visit, access)


def _reply(request: HttpRequest, way: Way, visit: Visit, access: ReporterAccess) -> HttpResponse:
    text = clean(request.POST.get("text", ""))
    ready = request.POST.get("ready", "")
    if is_cut_short(request):
        return status_page(request, way, visit, access, kept=text, error=str(NO_ROOM))
    photo, left_out = read_photo(request)
    came = read_voice(request)
    if len(text) > LONGEST_STORY:
        long = _("This is too long: {count} signs, at most {most}. Shorten it and send again.")
        return status_page(
            request, way, visit, access, kept=text, error=long.format(count=len(text), most=LONGEST_STORY)
        )
    if ready not in READY or READY[ready].use != ReadyUse.REPLY:
        ready = ""
    missed = _left_out(came, photo=left_out)
    if not (text or ready or photo or came.voice):
        nothing = missed or _("Write something, choose an answer, or add a photo.")
        return status_page(request, way, visit, access, error=nothing)
    if not (text or ready):
        text = _("(a voice)") if came.voice else _("(a photo)")
    # Own words say more than a chosen sentence; what is said about the wall is heeded all the same.
    words = MessageWords(text=text, ready=ready if not text or ready in hanging.HEEDED else "")
    # The same page sent twice gives the same id, and so one message; a later page has seen more.
    said_once = visit.message_id(request.POST.get("seen", "")[:10], words.encoded(), photo, came.mark)
    try:
        reports.reply(access, words, photo=photo, voice=came.voice, message_id=said_once, seen=_seen(request))
    except AskedSince as since:
        return _asked_again(request, way, visit, access, since)
    except Error:
        return status_page(request, way, visit, access, kept=text, error=str(NO_ROOM))
    said = " ".join(part for part in (_("Your answer has arrived."), missed) if part)
    return status_page(request, way, visit, access, said=said)


def _seen(request: HttpRequest) -> int:
    """How many messages stood on the page; of a page that does not say, none is known to have been read."""
    count = request.POST.get("seen", "")[:10]
    return int(count) if count.isdecimal() else 0


def _asked_again(
    request: HttpRequest, way: Way, visit: Visit, access: ReporterAccess, since: AskedSince
) -> HttpResponse:
    """What the union asks now, first of all: what was touched stood under an older question, and is not counted."""
    kept = request.POST.get("text", "")[:LONGEST_STORY]
    choose = _("Write something, choose an answer, or add a photo.")
    return status_page(request, way, visit, access, said=sentence_of(since.question), kept=kept, error=choose)


def _left_out(came: Came, *, photo: bool) -> str:
    """What did not come through, in sentences."""
    sentences = []
    if photo:
        sentences.append(_("The photo could not be kept: it is too large or no photo. Choose a smaller one."))
    if came.left_out:
        sentences.append(_("The voice could not be kept: it cannot be heard, or it is too long. Record it again."))
    return " ".join(sentences)


def _judge(request: HttpRequest, way: Way, visit: Visit, access: ReporterAccess) -> HttpResponse:
    answer = request.POST.get("fixed", "")
    if answer not in FloorAnswer.values:
        return status_page(request, way, visit, access)
    try:
        closing.reporter_confirms(access, FloorAnswer(answer), seen=_seen(request))
    except AskedSince as since:
        return _asked_again(request, way, visit, access, since)
    except Refused as refused:
        return status_page(request, way, visit, access, error=str(refused))
    return status_page(request, way, visit, access, said=str(THANKS[FloorAnswer(answer)]))


def _news(request: HttpRequest, way: Way, visit: Visit, access: ReporterAccess) -> HttpResponse:
    kept = clean(request.POST.get("text", ""))
    try:
        said = news.choose(request, access.report)
    except news.Wrong as wrong:
        return status_page(request, way, visit, access, kept=kept, news_error=str(wrong))
    return status_page(request, way, visit, access, kept=kept, said=said)


def _no_news(request: HttpRequest, way: Way, visit: Visit, access: ReporterAccess) -> HttpResponse:
    kept = clean(request.POST.get("text", ""))
    return status_page(request, way, visit, access, kept=kept, said=news.stop(access.report))


def renew(request: HttpRequest, way: Way) -> HttpResponse:
    """The worker has written the new code down: it takes the old one's place, and the report is shown."""
    try:
        visit, access = renewal.confirmed(request)
    except renewal.NotYet as why:
        return why.page(request, way)
    return status_page(request, way, visit, access, said=str(renewal.DONE))


STEPS: dict[str, Callable[[HttpRequest, Way], HttpResponse]] = {
    "follow": ask,
    "check": check,
    "renew": renew,
    "new_code": renewal.again,
    "again": again,
    "reply": reply,
    "judge": judge,
    "news": tell_news,
    "no_news": end_news,
}
