"""How to begin by SMS, as paper shows it: the workplace's code, and the number to which it is sent."""

from dataclasses import dataclass

from django.conf import settings

from safelamp.ground.languages import days
from safelamp.ground.organisations import sms_numbers
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.workplaces.models import CODE_LENGTH, Workplace


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A number in groups; `own` the same in the reader's digits, where those are not the ones on a telephone."""

    operator: str
    digits: str
    own: str


@dataclass(frozen=True, slots=True)
class SmsWay:
    """What is sent, in two halves and spelled for those who hear it, and to which of the numbers."""

    code: str
    spelled: str
    numbers: tuple[PaperNumber, ...]


def gateway_is_there() -> bool:
    """Whether this server takes text messages; the demonstration shows how it looks where one does."""
    return settings.DEMONSTRATION or any(settings.SMS_SECRETS.values())


def way_for(workplace: Workplace | None, *, organisation: Organisation) -> SmsWay | None:
    """The way, in the language that is spoken now; None where no number is printed, or no place told."""
    numbers = sms_numbers.printed_by(organisation) if gateway_is_there() else []
    if workplace is None or not numbers:
        return None
    code, half = workplace.code, CODE_LENGTH // 2
    return SmsWay(f"{code[:half]} {code[half:]}".strip(), ", ".join(code), tuple(map(_on_paper, numbers)))


def _on_paper(number: sms_numbers.SmsNumber) -> PaperNumber:
    digits = " ".join(number.groups)
    own = days.in_own_digits(digits)
    return PaperNumber(number.operator, digits, own if own != digits else "")
