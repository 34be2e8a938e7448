"""Sentences to check, as the page shows them and as its form sends them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from safelamp.ground.languages.checks import tidied
from safelamp.ground.languages.operations import Given
from safelamp.ground.languages.places import Part
from safelamp.ground.languages.queries import Said
from safelamp.ground.languages.sentences import mark_of

MOST_AT_ONCE = 40  # sentences of one form; a page has 20
SIGNS_A_ROW = 32
MOST_ROWS = 8


@dataclass(frozen=True, slots=True)
class Field:
    """One place to write: its name in the form, what it is for where there are several, and its text."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its fields, filled with its words or with what was typed and could not be kept."""

    said: Said
    fields: Sequence[Field]
    faults: Sequence[str] = ()
    ticked: bool = False

    @property
    def where(self) -> str:
        """Where it is used, in plain words."""
        return " · ".join(str(place.words) for place in self.said.sentence.places)

    @property
    def hint(self) -> str:
        """What a reviewer must know about the words."""
        if self.said.sentence.part == Part.LAW:
            return _("Check the words only. Whether the law is right is checked by a lawyer, elsewhere.")
        return ""

    @property
    def rows(self) -> int:
        """How high the field is."""
        longest = max(len(text) for text in [self.said.sentence.source, *(field.text for field in self.fields)])
        return min(MOST_ROWS, 1 + longest // SIGNS_A_ROW)

    @property
    def seen(self) -> str:
        """Names of the words that hold now and of what nobody typed: the form sends them back."""
        held = self.said.seen if self.ticked else mark_of(*(field.text for field in self.fields))
        return f"{self.said.seen}.{held}"


def line_of(said: Said, *, typed: Given | None = None, faults: Sequence[str] = ()) -> Line:
    """A sentence to check; `typed` is what was sent and refused."""
    texts = typed.words if typed else _proposed(said)
    fields = [
        Field(f"said-{said.sentence.mark}-{number}", _label(number, said.sentence.forms), text)
        for number, text in enumerate(texts)
    ]
    return Line(said, fields, faults, ticked=typed is not None)


def given_in(posted: QueryDict, known: Mapping[str, Said]) -> list[Given]:
    """What the form says about sentences that were changed or ticked; what was left as it was is left out."""
    given = []
    for mark, said in known.items():
        words = tuple(posted.get(f"said-{mark}-{number}", "") for number in range(said.sentence.forms))
        seen, _dot, held = posted.get(f"seen-{mark}", "").partition(".")
        if f"checked-{mark}" in posted or mark_of(*map(tidied, words)) != held:
            given.append(Given(mark, words, seen))
    return given


def marks_in(posted: QueryDict) -> list[str]:
    """The sentences that the form names."""
    return [name.removeprefix("seen-") for name in posted if name.startswith("seen-")][:MOST_AT_ONCE]


def _proposed(said: Said) -> Sequence[str]:
    """The words of the sentence; where the English changed, those of the one before."""
    return said.once.words if said.once and len(said.once.words) == said.sentence.forms else said.words


def _label(number: int, forms: int) -> str:
    return (
        _("Form %(number)d of %(forms)d") % {"number": number + 1, "forms": forms}
        if forms > 1
        else _("In your language")
    )
