"""What can be done to an alert at the desk: one row an act. Addresses, pages and buttons follow from it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.forms import alerts as forms
from safelamp.doors.desk.forms.alerts import AlertForm
from safelamp.ground.organisations.models import Member
from safelamp.insight.alerts.models import Alert
from safelamp.insight.alerts.queries import may_handle
from safelamp.insight.alerts.states import AlertState, AlertVerb, verbs_from


@dataclass(frozen=True, slots=True)
class Act:
    """An act: the verb of the table of states, its words, its form. Nothing is coloured: a person judges."""

    path: str
    verb: AlertVerb
    question: Promise | str
    button: Promise | str
    hint: Promise | str
    form: type[AlertForm]
    done: str


ACTS: dict[str, Act] = {
    "verify_alert": Act(
        "real", AlertVerb.VERIFY, _("Is it real?"), _("It is real"),
        _("Ask or look first. Is it the same danger in several places? Was something counted twice? Or do more people "
          "tell, because of a training or a poster?"),
        forms.VerifyForm, "alert_verified",
    ),
    "alert_not_real": Act(
        "not-real", AlertVerb.FIND_NOT_REAL, _("Why is it not real?"), _("It is not real"),
        _("The alert is closed. Your answer counts: it shows how often alerts are right."),
        forms.WordsForm, "alert_closed",
    ),
    "alert_cannot_tell": Act(
        "cannot-tell", AlertVerb.CANNOT_TELL, _("Why can nobody tell?"), _("Nobody can tell"),
        _("The alert is closed. It counts neither as right nor as wrong."),
        forms.WordsForm, "alert_closed",
    ),
    "assess_alert": Act(
        "assess", AlertVerb.ASSESS, _("How great is the risk?"), _("Assess it"),
        _("It is real. Now judge it: this decides who has to act, and how soon."),
        forms.AssessForm, "alert_assessed",
    ),
    "act_on_alert": Act(
        "act", AlertVerb.ACT, _("What was done about it?"), _("Write down what was done"),
        _("Open a case, join one, visit, write to the employer: then write it down here."),
        forms.ActForm, "alert_acted",
    ),
    "close_alert": Act(
        "close", AlertVerb.CLOSE, _("How did it end?"), _("Close it"),
        _("One or two sentences: what was found, what changed, what stays open in a case."),
        forms.EndForm, "alert_closed",
    ),
    "note_on_alert": Act(
        "note", AlertVerb.NOTE, _("What should others know?"), _("Keep the note"),
        _("Everybody who may read this alert can read the note. No names of people."),
        forms.WordsForm, "noted",
    ),
    "merge_alert": Act(
        "merge", AlertVerb.MERGE, _("Is it part of another alert?"), _("Put it into the other"),
        _("One event needs one alert. This one keeps its number and leads to the other."),
        forms.MergeForm, "alert_merged",
    ),
    "judge_alert": Act(
        "judge", AlertVerb.JUDGE, _("What was it, as you know now?"), _("Keep it"),
        _("The alert stays closed. Your answer counts: it shows how often alerts are right."),
        forms.JudgeForm, "alert_judged",
    ),
    "reopen_alert": Act(
        "reopen", AlertVerb.REOPEN, _("What is new?"), _("Open it again"),
        _("What was judged is forgotten, and somebody checks it again."),
        forms.WordsForm, "alert_reopened",
    ),
}  # fmt: skip
_STEPS = {
    AlertState.SIGNAL: ("verify_alert", "alert_not_real", "alert_cannot_tell"),
    AlertState.VERIFIED: ("assess_alert", "alert_not_real"),
    AlertState.ASSESSED: ("act_on_alert", "close_alert", "alert_not_real"),
    AlertState.ACTED_ON: ("close_alert", "act_on_alert"),
}


def possible(alert: Alert, act: Act) -> bool:
    """Whether the alert stands where the act is possible."""
    return act.verb in verbs_from(AlertState(alert.state))


def steps_for(member: Member, alert: Alert) -> list[tuple[str, Act]]:
    """The buttons of the step at which the alert stands."""
    if not may_handle(member, alert):
        return []
    return [(name, ACTS[name]) for name in _STEPS.get(AlertState(alert.state), ()) if possible(alert, ACTS[name])]


def others_for(member: Member, alert: Alert) -> list[tuple[str, Act]]:
    """Every further act that the member may do now."""
    if not may_handle(member, alert):
        return []
    shown = dict(steps_for(member, alert))
    return [(name, act) for name, act in ACTS.items() if name not in shown and possible(alert, act)]
