"""Template tags of the page frame."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safelamp.ground.languages import days

register = template.Library()
FLIPPED = frozenset({"ui_leave", "ui_listen", "ui_run", "ui_warn", "ui_tell", "other", "not_sure", "retaliation"})
DOORS = (
    ("worker:door", _("Tell us about a danger")),
    ("public:list", _("Public record")),
    ("desk:home", _("Desk")),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a navigation; `here` marks the page that is shown, `waits` says how much waits there."""

    address: str
    label: str | Promise
    here: bool = False
    waits: int = 0


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The page that is shown, in another language."""

    code: str
    name: str
    address: str
    here: bool


@cache
def _drawing(name: str) -> str:
    svg = resources.files("safelamp.doors.look").joinpath("pictograms", f"{name}.svg").read_text(encoding="utf-8")
    return svg[svg.index(">") + 1 : svg.rindex("</svg>")]


@register.simple_tag(takes_context=True)
def pictogram(context: Context, name: str) -> SafeString:
    """The drawing, hidden from screen readers: words always stand beside it.

    It is written out once a page; the next time the page only points at it.
    """
    flip = " flip" if name in FLIPPED else ""
    shared = cast(dict[str, set[str]], context.render_context.dicts[0])  # the one layer that includes share
    drawn = shared.setdefault("pictograms", set())
    inside = f'<use href="#p-{name}"/>' if name in drawn else f'<g id="p-{name}">{_drawing(name)}</g>'
    drawn.add(name)
    return mark_safe(  # noqa: S308  # our own files
        f'<svg class="p{flip}" viewBox="0 0 48 48" aria-hidden="true">{inside}</svg>'
    )


@cache
def _sheet(name: str, language: str) -> str:
    """The sheet without comments and without the rules of other languages, each of which has a line of its own."""
    sheet = resources.files("safelamp.doors.look").joinpath("static", "look", f"{name}.css")
    lines = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL).splitlines()
    spoken = (line.strip() for line in lines if not line.startswith(":lang(") or f":lang({language})" in line)
    return "".join(spoken)


@register.simple_tag
def style_sheet(*names: str) -> SafeString:
    """Style sheets to inline in one request."""
    language = get_language() or settings.LANGUAGE_CODE
    return mark_safe("".join(_sheet(name, language) for name in names))  # noqa: S308  # our own files


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """The same page in each language that the instance speaks everywhere."""
    return _links(context["request"], settings.LANGUAGES)


@register.simple_tag(takes_context=True)
def worker_language_links(context: Context) -> list[LanguageLink]:
    """The same paper in each language that workers are spoken to in."""
    return _links(context["request"], settings.WORKER_LANGUAGES)


def _links(request: HttpRequest, languages: Sequence[tuple[str, str]]) -> list[LanguageLink]:
    links = []
    for code, name in languages:
        asked = request.GET.copy()
        asked["lang"] = code
        links.append(LanguageLink(code, str(name), f"{request.path}?{asked.urlencode()}", code == get_language()))
    return links


@register.simple_tag
def door(name: str, *arguments: str) -> str:
    """The address of a page, or nothing where this instance does not run its door."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def public_doors(context: Context) -> list[Link]:
    """The doors that are open to everybody, as far as this instance runs them."""
    request: HttpRequest = context["request"]
    found = [(door(name), label) for name, label in DOORS]
    speak = str(context.get("speak", ""))
    return [Link(address + speak, label, request.path.startswith(address)) for address, label in found if address]


@register.filter(expects_localtime=True)
def day(value: dt.date | None) -> str:
    """A day and its month as readers of this language say it."""
    return days.shown(value, days.DAY) if isinstance(value, dt.date) else ""


@register.filter(expects_localtime=True)
def whole_day(value: dt.date | None) -> str:
    """A day, its month and the year of the readers' calendar."""
    return days.shown(value, days.WHOLE_DAY) if isinstance(value, dt.date) else ""


@register.filter(expects_localtime=True)
def weekday(value: dt.date | None) -> str:
    """A day with its weekday."""
    return days.shown(value, days.WEEKDAY) if isinstance(value, dt.date) else ""
