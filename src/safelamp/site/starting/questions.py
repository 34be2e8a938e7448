"""The questions of `safelamp start`, in their order: what is asked, what is taken when nothing is typed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from safelamp.doors.look.own_address import public_address
from safelamp.ground.organisations.models import OrganisationKind, Profile
from safelamp.ground.standards.sectors import sectors
from safelamp.site.starting import answers
from safelamp.site.starting.answers import Known, NotThat

_SPOKEN_IN = {"TH": "th", "KH": "km"}


def _nothing(_known: Known) -> str | None:
    return None


def _always(_known: Known) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `default` gives None where an answer is needed; `choices` are lines shown above it."""

    name: str
    asks: str
    check: Callable[[str, Known], str]
    default: Callable[[Known], str | None] = _nothing
    asked: Callable[[Known], bool] = _always
    choices: Callable[[], Sequence[str]] = tuple

    @property
    def option(self) -> str:
        """Its option on the command line."""
        return "--" + self.name.replace("_", "-")

    def answered(self, typed: str, known: Known) -> str:
        """The canonical answer, the default where nothing was typed; raises NotThat."""
        if typed:
            return self.check(typed, known)
        given = self.default(known)
        if given is None:
            raise NotThat("This cannot stay empty.")
        return given


def _numbered(labels: Sequence[tuple[str, str]]) -> Callable[[], Sequence[str]]:
    return lambda: [f"{number}  {value:9} {label}" for number, (value, label) in enumerate(labels, 1)]


def _sections() -> Sequence[str]:
    return [f"{each.code}  {each.title}" for each in sectors().values() if len(each.code) == 1]


def _is_hostile(known: Known) -> bool:
    return known["profile"] == Profile.HOSTILE


QUESTIONS: tuple[Question, ...] = (
    Question("organisation", "What is the name of your organisation?", answers.name),
    Question(
        "kind", "What kind of organisation is it?", answers.kind, lambda _: OrganisationKind.UNION,
        choices=_numbered([(each.value, str(each.label)) for each in OrganisationKind]),
    ),
    Question("country", "In which country? (code of two letters or English name)", answers.country),
    Question(
        "language", "Which language do most of its people read?", answers.language,
        lambda known: _SPOKEN_IN.get(known["country"], "en"), choices=_numbered(settings.LANGUAGES),
    ),
    Question(
        "profile", "Is it dangerous there to belong to the union, or to report? Then choose hostile.", answers.profile,
        lambda _: Profile.OPEN, choices=_numbered([(each.value, str(each.label)) for each in Profile]),
    ),
    Question(
        "neutral_name", "Which name may strangers see on screens and posters? It must give nothing away.",
        answers.neutral_name, asked=_is_hostile,
    ),
    Question(
        "officer", "Log-in name of the first officer? (a nickname is welcome; no e-mail address)", answers.log_in_name
    ),
    Question("workplace", "Name of the first workplace? (as the people there call it)", answers.name),
    Question("employer", "Employer who runs the site?", answers.name, lambda known: known["workplace"]),
    Question(
        "sector", "What is done there? (a letter or code from the list of ISIC, or an English word)", answers.sector,
        choices=_sections,
    ),
    Question("place", "Town or district? (may stay empty)", answers.town, lambda _: ""),
    Question(
        "address", "Which address do workers open? (for the poster, such as https://lamp.example.org)",
        answers.address, lambda _: public_address(),
    ),
)  # fmt: skip


def from_options(given: Mapping[str, str | None]) -> dict[str, str]:
    """All answers from the options of the command line; raises NotThat, which names each missing or wrong one."""
    known: dict[str, str] = {}
    wrong: list[str] = []
    for question in QUESTIONS:
        if wrong or not question.asked(known):
            known[question.name] = ""
            wrong += _missing(question, given) if wrong else []
            continue
        try:
            known[question.name] = question.answered((given[question.name] or "").strip(), known)
        except NotThat as error:
            wrong.append(f"{question.option}: {error}")
    if wrong:
        raise NotThat("\n".join(wrong))
    return known


def _missing(question: Question, given: Mapping[str, str | None]) -> list[str]:
    needed = question.default is _nothing and question.asked is _always
    return [f"{question.option}: This cannot stay empty."] if needed and not given[question.name] else []
