"""The register's import: 21,578 injuries, narratives and all, into an organisation that has none of them yet."""

import os
import subprocess
import time
from pathlib import Path

from tools.bench.measured import Measured, Promise
from tools.instance import ROOT, SAFELAMP

ORGANISATION = "Practice union, for trainings"


def measure(home: Path) -> Measured:
    """Seconds of the whole command."""
    environment = os.environ | {"SAFELAMP_HOME": str(home), "SAFELAMP_KEYS": f"{home}.keys"}
    began = time.monotonic()
    subprocess.run(
        [
            SAFELAMP, "register", "import", ROOT / "samples" / "osha_severe_injuries.csv.gz",
            "--organisation", ORGANISATION, "--mapping", "osha_severe_injuries",
            "--public-source", "OSHA severe injury reports",
        ],
        env=environment, stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    return Measured("21,578 injuries imported", time.monotonic() - began, "s", Promise.AT_MOST, 10)
