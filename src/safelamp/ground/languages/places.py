"""Where a sentence stands, in plain words: reviewers see it beside the English, and choose what to read by it."""

from dataclasses import dataclass
from functools import cache

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """The parts of the product, in the order in which they are worth checking."""

    WORKER = "worker", _("What workers see")
    POSTER = "poster", _("Poster")
    PUBLIC = "public", _("Public record")
    DESK = "desk", _("Desk")
    LAW = "law", _("Law and standards")
    NAMES = "names", _("Names of countries and industries")


FOR_WORKERS = frozenset({Part.WORKER, Part.POSTER})  # spoken in all languages of workers; the rest in those of the desk


@dataclass(frozen=True, slots=True)
class Place:
    """Files that begin with `prefix`, the part that they belong to, and the words for it."""

    prefix: str
    part: Part
    words: Promise | str


# The first that fits counts, so narrower prefixes stand above wider ones; the order is that of the worker's way.
PLACES = (
    Place("doors/worker/templates/worker/danger_now", Part.WORKER, _("worker: advice when there is danger now")),
    Place("doors/worker/templates/worker/pictures", Part.WORKER, _("worker: first screen, the pictures")),
    Place("ground/standards/data/hazards", Part.WORKER, _("worker: names of the dangers on the first screen")),
    Place("ground/standards/hazards", Part.WORKER, _("worker: names of the dangers on the first screen")),
    Place("doors/worker/templates/worker/frame", Part.WORKER, _("worker: on every screen")),
    Place("doors/worker/templates/worker/tabs", Part.WORKER, _("worker: on every screen")),
    Place("doors/worker/templates/worker/kind", Part.WORKER, _("worker: what kind of thing happened")),
    Place("loop/reports/models/renderings", Part.DESK, _("desk: words in another language")),
    Place("loop/reports/models/times", Part.DESK, _("desk: overview")),
    Place("loop/reports/models", Part.WORKER, _("worker: answers to choose from; the desk shows them too")),
    Place("doors/worker/templates/worker/union", Part.WORKER, _("worker: which union receives it")),
    Place("doors/worker/templates/worker/place", Part.WORKER, _("worker: where it is")),
    Place("doors/worker/templates/worker/harm", Part.WORKER, _("worker: how bad")),
    Place("doors/worker/templates/worker/body", Part.WORKER, _("worker: part of the body")),
    Place("ground/standards/data/body", Part.WORKER, _("worker: part of the body")),
    Place("doors/worker/templates/worker/words", Part.WORKER, _("worker: own words, who may know, Send")),
    Place("loop/reports/words", Part.WORKER, _("worker: when, and who may know")),
    Place("doors/worker/templates/worker/receipt", Part.WORKER, _("worker: the receipt")),
    Place("doors/worker/templates/worker/follow", Part.WORKER, _("worker: what happened with my report")),
    Place("doors/worker/templates/worker/rights", Part.WORKER, _("worker: my rights")),
    Place("loop/reports/ready", Part.WORKER, _("ready sentences between worker and union")),
    Place("loop/actions/timeline", Part.WORKER, _("worker: what happened with my report")),
    Place("loop/actions/closing", Part.WORKER, _("worker: what happened with my report")),
    Place("doors/worker/", Part.WORKER, _("worker: messages of the screens")),
    Place("doors/sms/", Part.WORKER, _("worker: text messages")),
    Place("loop/reports/looking", Part.WORKER, _("worker: the receipt")),
    Place("loop/reports/dialogue", Part.WORKER, _("worker: text messages")),
    Place("doors/look/templates/look/away", Part.WORKER, _("the dull page that Leave opens")),
    Place("doors/look/templates/look/start", Part.PUBLIC, _("start page")),
    Place("doors/look/templates/look/frame_public", Part.PUBLIC, _("public pages: on every page")),
    Place("doors/look/", Part.WORKER, _("on every page: headings, errors, menu")),
    Place("ground/languages/borrowed", Part.WORKER, _("days, months, and what is wrong in a form")),
    Place("doors/desk/templates/desk/parts/slip", Part.POSTER, _("slip that is handed to a worker")),
    Place("doors/desk/templates/desk/parts/sms", Part.POSTER, _("poster")),
    Place("doors/desk/templates/desk/paper_form", Part.POSTER, _("paper forms and cards")),
    Place("doors/desk/templates/desk/paper_cards", Part.POSTER, _("paper forms and cards")),
    Place("doors/desk/templates/desk/wall/sheet", Part.POSTER, _("sheet for the wall")),
    Place("doors/desk/templates/desk/poster", Part.POSTER, _("poster")),
    Place("doors/desk/views/poster", Part.POSTER, _("poster")),
    Place("doors/public/", Part.PUBLIC, _("public record")),
    Place("record/", Part.PUBLIC, _("public record")),
    Place("ground/standards/data/countries.json", Part.NAMES, _("names of countries")),
    Place("ground/standards/data/isic", Part.NAMES, _("names of industries")),
    Place("ground/languages/spoken", Part.NAMES, _("names of languages")),
    Place("ground/standards/", Part.LAW, _("law and standards; whether the law is right is checked elsewhere")),
    Place("doors/desk/audit_words", Part.DESK, _("desk: who did what")),
    Place("doors/desk/templates/desk/register", Part.DESK, _("desk: register")),
    Place("doors/desk/forms/register", Part.DESK, _("desk: register")),
    Place("loop/register", Part.DESK, _("desk: register")),
    Place("doors/desk/templates/desk/inbox", Part.DESK, _("desk: inbox")),
    Place("doors/desk/views/inbox", Part.DESK, _("desk: inbox")),
    Place("loop/cases", Part.DESK, _("desk: cases")),
    Place("loop/actions", Part.DESK, _("desk: actions")),
    Place("loop/duty", Part.DESK, _("desk: duty and the bell")),
    Place("ground/post", Part.DESK, _("mail and messages to members")),
    Place("ground/organisations/policy", Part.DESK, _("desk: who may see what")),
    Place("insight/", Part.DESK, _("desk: overview")),
    Place("doors/desk/", Part.DESK, _("desk")),
    Place("", Part.DESK, _("desk")),
)
_ORDER = {part: number for number, part in enumerate(Part)}


def place_of(file: str) -> Place:
    """The place of one file of the package."""
    return next(place for place in PLACES if file.startswith(place.prefix))


@cache
def places_of(files: tuple[str, ...]) -> tuple[Place, ...]:
    """The places of a sentence, the most important first, each once."""
    found = {str(place.words): place for place in map(place_of, files or ("",))}
    return tuple(sorted(found.values(), key=lambda place: (_ORDER[place.part], PLACES.index(place))))


@cache
def rank(files: tuple[str, ...]) -> tuple[int, int]:
    """Where a sentence stands in the order of reading."""
    first = places_of(files)[0]
    return _ORDER[first.part], PLACES.index(first)
