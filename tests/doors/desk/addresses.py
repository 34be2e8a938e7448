"""Every address of the desk, from the URL resolver, filled with the ids of one organisation's things."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, reverse

from safelamp.doors.desk import urls
from safelamp.doors.desk.permits import Others
from safelamp.ground.organisations.policy import Permission
from tests.doors.desk import alerting, things
from tests.people import House
from tests.record import gathered, pages
from tests.record.reviewing import reviewed

# What an id in an address stands for. A new kind of address needs its line here: without it the tests cannot see
# whether another organisation's thing stays hidden.
SUBJECTS: dict[str, Callable[[House], uuid.UUID]] = {
    "member_id": lambda house: house.second_focal_point.member.id,
    "workplace_id": lambda house: house.workplace.id,
    "page_id": lambda house: pages.add(organisation=house.organisation).id,
    "employer_id": lambda house: house.workplace.employers.get().id,
    "entry_id": lambda house: things.register_entry(house).id,
    "report_id": lambda house: things.waiting_report(house).id,
    "event_id": things.event,
    "message_id": lambda house: things.message_with_photo(house).id,
    "case_id": lambda house: things.open_case(house).id,
    "action_id": lambda house: things.action(house).id,
    "rendering_id": lambda house: things.rendering(house).id,
    "plan_id": lambda house: things.plan(house).id,
    "watch_id": lambda house: gathered.watch(house).id,
    "arrival_id": lambda house: gathered.arrival(house).id,
    "statement_id": lambda house: things.version(house).statement_id,
    "version_id": lambda house: things.version(house).id,
    "newsletter_id": lambda house: things.newsletter(house).id,
    "turn_id": lambda house: things.duty_turn(house).id,
    "item_id": lambda house: pages.add(organisation=house.organisation).items.get(position=0).id,
    "fact_id": lambda house: reviewed.fact_of(house).id,
    "person_id": lambda house: reviewed.person_of(house).id,
    "take_down_id": lambda house: reviewed.take_down_of(house).id,
    "correction_id": lambda house: reviewed.lost_correction_of(house).id,
    "commitment_id": lambda house: things.commitment(house).id,
    "agreement_id": lambda house: things.agreement(house).id,
    "answer_id": lambda house: things.wall_answer(house).id,
    "release_id": lambda house: things.release(house).id,
    "alert_id": lambda house: alerting.alert(house).id,
    "alert_watch_id": lambda house: alerting.watch(house).id,
    "training_id": lambda house: things.training(house).id,
}


@dataclass(frozen=True, slots=True)
class Address:
    """One address with who may open it."""

    name: str
    permission: Permission | Others | None
    kinds: tuple[str, ...]

    def of(self, house: House) -> str:
        """The address of that organisation's thing."""
        return reverse(f"desk:{self.name}", kwargs={kind: SUBJECTS[kind](house) for kind in self.kinds})


def all_addresses(patterns: list[URLPattern] | None = None) -> Iterator[Address]:
    """Every address below /desk/."""
    for pattern in urls.urlpatterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            kinds: Mapping[str, object] = pattern.pattern.converters
            permission = getattr(pattern.callback, "permission", None)
            yield Address(str(pattern.name), permission, tuple(kinds))
        else:
            yield from all_addresses(pattern.url_patterns)
