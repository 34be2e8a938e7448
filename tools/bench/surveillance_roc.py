"""The picture of all thresholds: how many outbreaks are found, by the share of false alarms that one pays for it."""

import html
from collections.abc import Mapping, Sequence
from typing import Protocol

from tools.bench.surveillance_scores import Score

SHOWN = {  # what is drawn, how it is called beside its line, and its class
    "safelamp": ("Safelamp", "ours"),
    "farrington-nb, as R": ("Farrington, as R", "theirs"),
    "ears-c2": ("EARS C2", "plain"),
    "cusum": ("CUSUM", "plain"),
    "ceiling: true mean, one week": ("truth known", "ceiling"),
}
RATES = (0.001, 0.002, 0.004, 0.007, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05)
WIDTH, HEIGHT = 760, 330
_PLOT = 206  # units wide and high
_LEFT, _TOP, _PANEL = 44, 62, 380
_APART = 17  # units between two labels
_STYLE = (
    "text{font:14px/1 'Noto Sans',sans-serif;fill:#14181d}.q{fill:#4a515a}.b{font-weight:700}"
    "path,polyline{fill:none}.axis{stroke:#767d86}.grid{stroke:#767d86;stroke-opacity:.3}"
    ".ours{stroke:#14181d;stroke-width:3}.theirs{stroke:#14181d;stroke-width:1.5;stroke-dasharray:6 4}"
    ".plain{stroke:#767d86;stroke-width:1.5}.ceiling{stroke:#767d86;stroke-width:1.5;stroke-dasharray:1 4}"
    ".here{fill:#fc3;stroke:#14181d;stroke-width:2}"
)


class Curve(Protocol):
    """What can say how it scores."""

    def at(self, fpr: float) -> Score:
        """At this share of false alarms."""
        ...

    def at_its_own(self) -> Score:
        """As it comes."""
        ...


def picture(found: Mapping[str, tuple[Curve, Curve]]) -> str:
    """Both sets side by side, as a file of its own; the yellow dot is where Safelamp stands as it comes."""
    shown = {name: found[name] for name in SHOWN if name in found}
    finding = "; ".join(
        f"{SHOWN[name][0]} finds {recipe.at(0.01).pod:.0%} and {harsh.at(0.01).pod:.0%} at 1 % false alarms"
        for name, (recipe, harsh) in shown.items()
    )
    panels = [
        _panel(place, title, {name: pair[place] for name, pair in shown.items()})
        for place, title in enumerate(("The published recipe", "The harsh set"))
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" direction="ltr">'
        f"<title>Outbreaks found by share of false alarms</title><desc>{html.escape(finding)}.</desc>"
        f'<style>{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>{"".join(panels)}</svg>\n'
    )


def _panel(place: int, title: str, curves: Mapping[str, Curve]) -> str:
    left = _LEFT + place * _PANEL
    parts = [_said(title, left, 20, "b"), _said("outbreaks found", left, 42, "q"), *_axes(left)]
    ends = []
    for name, curve in curves.items():
        points = [(left + _across(rate), _up(curve.at(rate).pod)) for rate in RATES]
        parts.append(f'<polyline class="{SHOWN[name][1]}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>')
        ends.append((points[-1][1], name))
    if "safelamp" in curves:
        own = curves["safelamp"].at_its_own()
        x, y = left + _across(min(own.fpr, RATES[-1])), _up(own.pod)
        parts.append(f'<circle class="here" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
    for y, name in _spread(sorted(ends)):
        parts.append(_said(SHOWN[name][0], left + _PLOT + 8, round(y) + 5, "b" if name == "safelamp" else "q"))
    return "".join(parts)


def _axes(left: int) -> list[str]:
    base = _TOP + _PLOT
    grid = "".join(f"M{left} {_up(share):.0f}h{_PLOT}" for share in (0.25, 0.5, 0.75, 1.0))
    parts = [f'<path class="grid" d="{grid}"/><path class="axis" d="M{left} {base}h{_PLOT}M{left} {base}v-{_PLOT}"/>']
    parts += [_said(f"{share:.0%}", left - 6, round(_up(share)) + 5, "q", anchor="end") for share in (0, 0.5, 1)]
    parts += [
        _said(f"{rate * 100:.0f}", round(left + _across(rate)), base + 20, "q", anchor="middle")
        for rate in (0, 0.01, 0.02, 0.03, 0.04, 0.05)
    ]
    return [*parts, _said("% of quiet weeks with an alarm", left + _PLOT // 2, base + 42, "q", anchor="middle")]


def _across(rate: float) -> float:
    return rate / RATES[-1] * _PLOT


def _up(share: float) -> float:
    return _TOP + _PLOT * (1 - share)


def _spread(ends: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Labels at their lines' ends, moved down where two would touch."""
    placed: list[tuple[float, str]] = []
    for y, name in ends:
        placed.append((max(y, placed[-1][0] + _APART) if placed else y, name))
    return placed


def _said(words: str, x: int, y: int, weight: str, *, anchor: str = "start") -> str:
    return f'<text class="{weight}" x="{x}" y="{y}" text-anchor="{anchor}">{html.escape(words)}</text>'
