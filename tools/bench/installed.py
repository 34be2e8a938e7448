"""Memory of an installed server at rest: the pages, the work beside them and Caddy, each started by its unit's line."""

import os
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tools.bench.measured import Measured, Promise
from tools.bench.memory import descendants, pss
from tools.instance import free_port
from tools.standing import WEB, WORK, Standing
from tools.units import DEPLOY

SITE = "localhost"
_ANSWERS = (
    "--yes", "--organisation", "Mill Workers' Union", "--country", "TH", "--language", "en", "--officer", "anna",
    "--workplace", "Mill 1", "--sector", "C14",
)  # fmt: skip
_RESTS = 20  # seconds


def measure() -> Iterator[Measured]:
    """Starts an empty instance, lets it answer once and rest."""
    with tempfile.TemporaryDirectory(prefix="safelamp-bench-") as folder:
        standing = Standing(Path(folder), SITE)
        try:
            standing.run("start", *_ANSWERS)
            roots = [standing.start(WEB).pid, standing.start(WORK).pid]
            standing.wait_for_work()
            asked = urllib.request.Request(f"http://{standing.listens}/r/", headers={"Host": SITE})  # ours
            urllib.request.urlopen(asked, timeout=60).close()  # noqa: S310
            with _caddy(standing) as caddy:
                time.sleep(_RESTS)
                held = [sum(map(pss, descendants(root))) for root in (*roots, caddy.pid)]
                caddy.terminate()
        finally:
            standing.leave()
    yield Measured("pages, work and Caddy at rest", sum(held), "MB", Promise.AT_MOST, 300)


def _caddy(standing: Standing) -> "subprocess.Popen[bytes]":
    environment = os.environ | {
        "HOME": str(standing.folder), "XDG_DATA_HOME": str(standing.folder), "XDG_CONFIG_HOME": str(standing.folder),
        "SAFELAMP_SITE": SITE, "SAFELAMP_TLS": "tls internal", "SAFELAMP_UPSTREAM": standing.listens,
        "SAFELAMP_HTTP_PORT": str(free_port()), "SAFELAMP_HTTPS_PORT": str(free_port()),
    }  # fmt: skip
    with standing.log.open("ab") as said:
        return subprocess.Popen(
            ["caddy", "run", "--config", DEPLOY / "Caddyfile"], env=environment, stdout=said, stderr=said
        )
