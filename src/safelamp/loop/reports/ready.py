"""Ready sentences: chosen, not typed, and shown in each reader's own language."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.ground.languages import days
from safelamp.loop.reports.words import MessageWords


class ReadyUse(StrEnum):
    """Where a ready sentence stands in the talk."""

    ANSWER = "answer"  # the union says
    QUESTION = "question"  # the union asks
    REPLY = "reply"  # the reporter says
    FLOOR = "floor"  # the union asks by an act of its own, with words or buttons that belong to it


@dataclass(frozen=True, slots=True)
class Ready:
    """One sentence. `needs_day` where it names a day; `replies` are what a reporter may choose to answer."""

    key: str
    use: ReadyUse
    sentence: Promise | str
    needs_day: bool = False
    replies: tuple[str, ...] = ()


_YES_NO = ("yes", "no", "not_sure")
# What the reporter says about the wall holds at once, whatever the union asked last: see hanging.py.
MAY_HANG, HANG_YES, HANG_NO = "may_hang", "hang_yes", "hang_no"
_A, _Q, _R = ReadyUse.ANSWER, ReadyUse.QUESTION, ReadyUse.REPLY

_ALL = (
    Ready("received", _A, _("We have read your report. A person from the union is working on it.")),
    Ready("come_on", _A, _("We come to your workplace on {day}."), needs_day=True),
    Ready("spoke_employer", _A, _("We have spoken with the employer. We did not say who told us.")),
    Ready("employer_promised", _A, _("The employer has promised to fix it by {day}."), needs_day=True),
    Ready("employer_refused", _A, _("The employer does not agree. We go on.")),
    Ready("keep_away", _A, _("Keep away from the danger until we tell you that it is fixed.")),
    Ready("no_name_used", _A, _("Nobody at the employer knows that you told us.")),
    Ready("inspector_asked", _A, _("We have asked the labour inspectorate to come.")),
    Ready("see_doctor", _A, _("Please see a doctor. Say that it may come from your work.")),
    Ready("keep_papers", _A, _("Keep your papers and pay slips in a safe place.")),
    Ready("meet_us", _A, _("You can meet us without anybody from the employer. Write where and when it is safe.")),
    Ready("thank_you", _A, _("Thank you. Other workers are safer because you told us.")),
    Ready("which_machine", _Q, _("Which machine or which place is it?")),
    Ready("still_so", _Q, _("Is it still so today?"), replies=_YES_NO),
    Ready("may_tell_employer", _Q, _("May we tell the employer, without saying who told us?"), replies=_YES_NO),
    Ready("may_visit", _Q, _("Is it safe for you if we visit the workplace?"), replies=_YES_NO),
    Ready("anyone_hurt", _Q, _("Was anyone hurt?"), replies=_YES_NO),
    Ready("others_too", _Q, _("Can it hurt other people too?"), replies=_YES_NO),
    Ready("which_shift", _Q, _("In which shift does it happen: day, evening or night?")),
    Ready("since_when", _Q, _("Since when has it been like this?")),
    Ready("supervisor_knows", _Q, _("Does the supervisor know about it?"), replies=_YES_NO),
    Ready("are_you_safe", _Q, _("Are you safe now?"), replies=_YES_NO),
    Ready("send_photo", _Q, _("Can you send a photo without faces, if that is safe for you?"), replies=_YES_NO),
    Ready("what_would_help", _Q, _("What would make it safe? You know the work best.")),
    Ready(
        MAY_HANG, ReadyUse.FLOOR,
        _("May we hang this answer on the wall at your workplace, without anything about you?"),
        replies=(HANG_YES, HANG_NO),
    ),
    Ready("really_fixed", ReadyUse.FLOOR, _("Is it really fixed? You decide.")),
    Ready("yes", _R, _("Yes.")),
    Ready("no", _R, _("No.")),
    Ready("not_sure", _R, _("I am not sure.")),
    Ready("call_not", _R, _("Please do not call me.")),
    Ready("do_not_visit_yet", _R, _("Please do not visit yet. People would know that it was me.")),
    Ready(HANG_YES, _R, _("Yes, you may hang it on the wall.")),
    Ready(HANG_NO, _R, _("No, do not hang it on the wall.")),
    Ready("worse_now", _R, _("It has become worse.")),
)  # fmt: skip

READY = {ready.key: ready for ready in _ALL}


def for_use(use: ReadyUse) -> list[Ready]:
    """The sentences of one use, in their order."""
    return [ready for ready in _ALL if ready.use == use]


def said(words: MessageWords) -> str:
    """A message's words, or its ready sentence with the day, in the reader's language."""
    ready = READY.get(words.ready)
    if ready is None:
        return words.text
    day = parse_date(words.day) if words.day else None
    sentence = str(ready.sentence).format(day=days.shown(day, days.WHOLE_DAY) if day else "")
    return f"{sentence}\n{words.text}" if words.text else sentence
