"""The life of an alert: signal, verified, assessed, acted on, closed; each in its time, by those who may."""

import datetime as dt

import pytest

from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import Profile
from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts import operations, queries
from safelamp.insight.alerts.choices import Feedback, Risk, Rule
from safelamp.insight.alerts.models import Alert
from safelamp.insight.alerts.raising import go_on, open_alert_of
from safelamp.insight.alerts.states import OPEN, TABLE, AlertState, AlertVerb, verbs_from
from safelamp.loop.cases.refusals import Refused
from tests.insight.alerts.happening import MONDAY, MORNING, TODAY, alert, happened, statistic, unusual
from tests.people import House, Person

DAY = dt.timedelta(days=1)


def handled(house: House, found: Alert, *verbs: AlertVerb, who: Person | None = None) -> Alert:
    for verb in verbs:
        found = operations.handle(
            found, verb, by=(who or house.focal_point).session, note="Asked the shift.",
            risk=Risk.HIGH if verb == AlertVerb.ASSESS else Risk.NONE, at=MORNING,
        )  # fmt: skip
    return found


def test_an_alert_goes_through_its_whole_life_and_each_state_has_its_clock(union: House) -> None:
    found = statistic(union)
    assert (found.state, found.due_on) == (AlertState.SIGNAL, TODAY + DAY)
    found = handled(union, found, AlertVerb.VERIFY)
    assert (found.state, found.due_on, found.feedback) == (AlertState.VERIFIED, TODAY + 2 * DAY, Feedback.REAL)
    found = handled(union, found, AlertVerb.ASSESS)
    assert (found.state, found.due_on, found.risk) == (AlertState.ASSESSED, TODAY + 7 * DAY, Risk.HIGH)
    found = handled(union, found, AlertVerb.ACT)
    assert (found.state, found.due_on) == (AlertState.ACTED_ON, None)
    found = handled(union, found, AlertVerb.CLOSE)
    assert (found.state, found.closed_on) == (AlertState.CLOSED, TODAY)
    verbs = [line.verb for line in queries.history_of(union.officer.session, found)]
    assert verbs == [AlertVerb.RAISE, AlertVerb.VERIFY, AlertVerb.ASSESS, AlertVerb.ACT, AlertVerb.CLOSE]


def test_the_clock_to_verify_is_never_longer_than_48_hours(union: House) -> None:
    for hour in (0, 12, 23):
        raised = MORNING.replace(hour=hour)
        due = alert(union, at=raised).due_on
        assert due is not None
        last_moment = dt.datetime.combine(due + DAY, dt.time(), tzinfo=dt.UTC)
        assert dt.timedelta(hours=24) <= last_moment - raised <= dt.timedelta(hours=48)


def test_an_alert_is_late_on_the_day_after_its_clock_ended(union: House) -> None:
    found = alert(union)
    assert not found.is_overdue_on(TODAY + DAY)
    assert found.is_overdue_on(TODAY + 2 * DAY)
    assert queries.alert_counts(union.officer.member, at=MORNING + 2 * DAY).overdue == 1


@pytest.mark.parametrize(
    ("verb", "feedback"),
    [(AlertVerb.FIND_NOT_REAL, Feedback.NOT_REAL), (AlertVerb.CANNOT_TELL, Feedback.CANNOT_TELL)],
)
def test_an_alert_that_is_not_real_closes_at_once(union: House, verb: AlertVerb, feedback: Feedback) -> None:
    found = handled(union, alert(union), verb)
    assert (found.state, found.feedback, found.judged_on, found.due_on) == (AlertState.CLOSED, feedback, TODAY, None)


def test_an_alert_that_is_opened_again_is_verified_anew(union: House) -> None:
    found = handled(union, alert(union), AlertVerb.FIND_NOT_REAL, AlertVerb.REOPEN)
    assert (found.state, found.feedback, found.judged_on, found.closed_on) == (AlertState.SIGNAL, "", None, None)
    assert found.due_on == TODAY + DAY


def test_what_a_closed_alert_was_can_be_said_better(union: House) -> None:
    found = handled(union, alert(union), AlertVerb.FIND_NOT_REAL)
    found = operations.correct_feedback(found, Feedback.REAL, by=union.officer.session, note="It was.", at=MORNING)
    assert (found.state, found.feedback) == (AlertState.CLOSED, Feedback.REAL)


def test_an_open_alert_is_judged_by_verifying_it(union: House) -> None:
    with pytest.raises(Refused, match="Only a closed alert"):
        operations.correct_feedback(alert(union), Feedback.REAL, by=union.officer.session, note="It is.")


