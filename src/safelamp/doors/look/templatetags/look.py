"""Template tags of the page frame."""

from functools import cache
from importlib import resources

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
FLIPPED = frozenset({"ui_leave", "ui_listen", "ui_run", "ui_warn", "ui_tell", "other", "not_sure", "retaliation"})


@cache
def _drawing(name: str) -> str:
    svg = resources.files("safelamp.doors.look").joinpath("pictograms", f"{name}.svg").read_text(encoding="utf-8")
    return svg[svg.index(">") + 1 :]


@register.simple_tag
def pictogram(name: str) -> SafeString:
    """The drawing, inlined and hidden from screen readers: words always stand beside it."""
    flip = " flip" if name in FLIPPED else ""
    return mark_safe(  # noqa: S308  # our own files
        f'<svg class="p{flip}" viewBox="0 0 48 48" aria-hidden="true">{_drawing(name)}'
    )


@cache
def _sheet(name: str) -> str:
    return resources.files("safelamp.doors.look").joinpath("static", "look", f"{name}.css").read_text(encoding="utf-8")


@register.simple_tag
def style_sheet(*names: str) -> SafeString:
    """Style sheets to inline in one request."""
    return mark_safe("".join(_sheet(name) for name in names))  # noqa: S308  # our own files
