"""What is told to everybody at a workplace: written, asked about, let out through the gate, taken down."""

import uuid

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safelamp.doors.desk import titles, wall_rows
from safelamp.doors.desk.forms.wall import LetOutForm, OutcomeForm, RenderForm, WordsForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.once import led_to, sent_before
from safelamp.doors.desk.permits import DeskRequest, answers, needs
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.releases import figures as gate_figures
from safelamp.ground.releases import queries as releases
from safelamp.ground.releases.models import Outcome
from safelamp.ground.releases.reasons import Finding
from safelamp.ground.releases.reasons import Refused as GateRefused
from safelamp.ground.workplaces import queries as workplaces
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.cases.queries import case_for
from safelamp.loop.wall import counting, operations, queries, wording
from safelamp.loop.wall.models import WallAnswer
from safelamp.loop.wall.wording import AnswerWords

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.RELEASE)
@require_safe
def at_workplace(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """What hangs there, and what waits."""
    return _at(request, workplaces.workplace_for(request.desk.member, workplace_id))


@needs(Permission.RELEASE)
@require_POST
def figures(request: DeskRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """Lets the workplace's figures out, or says why not."""
    workplace = workplaces.workplace_for(request.desk.member, workplace_id)
    try:
        operations.let_figures_out(workplace, by=request.desk)
    except GateRefused as refusal:
        return _at(request, workplace, refused=refusal.findings)
    return done("desk:wall", workplace.id, notice="wall_out")


def _at(request: DeskRequest, workplace: Workplace, *, refused: tuple[Finding, ...] = ()) -> HttpResponse:
    counts = counting.counts_of(request.desk.member, workplace)
    context = {
        "workplace": workplace,
        "refused": refused,
        "in_the_way": gate_figures.findings(workplace, counts),
        "would_say": gate_figures.rounded(counts, organisation=workplace.organisation),
        "figures": releases.figures_of(workplace).first(),
        "released": wall_rows.released_at(workplace, language=get_language() or "en"),
        "waiting": wall_rows.waiting_at(request.desk, workplace),
    }
    return render(request, "desk/wall/workplace.html", context, status=422 if refused else 200)


@needs(Permission.RELEASE)
@GET_AND_POST
def write(request: DeskRequest, case_id: uuid.UUID) -> HttpResponse:
    """Begins an answer about a case; one that is being written is opened."""
    if request.method == "POST" and (before := sent_before(request)):
        return before
    member = request.desk.member
    case = case_for(member, case_id)
    if known := queries.answer_of(member, case):
        return redirect("desk:wall_answer", known.id)
    form = WordsForm(answers(request), initial={"language": member.organisation.language})
    made: list[WallAnswer] = []
    if form.is_valid() and form.perform(lambda: made.append(operations.write(case, _begun(form), by=request.desk))):
        return led_to(request, reverse("desk:wall_answer", args=[made[0].id]))
    context = {
        "form": form,
        "title": _("Tell everybody at the workplace"),
        "back": reverse("desk:case", args=[case.id]),
        "case": case,
    }
    return render(request, "desk/wall/write.html", context)


@needs(Permission.RELEASE)
@require_safe
def answer(request: DeskRequest, answer_id: uuid.UUID) -> HttpResponse:
    """One answer: its words, what stands in the way, the list to tick."""
    return _page(request, queries.answer_for(request.desk.member, answer_id))


@needs(Permission.RELEASE)
@GET_AND_POST
def words(request: DeskRequest, answer_id: uuid.UUID) -> HttpResponse:
    """Changes the words in the language of the address, or puts them into one more."""
    found = queries.answer_for(request.desk.member, answer_id)
    try:
        said = wording.opened(request.desk, found)
    except CannotOpen:
        return _page(request, found)
    language = request.GET.get("language", "")
    known = language in said.texts
    form = WordsForm(
        answers(request),
        fixed=language if known else "",
        initial={"language": language, "text": said.texts.get(language, ""), "outcome": said.outcome},
    )
    if form.is_valid() and form.perform(lambda: operations.rewrite(found, _changed(said, form), by=request.desk)):
        return done("desk:wall_answer", found.id)
    context = {
        "form": form,
        "title": _("Change the words") if known else _("Put it into another language"),
        "back": reverse("desk:wall_answer", args=[found.id]),
        "original": None if known else said.texts[said.original],
        "original_language": said.original,
    }
    return render(request, "desk/wall/write.html", context)


@needs(Permission.RELEASE)
@require_POST
def ask(request: DeskRequest, answer_id: uuid.UUID) -> HttpResponse:
    """Asks the reporters who were not asked yet."""
    found = queries.answer_for(request.desk.member, answer_id)
    try:
        operations.ask(found, by=request.desk)
    except GateRefused as refusal:
        return _page(request, found, refused=refusal.findings)
    except CannotOpen:
        return _page(request, found)
    return done("desk:wall_answer", found.id, notice="wall_asked")


@needs(Permission.RELEASE)
@require_POST
def let_out(request: DeskRequest, answer_id: uuid.UUID) -> HttpResponse:
    """Lets it out, or says why not."""
    found = queries.answer_for(request.desk.member, answer_id)
    form = LetOutForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        released = operations.let_out(found, confirmed=form.confirmed, by=request.desk)
    except GateRefused as refusal:
        return _page(request, found, form=form, refused=refusal.findings)
    except CannotOpen:
        return _page(request, found)
    return done("desk:wall", released.workplace_id, notice="wall_out")


@needs(Permission.RELEASE)
@require_POST
def discard(request: DeskRequest, answer_id: uuid.UUID) -> HttpResponse:
    """Throws it away."""
    found = queries.answer_for(request.desk.member, answer_id)
    operations.discard(found, by=request.desk)
    return done("desk:case", found.case_id, notice="taken_away")


@needs(Permission.RELEASE)
@GET_AND_POST
def render_released(request: DeskRequest, release_id: uuid.UUID) -> HttpResponse:
    """Puts a released answer into one more language."""
    found = releases.standing_for(request.desk.member.organisation, release_id)
    hanging = [each.language for each in found.words.all()]
    form = RenderForm(answers(request), hanging=hanging, initial={"language": request.GET.get("language", "")})
    refused: tuple[Finding, ...] = ()
    if form.is_valid():
        given = form.cleaned_data
        try:
            operations.render(
                found.id, given["text"], language=given["language"], confirmed=form.confirmed, by=request.desk
            )
            return done("desk:wall", found.workplace_id, notice="wall_out")
        except GateRefused as refusal:
            refused = refusal.findings
    original = found.words.filter(original=True).first()
    context = {"release": found, "form": form, "refused": refused, "original": original}
    return render(request, "desk/wall/render.html", context, status=422 if refused else 200)


@needs(Permission.RELEASE)
@require_POST
def move_on(request: DeskRequest, release_id: uuid.UUID) -> HttpResponse:
    """Says how far it has come since."""
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        raise Http404
    released = operations.move_on(release_id, Outcome(form.cleaned_data["outcome"]), by=request.desk)
    return done("desk:wall", released.workplace_id)


@needs(Permission.RELEASE)
@require_POST
def take_down(request: DeskRequest, release_id: uuid.UUID) -> HttpResponse:
    """Takes it off page and wall."""
    released = operations.take_down(release_id, by=request.desk)
    return done("desk:wall", released.workplace_id, notice="wall_down")


def _begun(form: WordsForm) -> AnswerWords:
    given = form.cleaned_data
    return AnswerWords(given["language"], {given["language"]: given["text"]}, Outcome(given["outcome"]))


def _changed(said: AnswerWords, form: WordsForm) -> AnswerWords:
    given = form.cleaned_data
    changed = said.said_in(given["language"], given["text"])
    return AnswerWords(changed.original, changed.texts, Outcome(given["outcome"]))


def _page(
    request: DeskRequest, found: WallAnswer, *, form: LetOutForm | None = None, refused: tuple[Finding, ...] = ()
) -> HttpResponse:
    try:
        view = wall_rows.of_answer(request.desk, found)
    except CannotOpen:
        view = None
    missing = [each for each in settings.WORKER_LANGUAGES if view and each[0] not in view.said.texts]
    context = {
        "answer": found,
        "case": found.case,
        "title": titles.of_case(request.desk, found.case),
        "view": view,
        "form": form or LetOutForm(),
        "refused": refused,
        "languages_left": missing,
        "hostile": found.case.organisation.is_hostile,
        "is_mine": found.written_by_id == request.desk.member.id,
    }
    return render(request, "desk/wall/answer.html", context, status=422 if refused else 200)
