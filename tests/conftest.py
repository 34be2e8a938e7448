"""What every test stands on: the machine, three organisations with people, a browser, and cheap passphrases."""

from collections.abc import Iterator
from functools import partialmethod

import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, settings

from safelamp.engines.sealing import passphrases

pytest_plugins = [
    "tests.machine",
    "tests.order",
    "tests.prepared",
    "tests.people",
    "tests.browser",
    "tests.screens",
    "tests.ground.post.mail_server",
    "tests.ground.languages.corrected",
    "tests.ground.post.ways",
]

# The test client asks as a browser on the same machine does: words are taken there over plain HTTP.
RequestFactory._base_environ = partialmethod(RequestFactory._base_environ, SERVER_NAME="localhost")

# A busy machine is no failure; what an example changes in a fixture, its test puts back or does not mind.
_NOT_CHECKED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("safelamp", deadline=None, suppress_health_check=_NOT_CHECKED)
settings.load_profile("safelamp")


@pytest.fixture(scope="session", autouse=True)
def cheap_passphrases() -> Iterator[None]:
    """One scrypt costs 0.4 s and 128 MB; here it costs next to nothing. Its real cost is tested by itself."""
    real, passphrases.COST = passphrases.COST, 2**6
    yield
    passphrases.COST = real
