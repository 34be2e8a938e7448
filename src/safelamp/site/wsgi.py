"""The application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safelamp.site.settings")
application = get_wsgi_application()

# All doors are loaded before gunicorn makes its workers (--preload): else each of them spends seconds at its first
# visitor, and holds everything in memory once more.
get_resolver().url_patterns  # noqa: B018  # a property that loads
