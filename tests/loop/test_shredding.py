"""A case whose time is over goes with every word; what is held back, open or younger stays."""

import datetime as dt

import pytest
from django.db.models import BinaryField, Model

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.loop.actions import closing, operations
from safelamp.loop.actions.models import ActionEvent, CorrectiveAction, DueDateRevision, Plan, SeenHow, Term
from safelamp.loop.actions.shredding import shred_due_cases
from safelamp.loop.cases import floor, shredding
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases import queries as case_queries
from safelamp.loop.cases.models import Case, CaseEvent, CaseReport, ConfirmedBy
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.cases.states import State
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Kind, Message, Report
from safelamp.loop.reports.shredding import never_taken, shred_reports
from safelamp.loop.reports.words import MessageWords
from tests.loop.agreed import DUE, agree, take
from tests.loop.told import MORNING, Told, report, tell
from tests.people import House

TODAY = dt.date(2028, 12, 1)
CLOSED_BEFORE = dt.date(2026, 12, 1)
KEPT_FOR_COUNTS = ("workplace", "kind", "hazard", "lane", "arrived_on")


def whole_case(house: House, told: Told) -> Case:
    """A closed case with words in every place where words can be."""
    by = house.focal_point.session
    case = take(house, told.report, title="Press three")
    cases.note(case, "Somchai was there.", by=by, at=MORNING)
    plan = operations.make_plan(house.workplace, term=Term.IMMEDIATE, title="Plan of the press", by=by, at=MORNING)
    action = agree(house, case, owner="Mister Lee", plan=plan)
    operations.revise_due_date(action, due_on=DUE + dt.timedelta(days=1), reason="Parts are late", by=by, at=MORNING)
    operations.report_fixed(action, words="He said so", by=by, at=MORNING)
    operations.verify(action, evidence="I saw it", seen_how=SeenHow.VISIT, by=house.officer.session, at=MORNING)
    reports.answer(told.report, MessageWords("We come on Friday."), by=by, at=MORNING)
    reports.reply(told.access, MessageWords("Ask for Malee."), photo=b"jpeg", at=MORNING)
    return closing.close_case(
        case, by=house.representative.session, confirmed_by=ConfirmedBy.REPRESENTATIVE, note="Guard fitted", at=MORNING
    )


def envelopes_left() -> dict[str, int]:
    """How many envelopes lie in which field of the loop's rooms."""
    found = {}
    models: list[type[Model]] = [Report, Message, Case, CaseEvent, CorrectiveAction, ActionEvent, DueDateRevision, Plan]
    for model in models:
        for field in model._meta.concrete_fields:
            if isinstance(field, BinaryField):
                left = model._default_manager.exclude(**{field.name: b""}).exclude(**{f"{field.name}__isnull": True})
                if left.exists():
                    found[f"{model.__name__}.{field.name}"] = left.count()
    return found


@pytest.fixture
def told(union: House) -> Told:
    return tell(union)


def shred(house: House) -> int:
    return shred_due_cases(house.organisation, before=CLOSED_BEFORE, day=TODAY)


def test_every_word_of_a_case_goes_and_its_figures_stay(union: House, told: Told) -> None:
    case = whole_case(union, told)
    assert len(envelopes_left()) >= 14
    before = Report.objects.values(*KEPT_FOR_COUNTS).get(id=told.report.id)
    assert shred(union) == 1
    assert envelopes_left() == {}
    case.refresh_from_db()
    assert (case.state, case.closed_on, case.shredded_on) == (State.CLOSED, MORNING.date(), TODAY)
    assert Report.objects.values(*KEPT_FOR_COUNTS).get(id=told.report.id) == before
    assert CaseReport.objects.filter(case=case).count() == 1
    assert ActionEvent.objects.count() > 2


def test_a_shredded_receipt_opens_nothing_and_says_nothing(union: House, told: Told) -> None:
    """Whoever finds the paper later cannot even learn that there was a report."""
    whole_case(union, told)
    shred(union)
    assert queries.access(told.receipt) is None


def test_the_desk_opens_nothing_of_it_and_can_do_nothing_with_it(union: House, told: Told) -> None:
    case = whole_case(union, told)
    shred(union)
    shredded = Report.objects.get(id=told.report.id)
    by = union.focal_point.session
    with pytest.raises(CannotOpen):
        queries.words_of(by, shredded)
    with pytest.raises(CannotOpen):
        reports.answer(shredded, MessageWords("Are you there?"), by=by)
    for act in (
        lambda: closing.reopen_case(case, by=by, note="It came back"),
        lambda: cases.note(case, "More", by=by),
        lambda: shredding.hold(case, "A court", by=union.officer.session),
    ):
        with pytest.raises(Refused, match="have been destroyed"):
            act()


def test_shredding_again_changes_nothing(union: House, told: Told) -> None:
    whole_case(union, told)
    shred(union)
    assert shred(union) == 0


def test_an_open_case_and_a_younger_one_stay_whole(union: House, told: Told) -> None:
    take(union, report(union))
    case = whole_case(union, told)
    Case.objects.filter(id=case.id).update(closed_on=CLOSED_BEFORE)  # not before it
    assert shred(union) == 0
    assert queries.words_of(union.officer.session, told.report).story


def test_a_case_that_was_opened_again_stays_whole(union: House, told: Told) -> None:
    case = whole_case(union, told)
    closing.reopen_case(case, by=union.focal_point.session, note="It came back", at=MORNING)
    assert shred(union) == 0


