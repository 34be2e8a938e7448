"""Trainings: counted, sealed, and only the union's own."""

import datetime as dt

import pytest

from safelamp.loop.agreements.citations import Citation
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.training import operations, queries
from safelamp.loop.training.models import Training
from safelamp.loop.training.operations import TrainingFacts
from safelamp.loop.training.shredding import shred_old
from tests.people import House

FACTS = TrainingFacts(dt.date(2026, 1, 9), dt.date(2026, 1, 10), participants=21, women=9, unions=4)
CITED = Citation(source="Labour Herald", headline="A workshop", quote="21 focal points from four unions met.")


def write(house: House, facts: TrainingFacts = FACTS, title: str = "Focal points, first workshop") -> Training:
    return operations.write(facts, title=title, place="Bangkok", citation=CITED, by=house.focal_point.session)


def test_a_training_is_counted_and_its_words_are_sealed(union: House) -> None:
    training = write(union)
    (words,) = queries.training_words(union.officer.session, [training])
    assert (words.title, words.place, words.about) == ("Focal points, first workshop", "Bangkok", "")
    assert (training.participants, training.women, training.unions) == (21, 9, 4)
    assert queries.citation_of(union.officer.session, training) == CITED
    assert b"Bangkok" not in bytes(training.place_sealed)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (TrainingFacts(dt.date(2026, 1, 9), dt.date(2026, 1, 8)), "ends before"),
        (TrainingFacts(dt.date(2026, 1, 9), dt.date(2026, 1, 9), participants=3, women=4), "more women"),
        (TrainingFacts(dt.date(2026, 1, 9), dt.date(2026, 1, 9), women=4), "more women"),
    ],
)
def test_numbers_and_days_that_cannot_be_are_refused(union: House, facts: TrainingFacts, words: str) -> None:
    with pytest.raises(Refused, match=words):
        write(union, facts)


def test_it_needs_a_name_and_a_permission(union: House) -> None:
    with pytest.raises(Refused, match="called"):
        write(union, title=" ")
    with pytest.raises(Refused, match="Your role"):
        operations.write(FACTS, title="x", by=union.trainer.session)


def test_another_unions_training_does_not_exist(union: House, other_union: House) -> None:
    training = write(union)
    with pytest.raises(Training.DoesNotExist):
        queries.training_for(other_union.officer.member, training.id)


def test_old_trainings_lose_their_words_and_keep_their_numbers(union: House) -> None:
    training = write(union)
    assert shred_old(union.organisation, before=dt.date(2026, 1, 10)) == 0
    assert shred_old(union.organisation, before=training.written_on + dt.timedelta(days=1)) == 1
    training.refresh_from_db()
    assert (bytes(training.title_sealed), training.participants) == (b"", 21)
