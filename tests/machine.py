"""What this machine can run: tests that need more are left out, and the closing lines say which and why."""

from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
POSTGRESQL = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves out what the machine cannot run."""
    reasons = {
        "browser": None if CHROMIUM.exists() else "chromium is not installed",
        "postgresql": None if POSTGRESQL else "postgresql is not installed",
    }
    for item in items:
        for name, reason in reasons.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))
