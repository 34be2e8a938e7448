"""Agreements: in force, ending, renewed, ended; sealed; whose they are."""

import datetime as dt

import pytest

from safelamp.loop.agreements import operations, queries
from safelamp.loop.agreements.models import Agreement, AgreementKind, AgreementState, Clause
from safelamp.loop.agreements.operations import AgreementFacts
from safelamp.loop.agreements.shredding import shred_settled
from safelamp.loop.cases.refusals import Refused
from tests.people import House

SIGNED, ENDS = dt.date(2025, 1, 10), dt.date(2026, 12, 31)


def write(house: House, **changes: object) -> Agreement:
    given = {"kind": AgreementKind.SAFETY, "signed_on": SIGNED, "expires_on": ENDS, **changes}
    facts = AgreementFacts(**given)  # type: ignore[arg-type]
    return operations.write_agreement(
        facts, parties="Our union and Riverside Mill", about="A committee in each hall.", by=house.officer.session
    )


def test_an_agreement_is_kept_with_its_words_sealed(union: House) -> None:
    agreement = write(union, workplace=union.workplace, safety_clause=Clause.YES)
    (words,) = queries.agreement_words(union.focal_point.session, [agreement])
    assert (words.parties, words.about) == ("Our union and Riverside Mill", "A committee in each hall.")
    assert b"Riverside" not in bytes(agreement.parties_sealed)
    assert (agreement.workplace, agreement.safety_clause) == (union.workplace, Clause.YES)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (dt.date(2026, 10, 1), AgreementState.IN_FORCE),
        (dt.date(2026, 10, 2), AgreementState.ENDS_SOON),
        (ENDS, AgreementState.ENDS_SOON),
        (ENDS + dt.timedelta(days=1), AgreementState.ENDED),
    ],
)
def test_its_state_follows_from_its_end(day: dt.date, state: AgreementState) -> None:
    assert Agreement(signed_on=SIGNED, expires_on=ENDS).state_on(day) == state


def test_without_an_end_it_stays_in_force() -> None:
    assert Agreement(signed_on=SIGNED).state_on(dt.date(2090, 1, 1)) == AgreementState.IN_FORCE


def test_a_renewal_moves_the_end_and_keeps_the_old_one(union: House) -> None:
    agreement = write(union)
    operations.renew(
        agreement, renewed_on=dt.date(2026, 12, 1), expires_on=dt.date(2028, 12, 31), by=union.officer.session
    )
    found = queries.agreement_for(union.officer.member, agreement.id)
    renewal = found.renewals.get()
    assert (found.expires_on, renewal.expired_on) == (dt.date(2028, 12, 31), ENDS)


@pytest.mark.parametrize(
    ("renewed", "ends"),
    [(dt.date(2024, 1, 1), None), (dt.date(2026, 12, 1), dt.date(2026, 11, 1)), (dt.date(2026, 6, 1), None)],
)
def test_days_that_cannot_be_are_refused(union: House, renewed: dt.date, ends: dt.date | None) -> None:
    agreement = write(union)
    operations.renew(agreement, renewed_on=dt.date(2026, 6, 1), expires_on=ENDS, by=union.officer.session)
    with pytest.raises(Refused):
        operations.renew(agreement, renewed_on=renewed, expires_on=ends, by=union.officer.session)
    with pytest.raises(Refused, match="ends before"):
        write(union, expires_on=SIGNED - dt.timedelta(days=1))


def test_another_unions_agreement_does_not_exist(union: House, other_union: House) -> None:
    agreement = write(union)
    with pytest.raises(Agreement.DoesNotExist):
        queries.agreement_for(other_union.officer.member, agreement.id)
    with pytest.raises(Agreement.DoesNotExist):
        operations.renew(agreement, renewed_on=ENDS, expires_on=None, by=other_union.officer.session)
    with pytest.raises(union.workplace.DoesNotExist):
        write(other_union, workplace=union.workplace)


def test_what_ended_long_ago_loses_its_words(union: House) -> None:
    ended, in_force = write(union), write(union, expires_on=None)
    assert shred_settled(union.organisation, before=ENDS + dt.timedelta(days=1)) == 1
    ended.refresh_from_db()
    in_force.refresh_from_db()
    assert (bytes(ended.parties_sealed), bool(bytes(in_force.parties_sealed))) == (b"", True)


def test_counts_tell_what_holds_and_what_ends_soon(union: House) -> None:
    write(union)
    write(union, expires_on=None)
    write(union, expires_on=dt.date(2025, 2, 1))
    every, day = queries.agreements_for(union.officer.member), dt.date(2026, 12, 1)
    assert (queries.in_force(every, on=day).count(), queries.ending_soon(every, on=day).count()) == (2, 1)
