"""The last screen: words, photo and consent, read from the form into one Telling."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from safelamp.doors.worker.screens import PEOPLE
from safelamp.doors.worker.way import Way
from safelamp.engines.writing.cleaning import clean
from safelamp.ground.apart import anew
from safelamp.ground.vault.models import Audience
from safelamp.loop.reports.models import Kind, PlaceKind
from safelamp.loop.reports.receiving import Telling
from safelamp.loop.reports.words import LONGEST_CONTACT, LONGEST_STORY, ReportWords, When, WhoMayKnow

UPLOAD_DROPPED = "safelamp.upload_dropped"
SHUT = (Audience.READERS, Audience.NO_REPRESENTATIVES, Audience.NO_FOCAL_POINTS)

# As the form says it: its values can be read in the page, where no word may tell who receives it.
PAST_THE_UNION = "past"
WHO = {"no_one": WhoMayKnow.NOBODY, "inside": WhoMayKnow.UNION, "employer": WhoMayKnow.EMPLOYER}


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with Send: clean values; after `with_photo` the stripped photo, and whether one was left out.

    `kept` is everything that was written, by field, also what is too long to be sealed.
    """

    words: ReportWords
    kept: dict[str, str]
    shut_to: Audience
    past_the_union: bool
    errors: dict[str, str]
    photo: bytes = b""
    photo_left_out: bool = False

    @property
    def shut(self) -> str:
        """The choice of whom to hide it from, as the form says it: it must stand when the page is shown again."""
        return PAST_THE_UNION if self.past_the_union else self.shut_to.value


def read(request: HttpRequest, way: Way) -> Sent:
    """Reads the form; what is wrong stands in `errors` by field, and nothing that was written is lost."""
    posted = request.POST
    story, contact, place = (clean(posted.get(name, "")) for name in ("story", "contact", "place"))
    errors = {
        name: _("This is too long: {count} signs, at most {most}. Shorten it and send again.").format(
            count=len(text), most=most
        )
        for name, text, most in (
            ("story", story, LONGEST_STORY),
            ("contact", contact, LONGEST_CONTACT),
            ("place", place, LONGEST_CONTACT),
        )
        if len(text) > most
    }
    words = ReportWords(
        story=story[:LONGEST_STORY],
        contact=contact[:LONGEST_CONTACT],
        place=place[:LONGEST_CONTACT] if way.place_kind != PlaceKind.WORKPLACE else "",
        body_part=way.body_part if way.somebody_is_hurt else "",
        people=_one_of(posted.get("people", ""), PEOPLE, ""),
        when=_one_of(posted.get("when", ""), When.values, When.NOW),
        who_may_know=WHO.get(posted.get("who", ""), WhoMayKnow.NOBODY),
        language=way.language,
    )
    return Sent(
        words=words,
        kept={"story": story, "contact": contact, "place": place},
        shut_to=Audience(_one_of(posted.get("shut", ""), [each.value for each in SHUT], Audience.READERS)),
        past_the_union=posted.get("shut") == PAST_THE_UNION,
        errors=errors,
    )


def with_photo(request: HttpRequest, sent: Sent) -> Sent:
    """The same with the photo that came: looked at only when the words can be sealed with it."""
    photo, left_out = read_photo(request)
    return replace(sent, photo=photo, photo_left_out=left_out)


def read_photo(request: HttpRequest) -> tuple[bytes, bool]:
    """The stripped photo, if one came, and whether one was left out because it could not be kept."""
    left_out = bool(request.META.get(UPLOAD_DROPPED))
    uploaded = request.FILES.get("photo")
    if uploaded is None or not uploaded.size:
        return b"", left_out
    try:
        return anew.in_line(anew.photo, uploaded.read()), left_out
    except anew.NotMade:
        return b"", True


def as_telling(way: Way, sent: Sent, *, receiver: Way) -> Telling:
    """The report to be sealed; `receiver` is the way with whom it goes to."""
    return Telling(
        secret=bytes.fromhex(way.secret),
        organisation=receiver.organisation_row,
        workplace=way.workplace_row,
        kind=Kind(way.kind),
        hazard=way.hazard,
        danger_now=way.danger_now,
        harm=way.harm_said,
        place_kind=PlaceKind(way.place_kind),
        shut_to=sent.shut_to,
        words=sent.words,
        photo=sent.photo,
    )


def _one_of(value: str, allowed: list[str] | tuple[str, ...], otherwise: str) -> str:
    return value if value in allowed else otherwise
