"""The sms door with a gateway that is set up."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from tests.doors.sms.phones import SECRET, Phone
from tests.people import House


@pytest.fixture
def phone(db: None) -> Iterator[Phone]:
    """A worker's phone."""
    with override_settings(SMS_SECRETS={"kannel": SECRET, "rapidpro": SECRET, "twilio": SECRET}):
        yield Phone()


@pytest.fixture
def code(union: House) -> str:
    """What stands on the poster of the union's workplace."""
    return union.workplace.code