def test_merged_parts_go_with_the_case_that_they_became_part_of(union: House, told: Told) -> None:
    other = tell(union)
    part = take(union, other.report, title="Part")
    cases.note(part, "Note of the part", by=union.focal_point.session, at=MORNING)
    agreed = agree(union, part, what="In the part")
    target = take(union, told.report, title="Whole")
    cases.merge(part, into=target, by=union.focal_point.session, at=MORNING)
    operations.report_fixed(agreed, by=union.focal_point.session, at=MORNING)
    operations.verify(agreed, seen_how=SeenHow.VISIT, by=union.officer.session, at=MORNING)
    closing.close_case(target, by=union.representative.session, confirmed_by=ConfirmedBy.REPRESENTATIVE, at=MORNING)
    assert shred(union) == 1
    assert envelopes_left() == {}
    part.refresh_from_db()
    assert (part.state, part.shredded_on) == (State.MERGED, TODAY)


def test_another_unions_cases_are_not_touched(union: House, other_union: House) -> None:
    whole_case(other_union, tell(other_union))
    left = envelopes_left()
    assert shred(union) == 0
    assert envelopes_left() == left


def test_a_plan_keeps_its_title_while_one_of_its_cases_is_kept(union: House, told: Told) -> None:
    whole_case(union, told)
    open_case = take(union, report(union))
    agree(union, open_case, plan=Plan.objects.get())
    shred(union)
    assert bytes(Plan.objects.get().title_sealed)
    Case.objects.filter(id=open_case.id).update(
        state=State.CLOSED, closed_on=MORNING.date(), confirmed_by=ConfirmedBy.REPORTER
    )
    shred(union)
    assert bytes(Plan.objects.get().title_sealed) == b""


# Holding back


def test_a_held_case_stays_whole_until_the_hold_is_ended(union: House, told: Told) -> None:
    case = whole_case(union, told)
    shredding.hold(case, "The labour court asks for it", by=union.officer.session, at=MORNING)
    assert shred(union) == 0
    shredding.end_hold(case, "Judged", by=union.officer.session, at=MORNING)
    assert shred(union) == 1


def test_the_reason_is_sealed_and_stands_in_the_history(union: House, told: Told) -> None:
    case = take(union, told.report)
    shredding.hold(case, "Labour court", by=union.officer.session, at=MORNING)
    event = CaseEvent.objects.get(verb="hold")
    assert b"Labour court" not in bytes(event.note_sealed)
    from_history = [line.note for line in cases_history(union, case)]
    assert "Labour court" in from_history


def cases_history(house: House, case: Case) -> list[object]:
    return list(case_queries.history_of(house.focal_point.session, case))


def test_a_hold_needs_a_reason_and_an_officer(union: House, told: Told) -> None:
    case = take(union, told.report)
    with pytest.raises(Refused, match="Write who needs it"):
        shredding.hold(case, "  ", by=union.officer.session)
    for who in (union.focal_point, union.representative):
        with pytest.raises(Refused, match="Your role does not allow"):
            shredding.hold(case, "A court", by=who.session)
    with pytest.raises(Refused, match="not held back"):
        shredding.end_hold(case, "", by=union.officer.session)
    shredding.hold(case, "A court", by=union.officer.session)
    with pytest.raises(Refused, match="held back already"):
        shredding.hold(case, "A court", by=union.officer.session)


def test_a_case_of_the_restricted_lane_is_held_by_its_readers_and_unknown_to_officers(union: House) -> None:
    case = take(union, report(union, kind=Kind.RETALIATION), who="restricted_reader")
    with pytest.raises(Case.DoesNotExist):
        shredding.hold(case, "A court", by=union.officer.session)
    assert shredding.hold(case, "A court", by=union.restricted_reader.session).held_since


def test_a_held_case_that_joins_another_holds_that_one_back(union: House, told: Told) -> None:
    part, target = take(union, report(union)), take(union, told.report)
    shredding.hold(part, "A court", by=union.officer.session, at=MORNING)
    cases.merge(part, into=target, by=union.focal_point.session, at=MORNING)
    target.refresh_from_db()
    assert target.held_since == MORNING.date()


# Reports that nobody took


def test_a_report_that_nobody_took_goes_after_the_same_time(union: House, told: Told) -> None:
    gone = shred_reports(
        never_taken(union.organisation, before=CLOSED_BEFORE), organisation=union.organisation, day=TODAY
    )
    assert gone == 1
    told.report.refresh_from_db()
    assert (told.report.due_at, told.report.shredded_on) == (None, TODAY)
    assert envelopes_left() == {}


def test_a_taken_report_and_one_that_still_speaks_are_not_counted_as_never_taken(union: House, told: Told) -> None:
    take(union, report(union))
    reports.reply(told.access, MessageWords("I wait."), at=dt.datetime(2026, 12, 2, tzinfo=dt.UTC))
    assert not never_taken(union.organisation, before=CLOSED_BEFORE).exists()


def test_two_reports_can_be_shredded(union: House, told: Told) -> None:
    """The lookup of a receipt is unique: emptying must not make two alike."""
    tell(union)
    gone = shred_reports(
        Report.objects.filter(organisation=union.organisation), organisation=union.organisation, day=TODAY
    )
    assert gone == 2


def test_closing_day_of_a_hostile_profile_is_the_weeks(union: House, told: Told) -> None:
    union.organisation.profile = "hostile"
    union.organisation.retention_months = 1
    union.organisation.save()
    case = take(union, told.report)
    floor.close(case, by=union.representative.session, confirmed_by=ConfirmedBy.REPRESENTATIVE, at=MORNING)
    shred(union)
    case.refresh_from_db()
    assert case.shredded_on == TODAY - dt.timedelta(days=TODAY.weekday())