@pytest.mark.parametrize("verb", sorted(operations.WORDS_NEEDED))
def test_some_acts_need_words(union: House, verb: AlertVerb) -> None:
    found = alert(union)
    before = next(row.before for row in TABLE if row.verb == verb)
    ways = {
        AlertState.SIGNAL: [], AlertState.ASSESSED: [AlertVerb.VERIFY, AlertVerb.ASSESS],
        AlertState.CLOSED: [AlertVerb.FIND_NOT_REAL],
    }  # fmt: skip
    assert before is not None
    found = handled(union, found, *ways[before])
    with pytest.raises(Refused, match="in a few words"):
        operations.handle(found, verb, by=union.focal_point.session, note="  ")


def test_a_risk_has_to_be_chosen(union: House) -> None:
    found = handled(union, alert(union), AlertVerb.VERIFY)
    with pytest.raises(Refused, match="how great the risk"):
        operations.handle(found, AlertVerb.ASSESS, by=union.focal_point.session)


def test_what_the_table_does_not_know_is_refused(union: House) -> None:
    with pytest.raises(Refused, match="not possible now"):
        handled(union, alert(union), AlertVerb.CLOSE)


def test_from_every_open_state_a_person_gets_to_the_end() -> None:
    for state in OPEN:
        ends = {row.after for row in TABLE if row.before == state and row.permissions}
        assert ends & {AlertState.CLOSED, AlertState.VERIFIED, AlertState.ASSESSED}
        assert AlertVerb.MERGE in verbs_from(state)
        assert AlertVerb.GO_ON not in verbs_from(state)


def test_notes_are_sealed_and_opened_for_readers(union: House) -> None:
    found = operations.handle(alert(union), AlertVerb.NOTE, by=union.focal_point.session, note="Ask Somchai.")
    row = found.events.get(verb=AlertVerb.NOTE)
    assert b"Somchai" not in bytes(row.note_sealed)
    assert queries.history_of(union.officer.session, found)[-1].note == "Ask Somchai."


def test_a_merged_alert_keeps_its_number_and_what_goes_on_reaches_the_other(union: House) -> None:
    first, second = alert(union), alert(union, hazard="chemical")
    into = operations.merge(first, into=second, by=union.officer.session, at=MORNING)
    gone = queries.alert_for(union.officer.member, first.id)
    assert (gone.state, gone.merged_into, gone.number) == (AlertState.MERGED, into, first.number)
    more = happened(union)
    found = open_alert_of(more)
    assert found == into
    assert go_on(into, more, at=MORNING).observed == 2


def test_merging_again_leads_to_the_last_one(union: House) -> None:
    first, second, third = alert(union), alert(union), alert(union)
    operations.merge(first, into=second, by=union.officer.session, at=MORNING)
    operations.merge(second, into=third, by=union.officer.session, at=MORNING)
    assert queries.alert_for(union.officer.member, first.id).merged_into == third


def test_an_alert_is_not_merged_into_one_of_other_readers_or_organisations(union: House, other_union: House) -> None:
    found = alert(union)
    hidden = alert(union, audience=Audience.RESTRICTED, rule=Rule.RESTRICTED)
    for into in (hidden, alert(other_union), found):
        with pytest.raises(Alert.DoesNotExist):
            operations.merge(found, into=into, by=union.officer.session)


def test_each_act_leaves_one_line_in_the_audit_and_no_words(union: House) -> None:
    handled(union, alert(union), AlertVerb.VERIFY)
    verbs = AuditLine.objects.filter(verb__startswith="alerts.").values_list("verb", flat=True)
    assert sorted(verbs) == ["alerts.raise", "alerts.verify"]


def test_a_hostile_organisation_keeps_weeks_for_days(union: House) -> None:
    union.organisation.profile = Profile.HOSTILE
    union.organisation.retention_months = 1
    union.organisation.save()
    found = alert(union)
    monday = TODAY - dt.timedelta(days=TODAY.weekday())
    assert (found.raised_on, found.first_day, found.last_day) == (monday, monday, monday)
    assert handled(union, found, AlertVerb.NOTE).events.get(verb=AlertVerb.NOTE).day == monday


def test_an_event_that_turns_out_to_have_begun_earlier_says_so_beside_its_count(union: House) -> None:
    found = statistic(union)
    earlier = MONDAY - dt.timedelta(weeks=2)
    more = happened(union, rule=Rule.STATISTIC, observed=15, first_day=earlier, last_day=MONDAY, unusual=unusual(union))
    go_on(found, more, at=MORNING)
    found.refresh_from_db()
    assert (found.observed, found.first_day, found.last_day) == (15, earlier, MONDAY)
