"""Status by text message, where the worker chooses it: what the page offers, and what was typed."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from safelamp.engines.writing.dialling import Fault, NotANumber, dialled
from safelamp.ground.post import news
from safelamp.ground.post.news import Sentence, Wished
from safelamp.loop.reports.models import Lane, Report

WRONG: dict[Fault, Promise] = {
    Fault.NO_COUNTRY: gettext_lazy(
        "Begin with + and the number of the country. In place of the first 0, write for example +66 in Thailand or "
        "+855 in Cambodia."
    ),
    Fault.SHAPE: gettext_lazy("This is not a whole phone number: after the + come 7 to 15 digits."),
}


class Wrong(ValueError):
    """What was typed cannot be kept; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the page shows: whether it is chosen already, and the sentences to choose from."""

    chosen: bool
    sentences: tuple[tuple[str, str], ...]


def offer(report: Report) -> Offer | None:
    """Nothing where it is not set up, in a hostile profile, and in the restricted lane: that phone may be looked at."""
    if report.lane == Lane.RESTRICTED or report.shredded_on or not news.is_possible(report.organisation):
        return None
    return Offer(news.is_chosen(report.id), tuple((each.value, str(each.label)) for each in Sentence))


def choose(request: HttpRequest, report: Report) -> str:
    """Keeps the number that was typed and says so; raises Wrong."""
    if offer(report) is None:
        raise Wrong(_("Messages are not possible here. Come back with your code."))
    try:
        number = dialled(request.POST.get("number", "")[:60])
    except NotANumber as error:
        raise Wrong(str(WRONG[error.fault])) from error
    said = request.POST.get("sentence", "")
    sentence = Sentence(said) if said in Sentence.values else Sentence.NEWS
    wished = Wished(number, get_language() or "en", sentence)
    news.choose(report.id, wished, organisation=report.organisation)
    return _("Kept. When there is news, a message comes on the next day, between 9 and 18 o’clock.")


def stop(report: Report) -> str:
    """Takes the number away and says so."""
    news.stop(report.id)
    return _("The number is gone. No message comes any more.")
