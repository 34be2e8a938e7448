"""Filters that say in the past tense what was done to a case, an action, a promise or an alert."""

from django import template

from safelamp.doors.desk.audit_words import WORDS
from safelamp.insight.alerts.states import AlertVerb
from safelamp.loop.actions.states import ActionVerb
from safelamp.loop.agreements.states import CommitmentVerb
from safelamp.loop.cases.states import Verb

register = template.Library()


@register.filter
def done_to_case(verb: Verb) -> str:
    """What somebody did to a case."""
    return str(WORDS.get(f"cases.{verb.value}", verb.label))


@register.filter
def done_to_action(verb: ActionVerb) -> str:
    """What somebody did to an action."""
    return str(WORDS.get(f"actions.{verb.value}", verb.label))


@register.filter
def done_to_commitment(verb: str) -> str:
    """What somebody did to a promise."""
    return str(WORDS.get(f"agreements.{verb}", CommitmentVerb(verb).label))


@register.filter
def done_to_alert(verb: AlertVerb) -> str:
    """What somebody, or the program, did to an alert."""
    return str(WORDS.get(f"alerts.{verb.value}", verb.label))
