"""Saying a newsletter page's sentences in its reader's language: {% say "Stop these mails" %}."""

from dataclasses import replace

from django import template
from django.http import HttpRequest
from django.template.context import Context

from safelamp.record.publishing import queries
from safelamp.record.publishing.models import Newsletter
from safelamp.record.publishing.tongues import Tongue, tongue
from safelamp.record.searching.asked import Order, Search

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, sentence: str, **values: object) -> str:
    """The sentence in the page's tongue, its values put in; the template escapes it."""
    spoken = context.get("tongue")
    found = spoken if isinstance(spoken, Tongue) else tongue(str(context.get("language", "")))
    return found.say(sentence, **values)


@register.simple_tag(takes_context=True)
def newsletters_of(context: Context) -> list[Newsletter]:
    """The newsletters on offer that search for just what the page's address asks for."""
    request: HttpRequest = context["request"]
    asked = replace(Search.from_query(request.META.get("QUERY_STRING", "")), order=Order.NEWEST)
    return [each for each in queries.on_offer() if Search.from_query(each.query) == asked]
