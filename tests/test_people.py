"""The people of the fixtures are what they say."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError

from safelamp.ground.vault import queries
from safelamp.ground.vault.models import Audience
from tests.people import House


def test_everybody_holds_the_keys_that_the_policy_gives_them(union: House) -> None:
    assert not any(queries.waits_for_admission(person.member) for person in union.everybody)
    assert queries.held_by(union.officer.member).count() > 0
    assert queries.held_by(union.trainer.member).count() == 0


def test_only_the_restricted_reader_reads_the_restricted_lane(union: House) -> None:
    readers = [person for person in union.everybody if queries.reads(person.member, Audience.RESTRICTED)]
    assert readers == [union.restricted_reader]


def test_the_unions_are_siblings(union: House, other_union: House, federation: House) -> None:
    assert union.organisation.parent == other_union.organisation.parent == federation.organisation


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_the_network_is_closed() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
