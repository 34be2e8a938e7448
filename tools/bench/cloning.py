"""From a clean clone to the first page, by pip and by uv: downloads included, so the line matters too."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools.bench.measured import Measured, Promise
from tools.instance import ROOT, first_page, free_port

_WITHOUT_UV = "/usr/bin:/bin"


def measure() -> Iterator[Measured]:
    """Both ways; uv's only where it is installed."""
    yield Measured("clean clone to first page, pip", _seconds({"PATH": _WITHOUT_UV}), "s", Promise.AT_MOST, 60)
    if shutil.which("uv"):
        yield Measured("clean clone to first page, uv", _seconds({}), "s", Promise.AT_MOST, 20)


def _seconds(environment: dict[str, str]) -> float:
    with tempfile.TemporaryDirectory(prefix="safelamp-clone-") as folder:
        clone = Path(folder) / "safelamp"
        port = free_port()
        began = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("SAFELAMP_")}
        process = subprocess.Popen(
            ["make", "run"], cwd=clone, env=inherited | environment | {"PORT": str(port)}, stdout=subprocess.DEVNULL
        )
        try:
            return first_page(process, f"http://127.0.0.1:{port}", began=began)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
