"""What every test stands on: cheap passphrases, and three organisations with people (tests/people.py)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from safelamp.engines.sealing import passphrases

pytest_plugins = ["tests.people"]
CHROMIUM = "/usr/bin/chromium"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves out what the machine cannot run, and says why."""
    reasons = {
        "browser": None if Path(CHROMIUM).exists() else "chromium is not installed",
        "postgresql": None if any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) else "postgresql is not installed",
    }
    for item in items:
        for name, reason in reasons.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session", autouse=True)
def cheap_passphrases() -> Iterator[None]:
    """One scrypt costs 0.4 s and 128 MB; here it costs next to nothing. Its real cost is tested by itself."""
    real, passphrases.COST = passphrases.COST, 2**6
    yield
    passphrases.COST = real
