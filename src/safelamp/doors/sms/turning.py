"""What a message changes in a dialogue: its answers, and what of it is words. Keeps nothing, sends nothing."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise

from safelamp.doors.sms import keywords, sentences
from safelamp.doors.sms.keywords import Meaning
from safelamp.doors.sms.scripts import language_written
from safelamp.doors.sms.understanding import digits_in, looks_like_a_code, possible_codes, without
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.workplaces import queries as workplaces
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.dialogue_state import NOT_SURE, DialogueState, Step
from safelamp.loop.reports.models import Kind
from safelamp.loop.reports.without_code import WithoutCode

_KINDS = {
    1: (Kind.HAZARD, NOT_SURE),
    2: (Kind.NEAR_MISS, NOT_SURE),
    3: (Kind.INJURY, NOT_SURE),
    4: (Kind.ILLNESS, NOT_SURE),
    5: (Kind.RETALIATION, NOT_SURE),
    6: (Kind.FORCED, NOT_SURE),
    7: (Kind.HAZARD, "violence"),
}
_YES_NO = {1: "yes", 2: "no"}
_MEANT = {Meaning.YES: 1, Meaning.NO: 2, Meaning.DANGER: 1}
_BEFORE_A_PLACE = frozenset({Step.DANGER, Step.CALL, Step.PLACE})
_FREE = frozenset({Step.WORDS, Step.CALL_BACK})


@dataclass(frozen=True, slots=True, repr=False)
class Turn:
    """The dialogue after one message. `early` are words before their turn, `final` those that were asked for.

    `problem` is what could not be understood; `workplace` the place whose code came with this message.
    """

    state: DialogueState
    early: str = ""
    final: str = ""
    problem: str | Promise = ""
    workplace: Workplace | None = None


def turned(state: DialogueState, text: str, *, without_code: WithoutCode) -> Turn:
    """Reads one message into the dialogue; `without_code` says who receives it where no code comes."""
    workplace, rest = _code_in(text)
    if workplace is not None and (not state.workplace or not rest):
        state = at_workplace(state, workplace)
    else:
        workplace, rest = None, text
    if not rest:
        return Turn(state, workplace=workplace, problem="" if text else sentences.NO_TEXT)
    if not workplace and state.step in _BEFORE_A_PLACE and not state.is_placed and looks_like_a_code(rest):
        return Turn(state, problem=sentences.CODE_UNKNOWN)
    return replace(_answered(state, rest, without_code), workplace=workplace)


def receives_without_code(state: DialogueState, without_code: WithoutCode) -> Organisation | None:
    """Who receives it where the worker says that there is no code."""
    return without_code.in_danger if state.danger_now else without_code.alone


def at_workplace(state: DialogueState, workplace: Workplace) -> DialogueState:
    """The dialogue at the place of a code; its organisation's language, unless another was chosen."""
    organisation = workplace.organisation
    state = replace(state, workplace=workplace.id.hex)
    return _to(state, organisation)


def _to(state: DialogueState, organisation: Organisation) -> DialogueState:
    language = state.language
    if not state.chose_language and organisation.language in keywords.settings_codes():
        language = organisation.language
    return replace(state, organisation=organisation.id.hex, hostile=organisation.is_hostile, language=language)


def _code_in(text: str) -> tuple[Workplace | None, str]:
    for code in possible_codes(text):
        workplace = workplaces.by_code(code)
        if workplace is not None and workplace.organisation.takes_reports:
            return workplace, without(text, code)
    return None, text


def _answered(state: DialogueState, text: str, without_code: WithoutCode) -> Turn:
    numbers = digits_in(text)
    if state.step in _FREE:
        return _last(state, text, numbers)
    if numbers:
        return _by_digits(state, numbers, without_code)
    meant = keywords.meaning_of(text, language=state.language)
    if meant is None:
        language = None if state.chose_language else language_written(text)
        state = replace(state, grave=state.grave or keywords.is_grave(text))
        return Turn(speaking(state, language) if language else state, early=text)
    meaning, language = meant
    if not state.chose_language and language != state.language and meaning is not Meaning.YES:
        state = speaking(state, language)
    if meaning in _MEANT and _asks_yes_or_no(state, meaning):
        return _by_digits(state, [_MEANT[meaning]], without_code)
    return Turn(speaking(state, language) if meaning is Meaning.LANGUAGE else state)


def speaking(state: DialogueState, language: str) -> DialogueState:
    """The dialogue in another language."""
    return replace(state, language=language, chose_language=True)


def _asks_yes_or_no(state: DialogueState, meaning: Meaning) -> bool:
    return state.step is Step.DANGER or (state.step is Step.CALL and meaning is not Meaning.DANGER)


def _last(state: DialogueState, text: str, numbers: list[int]) -> Turn:
    """The words that were asked for; a lone digit is an answer to nothing, but a time may be digits only."""
    if numbers and state.step is Step.WORDS:
        language = keywords.language_of_number(numbers[0]) if len(numbers) == 1 else None
        return Turn(speaking(state, language)) if language else Turn(state, problem=sentences.WRITE_WORDS)
    return Turn(state, final=text)


def _by_digits(state: DialogueState, numbers: list[int], without_code: WithoutCode) -> Turn:
    for number in numbers:
        after = _by_digit(state, number, without_code)
        if after is None:
            return Turn(state, problem=_misses(state, number))
        state = after
    return Turn(state)


def _by_digit(state: DialogueState, number: int, without_code: WithoutCode) -> DialogueState | None:
    """The dialogue after one number; None where the number answers nothing."""
    language = keywords.language_of_number(number)
    if language:
        return speaking(state, language)
    if state.step is Step.DANGER and number in _YES_NO:
        return replace(state, danger=_YES_NO[number])
    if state.step is Step.CALL and number in _YES_NO:
        return replace(state, call=_YES_NO[number])
    if state.step is Step.KIND and number in _KINDS:
        kind, hazard = _KINDS[number]
        return replace(state, kind=kind.value, hazard=hazard)
    if state.step is Step.PLACE and number == 0 and (receiver := receives_without_code(state, without_code)):
        return _to(replace(state, without_code=True), receiver)
    return None


def _misses(state: DialogueState, number: int) -> str | Promise:
    if state.step is not Step.PLACE:
        return sentences.NOT_UNDERSTOOD
    return sentences.CODE_FIRST if number == 0 else sentences.CODE_UNKNOWN
