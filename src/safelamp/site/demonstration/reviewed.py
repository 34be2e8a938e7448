"""What the federation's people decided about what the program read: a figure that is right, and one that was not."""

from typing import Any

from safelamp.engines.extraction.values import Metric, Span
from safelamp.record.reading.models import Fact, FactKind, NamedPerson, Standing
from safelamp.record.reviewing import applying, operations, take_downs
from safelamp.record.reviewing.models import Act, Subject
from safelamp.record.reviewing.operations import Change
from safelamp.site.demonstration.people import Cast

MISREAD = "fatal accidents"  # words of one of samples/pages; where they are not there, nothing is corrected
WHY = "I am named there and was never asked. Please leave my name out."


def review(cast: Cast) -> None:
    """Confirms one figure, corrects the words of what another counts, and lets a visitor ask for something."""
    figures = Fact.objects.filter(kind=FactKind.FIGURE, item__page__source__organisation__isnull=True)
    held = figures.select_related("item__page__source").order_by("item__page__digest", "start")
    right = held.filter(metric=Metric.DEATHS).first()
    wrong = held.filter(quote__contains=MISREAD).first()
    if right:
        _decide(right, Act.CONFIRM, {}, cast)
    if wrong:
        _decide(wrong, Act.CHANGE, {"unit": "accidents", "counted": "fatal accidents of miners"}, cast)
    named = NamedPerson.objects.filter(standing=Standing.UNSURE).select_related("item__page__source").first()
    if named:
        take_downs.ask(named.item, why=WHY, way="", value="demonstration")


def _decide(fact: Fact, act: Act, other: dict[str, Any], cast: Cast) -> None:
    before = applying.values_of(fact)
    change = Change(Subject(fact.kind), act, Span(fact.start, fact.end), before, before | other)
    operations.correct(fact.item, change, by=cast.teams["federation"].focal_point.session.member)
