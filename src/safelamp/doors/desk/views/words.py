"""Words of the screens, checked and corrected by members who speak the language."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from safelamp.doors.desk.paging import Paging, start_of
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.doors.desk.views.inbox import Chip
from safelamp.doors.desk.word_lines import Line, given_in, line_of, marks_in
from safelamp.ground.languages import exchange
from safelamp.ground.languages.places import Part
from safelamp.ground.languages.queries import Said, Standing, said_now, sentences_in
from safelamp.ground.organisations import reviewing
from safelamp.ground.organisations.policy import Permission

PAGE = 20
ALL = "all"
LONGEST_SEARCH = 80
NAMES = dict(settings.WORKER_LANGUAGES)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the page shows: a language, a part, a standing, and words to look for."""

    language: str
    part: str
    show: str
    search: str

    def address(self, **other: str) -> str:
        """The page with one of them chosen otherwise."""
        asked = {"language": self.language, "part": self.part, "show": self.show, "q": self.search} | other
        return f"{reverse('desk:words')}?{urlencode({name: value for name, value in asked.items() if value})}"

    def fits(self, said: Said) -> bool:
        """Whether a sentence belongs to the part and has the words."""
        wanted = self.search.casefold()
        return self.part in {ALL, said.sentence.part} and (
            wanted in said.sentence.source.casefold() or any(wanted in words.casefold() for words in said.words)
        )


@needs(Permission.REVIEW_WORDS)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: DeskRequest) -> HttpResponse:
    """Twenty sentences a page, what workers see first."""
    languages = reviewing.languages_for(request.desk.member)
    if not languages:
        return render(request, "desk/words_none.html", {"practice": request.desk.member.organisation.is_practice})
    asked = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(asked, languages)
    if request.method != "POST":
        return _page(request, chosen, languages)
    known = said_now(chosen.language, marks_in(request.POST))
    given = given_in(request.POST, known)
    kept = reviewing.keep(request.desk.member, chosen.language, given)
    if not kept.refused:
        return redirect(chosen.address(done="words_kept" if kept.count else "words_same"))
    now = said_now(chosen.language, list(kept.refused))
    refused = [each for each in given if each.mark in now]
    wrong = [line_of(now[each.mark], typed=each, faults=kept.refused[each.mark]) for each in refused]
    return _page(request, chosen, languages, wrong=wrong, kept=kept.count)


@needs(Permission.REVIEW_WORDS)
@require_POST
def take_back(request: DeskRequest) -> HttpResponse:
    """Screens say again what ships."""
    languages = reviewing.languages_for(request.desk.member)
    chosen = _chosen(request.POST, languages)
    if not languages:
        raise Http404
    reviewing.take_back(request.desk.member, chosen.language, request.POST.get("mark", ""))
    return redirect(chosen.address(done="taken_away"))


def _chosen(asked: QueryDict, languages: Sequence[str]) -> Chosen:
    language, part, show = (asked.get(name, "") for name in ("language", "part", "show"))
    return Chosen(
        language=language if language in languages else next(iter(languages), ""),
        part=part if part in Part.values or part == ALL else Part.WORKER,
        show=show if show in Standing.values or show == ALL else Standing.DRAFT,
        search=asked.get("q", "")[:LONGEST_SEARCH].strip(),
    )


def _page(
    request: HttpRequest, chosen: Chosen, languages: Sequence[str], *, wrong: Sequence[Line] = (), kept: int = 0
) -> HttpResponse:
    everything = sentences_in(chosen.language)
    fitting = [said for said in everything if chosen.fits(said)]
    found = [said for said in fitting if chosen.show in {ALL, said.standing}]
    start = start_of(request)
    lines = list(wrong) or [line_of(said) for said in found[start : start + PAGE]]
    context = {
        "chosen": chosen,
        "language_name": NAMES[chosen.language],
        "languages": _languages(chosen, languages),
        "parts": _parts(chosen, everything),
        "standings": _standings(chosen, fitting),
        "summary": _summary(everything),
        "lines": lines,
        "files": {kind: f"{reverse('desk:words_file')}?{_query(chosen, kind)}" for kind in exchange.KINDS},
        "wrong": bool(wrong),
        "kept": kept,
        "paging": Paging(chosen.address(), start, len(lines), len(found), PAGE),
    }
    return render(request, "desk/words.html", context, status=422 if wrong else 200)


def _query(chosen: Chosen, kind: str) -> str:
    return urlencode({"language": chosen.language, "part": chosen.part, "kind": kind})


def _languages(chosen: Chosen, languages: Sequence[str]) -> list[Chip]:
    return [Chip(NAMES[code], 0, chosen.address(language=code), code == chosen.language) for code in languages]


def _parts(chosen: Chosen, everything: Sequence[Said]) -> list[Chip]:
    left = Counter(said.sentence.part for said in everything if said.standing != Standing.CHECKED)
    parts = [Chip(str(part.label), left[part], chosen.address(part=part), chosen.part == part) for part in Part]
    return [*parts, Chip(_("All parts"), left.total(), chosen.address(part=ALL), chosen.part == ALL)]


def _standings(chosen: Chosen, fitting: Sequence[Said]) -> list[Chip]:
    counts = Counter(said.standing for said in fitting)
    chips = [
        Chip(str(standing.label), counts[standing], chosen.address(show=standing), chosen.show == standing)
        for standing in Standing
    ]
    return [*chips, Chip(_("All"), counts.total(), chosen.address(show=ALL), chosen.show == ALL)]


def _summary(everything: Sequence[Said]) -> str:
    of_workers = [said for said in everything if said.sentence.part == Part.WORKER]
    left = sum(said.standing != Standing.CHECKED for said in of_workers)
    if not left:
        return str(_DONE)
    words = _("%(left)d of the %(all)d sentences that workers see are not checked yet.")
    return words % {"left": left, "all": len(of_workers)}


_DONE = gettext_lazy("All sentences that workers see are checked: their screens no longer say that they are a draft.")
