"""Alerts at the desk: found on the list, understood on their page, handled to their end, set in words."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from safelamp.doors.desk.alert_acts import ACTS
from safelamp.doors.desk.alert_drawing import drawing
from safelamp.ground.vault.models import Audience
from safelamp.insight.alerts.choices import Feedback, Hears, Risk, Rule, Source, Watchfulness
from safelamp.insight.alerts.models import Alert, Listener, Lookout, Watch
from safelamp.insight.alerts.operations import handle
from safelamp.insight.alerts.states import AlertState, AlertVerb
from safelamp.loop.cases.queries import reports_of
from tests.doors.desk import alerting, things
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
TITLE = "Machine or caught in: 24 reports in 3 weeks where about 8 are usual"


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def act(client: Client, alert: Alert, name: str, **answers: str) -> str:
    answer = client.post(f"/desk/alerts/{alert.id}/{name}/", answers)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def test_the_list_says_how_many_what_and_what_is_due(at_desk: AtDesk, union: House) -> None:
    alerting.unusual(union)
    alerting.grave(union)
    shown = read(at_desk(union.focal_point), "/desk/alerts/")
    for words in (TITLE, "2 to check", "Open 2", "Closed 0", "Check it: ", "1 day left", "Showing 1–2 of 2."):
        assert words in shown
    assert shown.index("a fire or an explosion") < shown.index(TITLE)  # the grave one first


def test_the_list_can_be_narrowed_to_what_is_late(at_desk: AtDesk, union: House) -> None:
    alerting.unusual(union)
    late = alerting.grave(union)
    Alert.objects.filter(id=late.id).update(due_on=timezone.localdate() - dt.timedelta(days=3))
    shown = read(at_desk(union.focal_point), "/desk/alerts/?show=late")
    assert TITLE not in shown
    assert "3 days late" in shown
    assert "Late 1" in shown


def test_the_navigation_says_how_many_wait_to_be_checked(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    assert ">Alerts</a>" in read(client, "/desk/inbox/")
    alerting.unusual(union)
    assert 'Alerts&nbsp;<span class="num quiet">1</span>' in read(client, "/desk/inbox/")


def test_an_empty_list_says_what_to_do_next(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    assert "Nothing is watched yet." in read(client, "/desk/alerts/")
    alerting.watch(union)
    assert "silent workplaces stand in the overview" in read(client, "/desk/alerts/")
    assert "See what is watched" in read(client, "/desk/alerts/")
    assert "Show all" in read(client, "/desk/alerts/?show=closed")


def test_an_alert_shows_picture_reason_places_and_steps(at_desk: AtDesk, union: House) -> None:
    alert = alerting.unusual(union)
    shown = read(at_desk(union.focal_point), f"/desk/alerts/{alert.id}/")
    for words in (
        f">{TITLE}</h1>", "alarm, 3 weeks", "upper edge", "reports a week",
        "in yellow 9, 7, 8. At least one of these counts is above what is usual",
        "24 seen, 7.9 expected, in 3 weeks from", "so are all of them together.", "about 1 false alarm a month",
        "Counts of reports, not a rate", "No training was written down in the 6 weeks before.",
        union.workplace.name, "80 of 100", "20 of 100", "2 rows.", "What to do", "It is real", "Nobody can tell",
        "No item about accidents",
    ):  # fmt: skip
        assert words in shown, words
    assert shown.count('<svg class="chart broad"') == shown.count('<svg class="chart narrow"') == 1
    assert shown.index("Otherwise between") < shown.index('<svg class="chart broad"') < shown.index("As a table")


def test_the_picture_ends_soon_after_an_event_of_months_ago(union: House) -> None:
    found = alerting.unusual(union)
    found.first_day -= dt.timedelta(weeks=16)
    found.last_day -= dt.timedelta(weeks=16)
    chart = drawing(found, list(found.weeks.order_by("week")), title="Machines")
    assert chart is not None
    after = [row for row in chart.rows if not row.alarm]
    assert len(chart.rows) == 26 - 16 + 4
    assert [row.alarm for row in chart.rows[:4]] == [False] * 4
    assert len(after) == len(chart.rows) - 3


def test_a_rule_has_no_chart_and_leads_to_what_it_rests_on(at_desk: AtDesk, union: House) -> None:
    report, _receipt = things.told(union)
    alert = alerting.grave(union, rule=Rule.DEATH)
    alert.behind.create(rule=Rule.DEATH, report=report)
    client = at_desk(union.focal_point)
    shown = read(client, f"/desk/alerts/{alert.id}/")
    assert f"{union.workplace.name}: somebody died" in shown
    assert "tells of a death" in shown
    assert f"/desk/reports/{report.id}/" in shown
    assert "chart broad" not in shown
    case = things.open_case(union)
    alert.behind.create(rule=Rule.DEATH, report=reports_of(union.focal_point.member, case).get())
    assert f"/desk/cases/{case.id}/" in read(client, f"/desk/alerts/{alert.id}/")


def test_an_alert_is_handled_from_the_signal_to_its_end(at_desk: AtDesk, union: House) -> None:
    alert, case = alerting.unusual(union), things.open_case(union)
    client = at_desk(union.focal_point)
    page = f"/desk/alerts/{alert.id}/"
    assert act(client, alert, "real", note="I went there.") == f"{page}?done=alert_verified"
    assert "Now say how great the risk is." in read(client, f"{page}?done=alert_verified")
    assert act(client, alert, "assess", risk="high") == f"{page}?done=alert_assessed"
    assert "7 days left" in read(client, page)
    assert "Write down what was done</a>" in read(client, page)
    assert act(client, alert, "act", case=case.number, note="A guard is asked for.") == f"{page}?done=alert_acted"
    assert act(client, alert, "close", note="The guards are fitted.") == f"{page}?done=alert_closed"
    alert.refresh_from_db()
    assert (alert.state, alert.feedback, alert.risk) == (AlertState.CLOSED, Feedback.REAL, Risk.HIGH)
    shown = read(client, page)
    for words in ("I went there.", f"Case {case.number}. A guard is asked for.", "The guards are fitted.", "high"):
        assert words in shown
    assert "It is real</a>" not in shown


def test_what_was_not_real_counts_in_how_often_alerts_were_right(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    for number in range(4):
        alert = alerting.grave(union)
        name = "not-real" if number == 0 else "real"
        assert act(client, alert, name, note="I asked.").startswith("/desk/alerts/")
    shown = read(client, "/desk/alerts/")
    assert "Of 4 alerts that were judged, 3 were real: 75 %, between 19 % and 99 %." in shown


def test_a_closed_alert_can_be_judged_anew_and_opened_again(at_desk: AtDesk, union: House) -> None:
    alert = alerting.unusual(union)
    client = at_desk(union.focal_point)
    act(client, alert, "cannot-tell", note="Nobody was there.")
    assert "?done=alert_judged" in act(client, alert, "judge", feedback="real", note="Now somebody told us.")
    assert Alert.objects.get().feedback == Feedback.REAL
    assert "?done=alert_reopened" in act(client, alert, "reopen", note="It happened again.")
    assert Alert.objects.get().state == AlertState.SIGNAL


def test_two_alerts_of_one_event_become_one(at_desk: AtDesk, union: House) -> None:
    one, other = alerting.unusual(union), alerting.grave(union)
    client = at_desk(union.focal_point)
    assert act(client, one, "merge", into=str(other.id)) == f"/desk/alerts/{other.id}/?done=alert_merged"
    assert f"/desk/alerts/{other.id}/" in read(client, f"/desk/alerts/{one.id}/")


@pytest.mark.parametrize(
    ("name", "answers", "sentence"),
    [
        ("not-real", {"note": " "}, "This field is required."),
        ("cannot-tell", {}, "This field is required."),
        ("real", {"note": "x" * 4_001}, "at most 4000 characters"),
        ("merge", {}, "No other open alert is there that the same people read."),
    ],
)
def test_what_is_missing_is_told_and_nothing_changes(
    at_desk: AtDesk, union: House, name: str, answers: dict[str, str], sentence: str
) -> None:
    alert = alerting.unusual(union)
    assert sentence in act(at_desk(union.focal_point), alert, name, **answers)
    assert Alert.objects.get().state == AlertState.SIGNAL


def test_what_is_not_possible_now_is_said_in_words(at_desk: AtDesk, union: House) -> None:
    alert = alerting.unusual(union)
    client = at_desk(union.focal_point)
    answer = client.get(f"/desk/alerts/{alert.id}/close/")
    assert answer.status_code == 409
    assert "This is not possible now: signal: nobody has verified it yet." in answer.content.decode()
    assert "This is not possible now" in act(client, alert, "close", note="x")


def test_a_form_sent_twice_is_done_once(at_desk: AtDesk, union: House) -> None:
    alert, client = alerting.unusual(union), at_desk(union.focal_point)
    places = {act(client, alert, "note", note="A visit is planned.", once="f" * 32) for _ in range(2)}
    assert len(places) == 1
    assert alert.events.filter(verb=AlertVerb.NOTE).count() == 1


def test_a_representative_reads_the_alerts_of_their_floor_and_handles_none(at_desk: AtDesk, union: House) -> None:
    here, everywhere = alerting.grave(union), alerting.unusual(union)
    client = at_desk(union.representative)
    shown = read(client, f"/desk/alerts/{here.id}/")
    assert "An OSH focal point or an officer handles it." in shown
    assert "It is real</a>" not in shown
    assert client.get(f"/desk/alerts/{everywhere.id}/").status_code == 404
    for each in ACTS.values():
        assert client.get(f"/desk/alerts/{here.id}/{each.path}/").status_code == 404


def test_the_restricted_lane_is_seen_and_counted_by_its_readers_only(at_desk: AtDesk, union: House) -> None:
    locked = alerting.grave(union, rule=Rule.RESTRICTED, audience=Audience.RESTRICTED, hazard="")
    for person in (union.focal_point, union.officer, union.representative):
        client = at_desk(person)
        shown = read(client, "/desk/alerts/")
        assert "Open 0" in shown
        assert locked.number not in shown
        assert client.get(f"/desk/alerts/{locked.id}/").status_code == 404
        assert client.get(f"/desk/alerts/{locked.id}/real/").status_code == 404
    reader = at_desk(union.restricted_reader)
    assert "only 1 person can see these" in read(reader, "/desk/alerts/")
    assert "?done=alert_verified" in act(reader, locked, "real", note="She told me.")


def test_a_case_of_the_restricted_lane_is_not_named_in_an_alert_that_others_read(at_desk: AtDesk, union: House) -> None:
    alert, case = alerting.unusual(union), things.open_case(union)
    session = union.restricted_reader.session
    handle(alert, AlertVerb.VERIFY, by=session)
    handle(alert, AlertVerb.ASSESS, by=session, risk=Risk.LOW)
    client = at_desk(union.restricted_reader)
    assert case.number in read(client, f"/desk/alerts/{alert.id}/act/")
    type(case).objects.filter(id=case.id).update(audience=Audience.RESTRICTED, lane="restricted")
    assert case.number not in read(client, f"/desk/alerts/{alert.id}/act/")


def test_how_watchfully_is_chosen_with_its_false_alarms_in_words(at_desk: AtDesk, union: House) -> None:
    watch = alerting.watch(union)
    client = at_desk(union.officer)
    shown = read(client, "/desk/alerts/watching/")
    for words in (
        "Reports of workers", "34 rows are watched.", "calm: expect about 1 false alarm in 4 months",
        "as usual: expect about 1 false alarm a month", "watchful: expect about 4 false alarms a month",
        "a death, an amputation, a fire or an explosion",
    ):  # fmt: skip
        assert words in shown, words
    client.post(f"/desk/alerts/watching/{watch.id}/", {"watchfulness": "watchful"})
    assert Watch.objects.get().watchfulness == Watchfulness.WATCHFUL
    assert (
        "Choose one from the list."
        in client.post(f"/desk/alerts/watching/{watch.id}/", {"watchfulness": "blind"}).content.decode()
    )
    client.post(f"/desk/alerts/watching/{watch.id}/rest/")
    assert "It rests: nothing is looked at." in read(client, "/desk/alerts/watching/")
    client.post(f"/desk/alerts/watching/{watch.id}/wake/")
    assert not Watch.objects.get().resting


def test_quiet_hours_are_kept_changed_and_taken_away(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    assert 'value="21:00"' in read(client, "/desk/alerts/watching/")
    client.post("/desk/alerts/watching/quiet/", {"begins": "22:30", "ends": "05:00"})
    assert Lookout.objects.get().quiet_from == dt.time(22, 30)
    wrong = client.post("/desk/alerts/watching/quiet/", {"begins": "22:30", "ends": ""}).content.decode()
    assert "Give the hour from which and the hour until which it shall be quiet, or neither." in wrong
    client.post("/desk/alerts/watching/quiet/", {"begins": "", "ends": ""})
    assert Lookout.objects.get().quiet_from is None


def test_each_member_chooses_of_which_alerts_they_are_told(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.representative)
    assert "Keep this setting" not in read(client, "/desk/alerts/watching/")
    client.post("/desk/alerts/listen/", {"hears": "grave"})
    assert Listener.objects.get().hears == Hears.GRAVE
    assert client.post("/desk/alerts/watching/quiet/", {"begins": "", "ends": ""}).status_code == 404


def test_the_overview_leads_to_the_alerts(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    assert "No alert is open." in read(client, "/desk/overview/")
    alerting.unusual(union)
    assert "1 alert is open. 1 to check, 0 late." in " ".join(read(client, "/desk/overview/").split())


def test_the_pages_of_alerts_open_words_and_are_never_compressed(at_desk: AtDesk, union: House) -> None:
    alert = alerting.unusual(union)
    for path in ("/desk/alerts/", f"/desk/alerts/{alert.id}/"):
        answer = at_desk(union.focal_point).get(path, headers={"accept-encoding": "gzip"})
        assert "Content-Encoding" not in answer


def test_every_rule_and_every_source_has_its_sentence(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.restricted_reader)
    for rule in Rule:
        if rule == Rule.STATISTIC:
            continue
        audience = Audience.RESTRICTED if rule == Rule.RESTRICTED else Audience.READERS
        alert = alerting.grave(union, rule=rule, audience=audience, observed=3)
        assert union.workplace.name in read(client, f"/desk/alerts/{alert.id}/").split("</h1>")[0]
    for source in (Source.REGISTER, Source.TOLLS, Source.COUNTS):
        alert = alerting.unusual(union, source=source)
        assert "where about 8 are usual" in read(client, f"/desk/alerts/{alert.id}/")
