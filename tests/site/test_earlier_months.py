"""The demonstration's earlier months are told while its doors are open, once, and go on where they were stopped."""

from pathlib import Path

import pytest

from safelamp.loop.reports.models import Report
from safelamp.site.demonstration import earlier, people
from safelamp.site.demonstration.script import SCRIPT


@pytest.mark.django_db
def test_the_earlier_months_go_on_where_they_stopped_and_are_told_once(tmp_path: Path) -> None:
    log_ins = people.enrol_everybody().log_ins
    (tmp_path / "demonstration-earlier-months").write_text("20")
    left = sum(len(problem.numbers) for problem in earlier.problems()[20:])
    assert 0 < left < sum(row["reports"] for row in SCRIPT.background)
    for _ in range(2):
        earlier.tell_earlier_months(tmp_path, log_ins)
        assert Report.objects.count() == left
