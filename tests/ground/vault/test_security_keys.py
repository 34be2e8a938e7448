"""Security keys: adding, proving, what is refused, what lies on the disk."""

import json
from dataclasses import replace
from typing import Any

import pytest

from safelamp.ground.vault import members, security_keys
from safelamp.ground.vault.models import MemberKey
from safelamp.ground.vault.security_keys import Kept, KeyRefused, Place
from safelamp.ground.vault.sessions import OpenSession
from tests.people import House, Person
from tests.soft_key import SoftKey

HERE = Place("localhost", "http://localhost")
ELSEWHERE = Place("evil.example", "https://evil.example")


def plain(options: dict[str, Any]) -> dict[str, Any]:
    """What the page holds: the options as JSON."""
    return json.loads(json.dumps(options, default=dict))


def added(person: Person, key: SoftKey | None = None, *, place: Place = HERE) -> SoftKey:
    key = key or SoftKey(origin=place.origin)
    options, state = security_keys.begin_adding(person.session, place=place)
    security_keys.add(person.session, key.create(plain(options)), state=state, place=place, kept=Kept.KEYRING)
    return key


def asked(session: OpenSession, place: Place = HERE) -> tuple[dict[str, Any], dict[str, Any]]:
    begun = security_keys.begin_proving(session, place=place)
    assert begun is not None
    return plain(begun[0]), begun[1]


def proves(session: OpenSession, key: SoftKey, place: Place = HERE) -> None:
    options, state = asked(session, place)
    security_keys.prove(session, key.get(options), state=state, place=place)


def test_a_key_that_was_added_lets_its_owner_in(union: House) -> None:
    key = added(union.officer)
    opened = members.first_step(union.officer.member.login_name, union.officer.passphrase)
    assert opened is not None
    assert members.owes_second_step(opened.member)
    assert members.log_in(union.officer.member.login_name, union.officer.passphrase) is None
    proves(opened, key)
    proves(opened, key)


def test_several_keys_work_each_and_one_that_was_taken_away_does_not(union: House) -> None:
    session = union.officer.session
    first, second = added(union.officer), added(union.officer)
    proves(session, second)
    security_keys.remove(session, security_keys.keys_of(session)[0].credential)
    with pytest.raises(KeyRefused, match="does not fit"):
        proves(session, first)
    proves(session, second)


def test_without_keys_there_is_no_second_step_and_nothing_is_kept(union: House) -> None:
    added(union.officer)
    session = union.officer.session
    security_keys.remove(session, security_keys.keys_of(session)[0].credential)
    assert MemberKey.objects.get(member=session.member).security_keys_sealed is None
    assert not members.owes_second_step(session.member)


def test_an_answer_works_once(union: House) -> None:
    key, session = added(union.officer), union.officer.session
    options, state = asked(session)
    answer = key.get(options)
    security_keys.prove(session, answer, state=state, place=HERE)
    _options, fresh = asked(session)
    for kept in (fresh, state):
        with pytest.raises(KeyRefused):
            security_keys.prove(session, answer, state=kept, place=HERE)


def test_a_false_page_with_another_address_gets_nothing(union: House) -> None:
    key, session = added(union.officer), union.officer.session
    key.origin = ELSEWHERE.origin
    options, state = asked(session)
    with pytest.raises(KeyRefused):
        security_keys.prove(session, key.get(options), state=state, place=HERE)
    assert security_keys.begin_proving(session, place=ELSEWHERE) is None


def test_a_key_added_at_another_port_or_scheme_is_refused(union: House) -> None:
    options, state = security_keys.begin_adding(union.officer.session, place=HERE)
    key = SoftKey(origin="http://localhost:9")
    with pytest.raises(KeyRefused):
        security_keys.add(union.officer.session, key.create(plain(options)), state=state, place=HERE, kept=Kept.HOME)


def test_a_copied_key_is_noticed_by_its_counter(union: House) -> None:
    key, session = added(union.officer), union.officer.session
    copy = replace(key)
    proves(session, key)
    proves(session, key)
    with pytest.raises(KeyRefused, match="may have been copied"):
        proves(session, copy)
    proves(session, key)


def test_a_key_that_does_not_count_is_taken_at_its_word(union: House) -> None:
    key = added(union.officer, SoftKey(counts=False))
    proves(union.officer.session, key)
    proves(union.officer.session, key)


def test_another_members_key_opens_nothing(union: House) -> None:
    added(union.officer)
    theirs = added(union.focal_point)
    with pytest.raises(KeyRefused):
        proves(union.officer.session, theirs)


def test_the_same_key_is_not_kept_twice(union: House) -> None:
    key = added(union.officer)
    with pytest.raises(KeyRefused, match="already"):
        added(union.officer, replace(key, counter=0))
    options, _state = security_keys.begin_adding(union.officer.session, place=HERE)
    assert len(plain(options)["excludeCredentials"]) == 1


def test_there_is_an_end_to_the_number_of_keys(union: House) -> None:
    for _ in range(security_keys.MOST):
        added(union.officer)
    with pytest.raises(KeyRefused, match="as many keys"):
        added(union.officer)


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", "x" * 5000, '{"id": 1}', '{"rawId": "\u0e01"}'])
def test_a_forged_answer_is_refused_with_a_sentence(union: House, answer: str) -> None:
    added(union.officer)
    session = union.officer.session
    _options, state = asked(session)
    with pytest.raises(KeyRefused):
        security_keys.prove(session, answer, state=state, place=HERE)
    with pytest.raises(KeyRefused):
        security_keys.add(session, answer, state={**state, "handle": "x"}, place=HERE, kept=Kept.HOME)


def test_nothing_of_a_key_can_be_read_on_the_disk_and_no_name_is_told_to_it(union: House) -> None:
    key = added(union.officer)
    row = MemberKey.objects.get(member=union.officer.member)
    assert key.id not in bytes(row.security_keys_sealed or b"")
    options, _state = security_keys.begin_adding(union.officer.session, place=HERE)
    told = json.dumps(plain(options))
    assert union.officer.member.login_name not in told
    assert union.organisation.name not in told
    assert plain(options)["user"]["name"] == "member"


def test_the_handle_is_random_and_stays_the_same_for_all_keys_of_a_member(union: House) -> None:
    added(union.officer)
    handles = [
        plain(security_keys.begin_adding(person.session, place=HERE)[0])["user"]["id"]
        for person in (union.officer, union.officer, union.focal_point)
    ]
    assert handles[0] == handles[1] != handles[2]


@pytest.mark.parametrize(
    ("place", "can"),
    [
        (Place("localhost", "http://localhost:8000"), True),
        (Place("lamp.example", "https://lamp.example"), True),
        (Place("lamp.example", "http://lamp.example"), False),
        (Place("127.0.0.1", "http://127.0.0.1:8000"), False),
        (Place("[::1]", "https://[::1]"), False),
    ],
)
def test_keys_are_offered_only_where_browsers_can_have_them(place: Place, can: bool) -> None:
    assert place.can_have_keys == can
