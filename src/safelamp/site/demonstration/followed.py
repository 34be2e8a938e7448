"""What the federation made of its record: a promise that is followed, an agreement, a training, each with its words."""

import datetime as dt

from safelamp.doors.desk import from_record
from safelamp.doors.desk.from_record import Words
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.agreements import operations as agreements
from safelamp.loop.agreements.citations import Citation
from safelamp.loop.agreements.models import AgreementKind, Promiser
from safelamp.loop.agreements.operations import AgreementFacts
from safelamp.loop.agreements.states import CommitmentVerb
from safelamp.loop.training import operations as trainings
from safelamp.loop.training.operations import TrainingFacts
from safelamp.record.reading.models import Item
from safelamp.site.demonstration.people import Cast

# Items of samples/pages by words of their own text; where the pages were taken away, nothing is made of them.
PROMISED = "their promises to improve the working conditions"
RENEWED = "renewed the global framework agreement"
HELD = "A two-day workshop held in Bangkok"


def follow(cast: Cast) -> None:
    """Turns three items into what a federation would make of them."""
    session = cast.teams["federation"].officer.session
    for words, make in ((PROMISED, _promise), (RENEWED, _agreement), (HELD, _training)):
        item = Item.objects.select_related("page__source").filter(page__text__contains=words).first()
        found = next((each for each in _items(item) if words in each[1].text), None)
        if found:
            make(from_record.citation(*found), session)


def _items(one: Item | None) -> list[tuple[Item, Words]]:
    if one is None:
        return []
    held = one.page.items.select_related("page__source").prefetch_related("facts")
    return [(item, words) for item in held for words in from_record.words_of(item)]


def _promise(citation: Citation, session: OpenSession) -> None:
    commitment = agreements.follow(
        promiser=Promiser.GOVERNMENT,
        who="Government of Bangladesh",
        what="Improve working conditions, as reported to the International Labour Organization",
        citation=citation,
        by=session,
    )
    words = "The union there asks its members which workplaces an inspector has seen this year."
    agreements.settle(commitment, CommitmentVerb.ADD_EVIDENCE, evidence=words, by=session)


def _agreement(citation: Citation, session: OpenSession) -> None:
    facts = AgreementFacts(kind=AgreementKind.FRAMEWORK, signed_on=dt.date(2020, 10, 1))
    agreements.write_agreement(
        facts,
        parties="IndustriALL and Mizuno",
        about="The renewal; first signed in 2011.",
        citation=citation,
        by=session,
    )


def _training(citation: Citation, session: OpenSession) -> None:
    facts = TrainingFacts(dt.date(2026, 1, 9), dt.date(2026, 1, 10), participants=21, unions=4)
    trainings.write(facts, title="OSH focal points, first workshop", place="Bangkok", citation=citation, by=session)
