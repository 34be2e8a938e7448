"""What can be read aloud: a key for each screen of the worker door, and the digits of a code."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.ground.standards.hazards import body_parts, hazards


@dataclass(frozen=True, slots=True)
class Aloud:
    """A screen that can be read aloud: what it is called at the desk, and the sentences to read."""

    key: str
    name: str | Promise
    sentences: tuple[str | Promise, ...] = ()

    @property
    def words(self) -> list[str]:
        """What to read, in the active language."""
        pictures = [each.name for each in hazards().values()] if self.key == "pictures" else []
        parts = [each.name for each in body_parts().values()] if self.key == "body" else []
        return [*(str(each) for each in self.sentences), *pictures, *parts]


DIGITS = tuple(f"digit-{number}" for number in range(10))
_SCREENS = (
    Aloud("pictures", _("First screen: the pictures"), (
        _("Is anyone in danger right now? Touch here first."), _("What is it about? Choose a picture."),
    )),
    Aloud("kind", _("What happened"), (
        _("I see something dangerous"), _("Something almost hurt someone"), _("Someone was hurt"),
        _("Work is making someone sick"), _("Someone was punished for speaking up"),
        _("Forced to work, or a child at work"),
    )),
    Aloud("union", _("Which union"), (
        _("Where is it?"), _("The code on the poster"), _("No code? Who should get your report?"),
    )),
    Aloud("place", _("Where"), (_("Where is it?"),)),
    Aloud("harm", _("How bad"), (
        _("How badly?"), _("Small injury, kept working"), _("Needed treatment or missed work"),
        _("Hospital or lasting damage"), _("Someone died"),
    )),
    Aloud("body", _("Part of the body"), (_("Where on the body?"),)),
    Aloud("words", _("Last screen: own words"), (
        _("Tell us in your own way"), _("What happened? You can leave this empty."),
        _("Do not write names. Do not show faces."), _("Who may know it was you?"),
    )),
    Aloud("danger_now", _("Advice in danger"), (
        _("Get safe first"), _("Move away from the danger."), _("Warn people near you."),
        _("Tell your supervisor or safety representative."), _("This form is not an emergency service."),
    )),
    Aloud("rights", _("My rights"), (
        _("My rights"),
        _("A safe and healthy place to work is a basic right of every worker in the world. The International Labour "
          "Organization decided this in 2022."),
        _("Ask your union what the law says here."),
        _("If you see serious danger: move away, warn others, and tell someone at once."),
        _("We do not ask for your name. In a small group, people may still guess. Whoever holds your phone can see "
          "that you were on this page."),
    )),
    Aloud("receipt", _("The code"), (
        _("Thank you. Your report has arrived."), _("Write it down. It is the only way to see the answer."),
        _("Write it on paper, in five groups. Show it to no one."),
    )),
    Aloud("follow_code", _("Check my report: typing the code"), (_("Check my report"), _("Your code: 20 digits"))),
    Aloud("follow", _("Check my report: what happened"), (_("What happened with my report"),)),
)  # fmt: skip
_SPOKEN_DIGITS = tuple(Aloud(key, key[-1], (key[-1],)) for key in DIGITS)
ALOUD: Mapping[str, Aloud] = {each.key: each for each in (*_SCREENS, *_SPOKEN_DIGITS)}
