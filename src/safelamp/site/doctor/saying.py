"""The findings in lines, for people."""

from safelamp.site.doctor.examination import Examined
from safelamp.site.doctor.finding import Verdict

_MARKS = {Verdict.GOOD: "good", Verdict.LOOK: "LOOK", Verdict.MISSING: "MISSING"}


def shown(found: list[Examined]) -> str:
    """The findings as lines: what is missing last, where the eye is."""
    order = list(Verdict)
    lines = []
    for each in sorted(found, key=lambda one: order.index(one.finding.verdict)):
        lines.append(f"{_MARKS[each.finding.verdict]:8} {each.check:13} {each.finding.looked_at}")
        if each.finding.to_do:
            lines.append(f"{'':22} -> {each.finding.to_do}")
    lacking = sum(each.finding.verdict is Verdict.MISSING for each in found)
    return "\n".join([*lines, "", f"{lacking} of {len(found)} missing." if lacking else "Nothing is missing."])
