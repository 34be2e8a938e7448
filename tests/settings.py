"""The product's settings with a data folder of their own, made before they are read and taken away at the end."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_APART = Path(tempfile.mkdtemp(prefix="safelamp-tests-"))
atexit.register(shutil.rmtree, _APART, ignore_errors=True)
os.environ["SAFELAMP_HOME"] = str(_APART / "home")
os.environ["SAFELAMP_KEYS"] = str(_APART / "keys")
os.environ["SAFELAMP_DEMONSTRATION"] = "0"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop running in the browser tests' thread

from safelamp.site.settings import *  # noqa: E402, F403
from safelamp.site.settings import STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # nothing to collect
