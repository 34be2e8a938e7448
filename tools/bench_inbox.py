"""How fast the inbox is with 100,000 reports: `python -m tools.bench_inbox`, a line of JSON each.

Two unions: one that keeps up (2 of 100 reports are still worked on), and one that is drowning (20 of 100: 10,000
reports that nobody has taken and 10,000 open cases).
"""

import json
import os
import subprocess
import sys
import tempfile

REPORTS = 100_000
OPEN_SHARES = (2, 20)  # of a hundred
PROMISED = 0.200  # seconds, p95
_PROGRAM = "import django; django.setup(); from tools import inbox_rows; inbox_rows.main({reports}, {open_share})"


def measured(open_share: int, *, reports: int = REPORTS) -> dict[str, float]:
    """Seconds by name (`p50`, `p95`, and as a representative), in a process and a data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="safelamp-bench-") as folder:
        environment = os.environ | {
            "SAFELAMP_HOME": f"{folder}/home",
            "SAFELAMP_KEYS": f"{folder}/keys",
            "DJANGO_SETTINGS_MODULE": "safelamp.site.settings",
        }
        program = _PROGRAM.format(reports=reports, open_share=open_share)
        ran = subprocess.run([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, check=True)
        figures: dict[str, float] = json.loads(ran.stdout)
        return figures


def main() -> int:
    """Prints the figures; 1 where the promise is broken."""
    broken = False
    for open_share in OPEN_SHARES:
        figures = measured(open_share)
        print(json.dumps({"reports": REPORTS, "open of a hundred": open_share, **figures}))
        broken = broken or any(seconds > PROMISED for name, seconds in figures.items() if name.endswith("p95"))
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
