"""The paper key made anew: who can, what stops working, what goes on, and who has to wait."""

import datetime as dt

import pytest

from safelamp.engines.sealing import paper
from safelamp.engines.sealing.paper import SheetRefused, Slip
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members, paper_key, queries, roles, rotation, waits
from safelamp.ground.vault import operations as vault
from safelamp.ground.vault.models import MemberKey, PaperHeldKey
from safelamp.ground.vault.paper_key import CannotRenew, MustWait, NewPaperKey
from tests.people import House, Person

NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def keeper(union: House) -> Person:
    """The officer, who also reads the restricted lane: holds every key."""
    roles.name_restricted_reader(union.officer.member, by=union.officer.member)
    vault.admit(union.officer.member, by=union.restricted_reader.session)
    return union.officer


def newcomer(house: House) -> Person:
    enrolled = members.enrol("newcomer", organisation=house.organisation, role=Role.OFFICER, by=None)
    return Person(enrolled.member, enrolled.passphrase, enrolled.session)


def renewed(by: Person, sheets: tuple[str, ...] = ()) -> NewPaperKey:
    fresh = paper_key.begin_renewal(by.session, sheets=sheets)
    paper_key.renew(fresh, by=by.session)
    return fresh


def opens(house: House, sheets: tuple[str, ...] | list[str]) -> bool:
    """Whether two sheets give a new officer every key of the role, and each works."""
    person = newcomer(house)
    try:
        paper_key.admit_from_paper(person.member, sheets)
    except SheetRefused:
        return False
    finally:
        held = list(queries.held_by(person.member).values_list("pair_id", flat=True))
        halves = person.session.private_halves(held)
        missing = queries.missing_for(person.member)
        person.member.delete()
    return bool(held) and len(halves) == len(held) and not missing


def test_the_new_sheets_open_and_the_old_ones_do_not(union: House, keeper: Person) -> None:
    fresh = renewed(keeper)
    assert all(opens(union, [fresh.sheets[a], fresh.sheets[b]]) for a, b in ((0, 1), (0, 2), (2, 1)))
    assert not opens(union, list(union.sheets[:2]))
    assert not opens(union, [union.sheets[0], fresh.sheets[1]])


def test_until_the_end_the_old_sheets_work(union: House, keeper: Person) -> None:
    fresh = paper_key.begin_renewal(keeper.session)
    assert opens(union, list(union.sheets[1:]))
    assert not opens(union, list(fresh.sheets[:2]))


def test_every_month_is_on_the_new_paper_those_before_and_those_after(union: House, keeper: Person) -> None:
    rotation.make_due_pairs(at=dt.date(2099, 1, 3))
    fresh = paper_key.begin_renewal(keeper.session)
    rotation.make_due_pairs(at=dt.date(2099, 2, 3))  # while the sheets are being printed
    paper_key.renew(fresh, by=keeper.session)
    rotation.make_due_pairs(at=dt.date(2099, 3, 3))
    assert (
        PaperHeldKey.objects.filter(pair__organisation=union.organisation).count()
        == queries.current_pairs(union.organisation).count()
    )
    assert opens(union, list(fresh.sheets[1:]))


def test_who_does_not_hold_everything_is_refused_and_told_who_could(union: House, keeper: Person) -> None:
    with pytest.raises(CannotRenew, match="do not hold every key"):
        paper_key.begin_renewal(union.focal_point.session)
    assert paper_key.who_could_renew(union.organisation) == [keeper.member]


def test_who_left_could_not(union: House, keeper: Person) -> None:
    keeper.member.is_active = False
    keeper.member.save()
    assert paper_key.who_could_renew(union.organisation) == []


def test_two_old_sheets_are_enough_for_who_holds_nothing(union: House) -> None:
    fresh = renewed(newcomer_that_stays(union), (union.sheets[2], union.sheets[0]))
    assert opens(union, list(fresh.sheets[:2]))


def newcomer_that_stays(house: House) -> Person:
    enrolled = members.enrol("renewer", organisation=house.organisation, role=Role.OFFICER, by=None)
    return Person(enrolled.member, enrolled.passphrase, enrolled.session)


