"""Duty list: somebody for every hour of the week, who can be reached."""

from collections.abc import Iterator

from safelamp.ground.organisations.models import Organisation, OrganisationKind
from safelamp.ground.post import queries as post
from safelamp.loop.duty import queries
from safelamp.site.doctor.finding import Finding, good, look, missing

_HOUR = 60  # minutes


def examine() -> Iterator[Finding]:
    """Each organisation that takes reports and is not for practice; counted, not named."""
    for organisation in Organisation.objects.filter(takes_reports=True).exclude(kind=OrganisationKind.PRACTICE):
        yield _covered(organisation)


def _covered(organisation: Organisation) -> Finding:
    found = queries.duty_list(organisation)
    if not found.turns:
        return missing("nobody stands on the duty list: danger now rings for nobody", "Make the duty list at the desk.")
    reached = post.reachable(found.members)
    if not reached:
        return missing(
            f"{len(found.members)} on the duty list, none of whom the bell can reach",
            "Each of them keeps an address on “My page”, and tries it there.",
        )
    hours = sum(span.end - span.start for span in found.uncovered) / _HOUR
    if hours:
        return look(f"the duty list leaves {hours:g} of 168 hours of the week open", "Fill the gaps at the desk.")
    if len(reached) < len(found.members):
        return look(
            f"{len(found.members) - len(reached)} of {len(found.members)} on the duty list cannot be reached",
            "They keep an address on “My page”, and try it there.",
        )
    return good(f"the duty list covers the whole week; {len(reached)} can be reached")
