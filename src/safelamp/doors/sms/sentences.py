"""What the dialogue by SMS says. Two segments at most in the GSM alphabet: a test counts them."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from safelamp.doors.look.emergency import numbers_of
from safelamp.doors.sms import keywords
from safelamp.engines.sealing import receipts
from safelamp.engines.writing.sms import Coding, coding_of
from safelamp.ground.languages import days
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.dialogue_state import DialogueState, Step
from safelamp.loop.reports.models import Harm, clock_of

MOST_LANGUAGES = 3  # offered in the first reply: each costs a dozen signs

_QUESTIONS = {
    Step.DANGER: gettext_lazy("Is someone in danger NOW? 1 yes, 2 no."),
    Step.PLACE: gettext_lazy("Send the code of the poster: 6 letters and digits."),
    Step.KIND: gettext_lazy(
        "What is it? 1 Danger. 2 Almost an accident. 3 Someone hurt. 4 Sick from work. 5 Punished for speaking up. "
        "6 Forced or child labour. 7 Violence, threats."
    ),
    Step.CALL: gettext_lazy("May a person of the union call this number? 1 yes, 2 no."),
    Step.WORDS: gettext_lazy(
        "Now write what is dangerous and where. Better no names: the phone company can read text messages."
    ),
    Step.CALL_BACK: gettext_lazy(
        "Do not write what happened: the phone company can read text messages. Write only when we may call this number."
    ),
}
CALL_BACK_HOSTILE = gettext_lazy(
    "Do not write what happened: the phone company can read text messages. Your number is not kept. Write only a time "
    "and a number where we may call."
)
NO_CODE = gettext_lazy("No code? Send 0.")
DELETE = gettext_lazy("Delete each message when you have read it.")
ADVICE = gettext_lazy("Get away. Warn others.")
NO_EMERGENCY_SERVICE = gettext_lazy("This is not an emergency service.")
CODE_UNKNOWN = gettext_lazy("No place has this code. It has 6 letters and digits, never 0, 1, I, L or O.")
KEPT = gettext_lazy("Your words are kept, sealed.")
NOT_KEPT = gettext_lazy("Your words could not be kept yet. Send them again at the end.")
NOT_UNDERSTOOD = gettext_lazy("Answer with one digit.")
WRITE_WORDS = gettext_lazy("Write it in words.")
NO_TEXT = gettext_lazy("Only text can be read here.")
ADDED = gettext_lazy("Added to your report.")
DELETED = gettext_lazy("Deleted here. Delete the messages on your phone too.")
PRACTICE = gettext_lazy("Practice only.")
TRY_AGAIN = gettext_lazy("We cannot take it now. Nothing was kept. Send it again in a few minutes.")
MANY = gettext_lazy("Many people ask just now. Try again in a minute.")
WRONG_RECEIPT = gettext_lazy("One digit of the code is not right. It has 20 digits. Look at your paper again.")
UNKNOWN_RECEIPT = gettext_lazy("Nothing is found with this code. The code of a destroyed report opens nothing.")
CODE_FIRST = gettext_lazy("Without the code of a poster we do not know who should read it. Ask a colleague for it.")


def question(state: DialogueState, *, goes_without_code: bool) -> str:
    """What is asked next; `goes_without_code` where somebody receives what comes without one."""
    if state.step is Step.CALL_BACK and state.hostile:
        return str(CALL_BACK_HOSTILE)
    asked = str(_QUESTIONS[state.step])
    if state.step is not Step.PLACE or state.is_placed:
        return asked
    if goes_without_code:
        return f"{asked} {NO_CODE}"
    return f"{asked} {CODE_FIRST}" if state.danger_now else asked


def languages(state: DialogueState, *, country: str) -> str:
    """How to choose another language, by a number: those that many workers of the country speak."""
    near = [code for code in [*keywords.spoken_near(country), "en"] if code != state.language][:MOST_LANGUAGES]
    plain = coding_of(str(DELETE)) is Coding.GSM
    return " ".join(f"{keywords.number_of_language(code)}={_name(code, plain=plain)}" for code in near)


def place(workplace: Workplace) -> str:
    """The check phrase of the poster, so that a swapped one is seen."""
    return f"{workplace.check_phrase}:"


def advice(organisation: Organisation | None) -> str:
    """What to do in danger, before anything else, with the numbers that the organisation confirmed."""
    numbers = [f"{each.words} {each.digits}" for each in numbers_of(organisation)] if organisation else []
    called = ", ".join(numbers) + "." if numbers else ""
    return " ".join(part for part in (str(ADVICE), called, str(NO_EMERGENCY_SERVICE)) if part)


def told(state: DialogueState, receipt: str, *, theirs: str, at: dt.datetime | None = None) -> str:
    """The last reply: the receipt, and when to ask again.

    With the number of the language behind the code, where it is not `theirs`, the organisation's: nobody keeps it.
    """
    code = " ".join(receipts.grouped(receipt))
    arrived = _("Received. Your code: {code}. Copy it to paper, then delete the messages.").format(code=code)
    clock = clock_of(state.lane, Harm.UNKNOWN, danger_now=state.danger_now)
    day = timezone.localdate((at or timezone.now()) + max(clock, dt.timedelta(days=1)))
    if state.language == theirs:
        again = _("For the answer send the code to this number, from {day} on.")
    else:
        again = _("For the answer send the code and {number} to this number, from {day} on.")
    number = keywords.number_of_language(state.language)
    return f"{arrived} {again.format(day=days.shown(day, days.DAY), number=number)}"


def _name(code: str, *, plain: bool) -> str:
    """The language's own name, or its English one where the own one would cost a text its alphabet."""
    own = dict(settings.WORKER_LANGUAGES)[code]
    if plain and coding_of(own) is not Coding.GSM:
        return str(get_language_info(code)["name"])
    return own
