"""Run in a process of its own by test_correcting.py: two reviewers keep sentences at once, each in their own process.

Prints how many corrections the database and the overlay hold in the end.
"""

import json
import multiprocessing
from collections.abc import Sequence

import polib
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from safelamp.ground.languages import operations
from safelamp.ground.languages.models import Correction
from safelamp.ground.languages.operations import Given
from safelamp.ground.languages.sentences import shipped
from tests.ground.languages.corrected import DAY

EACH = 20


def work(marks: Sequence[Given]) -> None:
    """One reviewer, one sentence after the other."""
    connections.close_all()
    for each in marks:
        operations.keep("km", [each], reviewer=None, on=DAY)


def main() -> None:
    """Lets both begin."""
    multiprocessing.set_start_method("fork")
    call_command("migrate", verbosity=0)
    drafts = [Given(each.mark, each.shipped) for each in shipped("km").values() if each.is_draft][: 2 * EACH]
    connections.close_all()
    reviewers = [multiprocessing.Process(target=work, args=(half,)) for half in (drafts[::2], drafts[1::2])]
    for reviewer in reviewers:
        reviewer.start()
    for reviewer in reviewers:
        reviewer.join()
    overlay = polib.pofile(str(settings.WORDS / "km/LC_MESSAGES/django.po"))
    print(json.dumps([Correction.objects.count(), len(overlay)]))
