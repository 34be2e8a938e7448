"""Clients of the doors."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.people import Person


@pytest.fixture
def at_desk(db: None) -> Callable[[Person], Client]:
    """A client that logged in through the door, as that person: `at_desk(union.officer).get("/desk/...")`."""

    def log_in(person: Person) -> Client:
        client = Client()
        answer = client.post("/desk/log-in/", {"login_name": person.member.login_name, "passphrase": person.passphrase})
        assert answer.status_code == 302
        return client

    return log_in
