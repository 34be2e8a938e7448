"""Run in a process of its own by test_admitting_at_once.py: people who hand over the same keys at the same moment.

Prints one JSON object: for each round what the racers were told, and how many keys the newcomer holds.
"""

import json
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from django.core.management import call_command
from django.db import connections

from safelamp.engines.sealing import passphrases
from safelamp.ground.organisations.models import Member, OrganisationKind
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members, paper_key, queries, roles
from safelamp.ground.vault import operations as vault
from safelamp.ground.vault.models import MemberKey
from tests.people import House, build

ROUNDS = 4
Act = Callable[[], object]


def race(act: Act, start: Barrier, answers: Connection) -> None:
    """One racer in a process of its own, with its own connection to the database."""
    connections.close_all()
    start.wait()
    try:
        act()
        answers.send("done")
    except members.AlreadyDone as refused:
        answers.send(" ".join(refused.messages))
    except Exception as error:  # noqa: BLE001  # what would have been a page that says "our mistake"
        answers.send(f"{type(error).__name__}: {error}")


def at_once(*acts: Act) -> list[str]:
    """All acts at the same moment; what each was told."""
    start = multiprocessing.Barrier(len(acts))
    connections.close_all()
    ends = [multiprocessing.Pipe(duplex=False) for _ in acts]
    racers = [
        multiprocessing.Process(target=race, args=(act, start, sending))
        for act, (_, sending) in zip(acts, ends, strict=True)
    ]
    for racer in racers:
        racer.start()
    answers = [receiving.recv() for receiving, _ in ends]
    for racer in racers:
        racer.join()
    return answers


def newcomer(house: House, number: int) -> members.Enrolled:
    return members.enrol(f"newcomer {number}", organisation=house.organisation, role=Role.OFFICER, by=None)


def works(enrolled: members.Enrolled) -> dict[str, Any]:
    """What the newcomer holds, and whether each key opens."""
    held = list(queries.held_by(enrolled.member).values_list("pair_id", flat=True))
    halves = enrolled.session.private_halves(held)
    return {"held": len(held), "different": len(set(held)), "open": len(halves)}


def admitted_by_two(house: House, number: int) -> dict[str, Any]:
    enrolled = newcomer(house, number)
    told = at_once(
        lambda: vault.admit(enrolled.member, by=house.officer.session),
        lambda: vault.admit(enrolled.member, by=house.second_focal_point.session),
        lambda: paper_key.admit_from_paper(enrolled.member, house.sheets[:2]),
    )
    return {"told": told, **works(enrolled)}


def admitted_while_given_a_new_passphrase(house: House, number: int) -> dict[str, Any]:
    """Whatever comes first: no key may be left that is sealed to the own key that is gone."""
    enrolled = newcomer(house, number)
    told = at_once(
        lambda: vault.admit(enrolled.member, by=house.officer.session),
        lambda: members.enrol_again(enrolled.member, by=house.officer.member),
    )
    own = MemberKey.objects.get(member=enrolled.member)
    stale = [held for held in queries.held_by(enrolled.member) if bytes(held.sealed_private)[1:17] != own.id.bytes]
    return {"told": told, "stale": len(stale)}


def given_two_passphrases(house: House, number: int) -> dict[str, Any]:
    enrolled = newcomer(house, number)
    seen = MemberKey.objects.get(member=enrolled.member).id
    told = at_once(
        *[lambda: members.enrol_again(enrolled.member, by=house.officer.member, instead_of=seen) for _ in range(2)]
    )
    return {"told": told, "keys": MemberKey.objects.filter(member=enrolled.member).count()}


def last_officers_demoted(house: House) -> dict[str, Any]:
    """Two officers make each other focal points: one stays."""
    roles.change_role(house.second_focal_point.member, role=Role.OFFICER, by=house.officer.member)
    first, second = house.officer.member, house.second_focal_point.member
    Member.objects.filter(organisation=house.organisation, login_name__startswith="newcomer").update(is_active=False)
    told = at_once(
        lambda: roles.change_role(first, role=Role.FOCAL_POINT, by=second),
        lambda: roles.change_role(second, role=Role.FOCAL_POINT, by=first),
    )
    left = Member.objects.filter(organisation=house.organisation, role=Role.OFFICER, is_active=True)
    return {"told": told, "officers": left.count()}


def main() -> None:
    """Builds the house and runs the races."""
    passphrases.COST = 2**6
    multiprocessing.set_start_method("fork")
    call_command("migrate", verbosity=0)
    house = build("Union", kind=OrganisationKind.UNION)
    kinds = {
        "admitted": admitted_by_two,
        "renewed": admitted_while_given_a_new_passphrase,
        "passphrases": given_two_passphrases,
    }
    rounds = {
        name: [run(house, 100 * place + number) for number in range(ROUNDS)]
        for place, (name, run) in enumerate(kinds.items())
    }
    print(json.dumps({**rounds, "demoted": last_officers_demoted(house)}))
