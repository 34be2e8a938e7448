"""What this machine can run: tests that need more are left out, and the closing lines say which and why."""

import shutil
import subprocess
from pathlib import Path

import playwright
import pytest

CHROMIUM = Path("/usr/bin/chromium")
POSTGRESQL = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
KANNEL = (Path("/usr/sbin/bearerbox"), Path("/usr/sbin/smsbox"), Path("/usr/lib/kannel/test/fakesmsc"))
DRIVER = Path(playwright.__file__).parent / "driver" / "node"


def browser_is_missing() -> str | None:
    """Why no browser can be driven here, or None."""
    if not CHROMIUM.exists():
        return "chromium is not installed"
    try:
        subprocess.run([DRIVER, "--version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "Playwright's driver does not run (on Debian it needs libatomic1)"
    return None


def caddy_is_missing() -> str | None:
    """Why Caddy cannot stand in front here, or None."""
    missing = [name for name in ("caddy", "certutil") if shutil.which(name) is None]
    return f"{missing[0]} is not installed" if missing else None


def kannel_is_missing() -> str | None:
    """Why Kannel cannot run here, or None."""
    missing = [path.name for path in KANNEL if not path.exists()]
    return f"Kannel's {missing[0]} is not installed" if missing else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves out what the machine cannot run."""
    reasons = {
        "browser": browser_is_missing(),
        "caddy": caddy_is_missing(),
        "tor": None if shutil.which("tor") else "tor is not installed",
        "kannel": kannel_is_missing(),
        "postgresql": None if POSTGRESQL else "postgresql is not installed",
    }
    for item in items:
        for name, reason in reasons.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))