def test_of_two_who_renew_at_once_the_second_is_told_to_destroy_their_sheets(union: House, keeper: Person) -> None:
    first = paper_key.begin_renewal(keeper.session)
    second = paper_key.begin_renewal(newcomer_that_stays(union).session, sheets=union.sheets[:2])
    paper_key.renew(first, by=keeper.session)
    with pytest.raises(CannotRenew, match="Destroy these sheets"):
        paper_key.renew(second, by=keeper.session)
    assert opens(union, list(first.sheets[:2]))


def test_who_lost_a_key_while_printing_changes_nothing(union: House, keeper: Person) -> None:
    fresh = paper_key.begin_renewal(keeper.session)
    queries.held_by(keeper.member).first().delete()  # type: ignore[union-attr]
    with pytest.raises(CannotRenew, match="any more"):
        paper_key.renew(fresh, by=keeper.session)
    assert opens(union, list(union.sheets[:2]))


def test_it_leaves_one_line_and_the_new_key_never_prints_itself(union: House, keeper: Person) -> None:
    AuditLine.objects.all().delete()
    fresh = renewed(keeper)
    line = AuditLine.objects.get()
    assert (line.verb, line.member_id) == ("vault.renew_paper_key", keeper.member.id)
    assert repr(fresh) == "NewPaperKey()"


# Sheets that do not fit


def slip_of(house: House, sheets: list[str]) -> Slip:
    person = newcomer(house)
    with pytest.raises(SheetRefused) as refused:
        paper_key.admit_from_paper(person.member, sheets)
    person.member.delete()
    return refused.value.slip


def test_each_kind_of_wrong_sheet_is_told_apart(union: House, other_union: House) -> None:
    first, second, _third = union.sheets
    letter = second[:5] + ("B" if second[5] != "B" else "C") + second[6:]
    assert slip_of(union, [first, first]) == Slip.SAME_TWICE
    assert slip_of(union, [first, letter]) == Slip.LETTER
    assert slip_of(union, [first, second[:-5]]) == Slip.NO_SHEET
    assert slip_of(union, [first, "MFRG-GZDF"]) == Slip.NO_SHEET
    assert slip_of(union, [first, other_union.sheets[1]]) == Slip.OTHER_KEY
    assert slip_of(union, [first, other_union.sheets[0]]) == Slip.OTHER_KEY
    assert slip_of(union, list(other_union.sheets[:2])) == Slip.OTHER_KEY


def test_how_a_sheet_is_typed_does_not_matter(union: House) -> None:
    typed = [union.sheets[0].lower().replace("-", " "), union.sheets[1].replace("O", "0").replace("I", "1")]
    assert opens(union, typed)


def wrong(person: Person, sheets: list[str], *, at: dt.datetime) -> None:
    with pytest.raises(SheetRefused):
        paper_key.admit_from_paper(person.member, sheets, at=at)


def test_sheets_that_do_not_fit_make_wait_this_member_and_nobody_else(union: House, other_union: House) -> None:
    person, foreign = newcomer(union), list(other_union.sheets[:2])
    for _ in range(waits.FREE_FAILURES + 1):
        wrong(person, foreign, at=NOW)
    with pytest.raises(MustWait):
        paper_key.admit_from_paper(person.member, union.sheets[:2], at=NOW)
    paper_key.admit_from_paper(union.officer.member, union.sheets[:2], at=NOW)
    paper_key.admit_from_paper(person.member, union.sheets[:2], at=NOW + dt.timedelta(seconds=3))
    assert MemberKey.objects.get(member=person.member).sheet_failures == 0


def test_slips_of_the_pen_never_make_wait(union: House) -> None:
    person = newcomer(union)
    for _ in range(20):
        wrong(person, [union.sheets[0], "nonsense"], at=NOW)
    paper_key.admit_from_paper(person.member, union.sheets[:2], at=NOW)


def test_no_two_sheets_are_alike() -> None:
    assert len({sheet for _ in range(20) for sheet in paper.split(b"x" * 32).sheets.values()}) == 60
