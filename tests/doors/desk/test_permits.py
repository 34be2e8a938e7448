"""Address x role x organisation: the table is derived from the URL resolver."""

from collections.abc import Callable

from django.test import Client

from safelamp.doors.desk.permits import Others
from safelamp.ground.organisations.policy import Permission, allows
from tests.doors.desk.addresses import SUBJECTS, Address, all_addresses
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
ADDRESSES = list(all_addresses())
GUARDED = [address for address in ADDRESSES if address.permission is not Others.VISITORS]


def test_every_address_has_a_name_and_a_permission() -> None:
    assert [address for address in ADDRESSES if address.name == "None" or address.permission is None] == []


def test_only_the_log_in_pages_are_open_to_visitors() -> None:
    open_to_all = [address.name for address in ADDRESSES if address.permission is Others.VISITORS]
    assert open_to_all == ["log_in", "log_in_second"]


def test_the_tests_know_every_kind_of_thing() -> None:
    assert {kind for address in ADDRESSES for kind in address.kinds} <= set(SUBJECTS)


def test_visitors_are_asked_to_log_in_everywhere(client: Client, union: House) -> None:
    for address in GUARDED:
        for ask in (client.get, client.post):
            answer = ask(address.of(union))
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/desk/log-in/"), address


def test_members_reach_what_the_policy_allows_and_nothing_else(at_desk: AtDesk, union: House) -> None:
    wrong = []
    for person in union.everybody:
        client = at_desk(person)
        for address in GUARDED:
            answer = client.get(address.of(union))
            if _may(person, address) == (answer.status_code == 404):
                wrong.append((person.member.login_name, address.name, answer.status_code))
    assert wrong == []


def test_a_wrong_role_changes_nothing_by_post(at_desk: AtDesk, union: House) -> None:
    for person in (union.representative, union.trainer):
        client = at_desk(person)
        for address in GUARDED:
            if not _may(person, address):
                assert client.post(address.of(union)).status_code == 404, address


def test_nothing_of_another_organisation_exists(
    at_desk: AtDesk, union: House, other_union: House, federation: House
) -> None:
    for house in (other_union, federation):
        for person in (house.officer, house.restricted_reader):
            client = at_desk(person)
            for address in (each for each in GUARDED if each.kinds):
                said = {ask(address.of(union)).status_code for ask in (client.get, client.post)}
                assert said in ({404}, {404, 405}), (person.member.login_name, address.name, said)


def test_every_desk_page_is_kept_by_nobody_and_tells_no_other_site(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    for address in ADDRESSES:
        answer = client.get(address.of(union))
        assert answer["Cache-Control"] == "no-store", address
        assert answer["Referrer-Policy"] == "same-origin", address


def _may(person: Person, address: Address) -> bool:
    return not isinstance(address.permission, Permission) or allows(person.member, address.permission)
