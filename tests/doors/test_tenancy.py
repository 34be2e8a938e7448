"""Beside the table of URL x role x organisation (desk/test_permits): mixed ids, and what a 404 tells."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.doors.desk.addresses import SUBJECTS, Address, all_addresses
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
WITH_IDS = [address for address in all_addresses() if address.kinds]
WITH_SEVERAL = [address for address in WITH_IDS if len(address.kinds) > 1]
NONCE = re.compile(r'nonce="[^"]*"')


def asked(client: Client, path: str) -> set[int]:
    return {client.get(path).status_code, client.post(path).status_code}


def mixed(address: Address, *, own: House, other: House, foreign: str) -> str:
    """The address with one id of another organisation among the own ones."""
    ids = {kind: SUBJECTS[kind](other if kind == foreign else own) for kind in address.kinds}
    return reverse(f"desk:{address.name}", kwargs=ids)


def test_there_are_addresses_with_ids() -> None:
    assert len(WITH_IDS) > 20
    assert WITH_SEVERAL


def test_one_foreign_id_among_own_ones_is_not_found(at_desk: AtDesk, union: House, other_union: House) -> None:
    client = at_desk(union.officer)
    for address in WITH_SEVERAL:
        for foreign in address.kinds:
            said = asked(client, mixed(address, own=union, other=other_union, foreign=foreign))
            assert said in ({404}, {404, 405}), (address.name, foreign, said)


def test_anothers_thing_and_a_thing_that_never_was_get_the_same_page(
    at_desk: AtDesk, union: House, other_union: House
) -> None:
    client = at_desk(other_union.officer)
    for address in WITH_IDS:
        nothing = reverse(f"desk:{address.name}", kwargs={kind: uuid.uuid4() for kind in address.kinds})
        theirs, nobodys = (client.get(path) for path in (address.of(union), nothing))
        assert theirs.status_code == nobodys.status_code, address.name
        assert NONCE.sub("", theirs.content.decode()) == NONCE.sub("", nobodys.content.decode()), address.name


def test_a_foreign_post_changes_nothing(at_desk: AtDesk, union: House, other_union: House) -> None:
    """Every foreign address is sent every field that any form of the desk might take; then the union is as it was."""
    paths = [address.of(union) for address in WITH_IDS]
    before = snapshot(union)
    for person in (other_union.officer, other_union.restricted_reader):
        client = at_desk(person)
        for path in paths:
            client.post(path, {"words": "x", "text": "x", "title": "x", "name": "x", "role": "officer", "note": "x"})
    assert snapshot(union) == before


def snapshot(house: House) -> list[object]:
    """The union's rows that acts of the desk would change."""
    organisation = house.organisation
    return [
        list(organisation.members.order_by("id").values()),
        list(organisation.workplaces.order_by("id").values()),
        list(organisation.reports.order_by("id").values("id", "lane", "audience", "due_at")),
        list(organisation.key_pairs.order_by("id").values("id", "holders__id")),
        [(case.id, case.state) for case in organisation.cases.order_by("id")],
        list(organisation.duty_turns.order_by("id").values()),
    ]


@pytest.mark.parametrize(
    "path", ["/desk/../desk/cases/", "/desk//cases/", "/DESK/cases/", "/desk/cases", "/desk/%63ases/"]
)
def test_odd_spellings_open_nothing_to_visitors(client: Client, union: House, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {301, 302, 404}
    assert b"case" not in answer.content.lower() or answer.status_code == 404
