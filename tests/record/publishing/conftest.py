"""An instance that others can open, with a mail server."""

import pytest
from django.conf import LazySettings

from tests.ground.post.mail_server import Mailbox

BASE = "https://lamp.example"


@pytest.fixture
def reachable(settings: LazySettings, mailbox: Mailbox) -> Mailbox:
    """Others open it as https://lamp.example; mails go to a real server of the test."""
    settings.BEHIND_HTTPS = True
    settings.ALLOWED_HOSTS = ["lamp.example", "localhost", "testserver"]
    return mailbox
