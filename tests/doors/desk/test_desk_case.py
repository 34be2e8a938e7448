"""A case at the desk: its page, its law, and every act on it."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from safelamp.doors.desk.case_acts import ACTS, Act
from safelamp.ground.standards import country_packs
from safelamp.ground.vault.models import Audience, HeldKey
from safelamp.loop.actions import closing
from safelamp.loop.cases import floor, operations, queries
from safelamp.loop.cases.models import Case, FloorAnswer
from safelamp.loop.cases.shredding import shred_case
from safelamp.loop.cases.states import State
from safelamp.loop.reports import queries as reading
from safelamp.loop.reports.models import Harm, Kind
from tests.doors.desk import things
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
ALL_ACTS = [(name, act) for name, act in ACTS.items() if isinstance(act, Act)]


def address(case: Case, act: str = "") -> str:
    return f"/desk/cases/{case.id}/{act}"


def page(client: Client, case: Case, act: str = "") -> str:
    answer = client.get(address(case, act))
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client: Client, case: Case, act: str, **answers: str) -> str:
    """Where a good form led; fails with the page's own words."""
    answer = client.post(address(case, act), answers)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def refused(client: Client, case: Case, act: str, **answers: str) -> str:
    answer = client.post(address(case, act), answers)
    assert answer.status_code in {200, 409}
    return answer.content.decode()


def soon(days: int = 7) -> str:
    return (things.today() + dt.timedelta(days=days)).isoformat()


def test_the_page_says_the_next_decision_and_opens_the_words(at_desk: AtDesk, union: House) -> None:
    shown = page(at_desk(union.focal_point), things.open_case(union))
    assert "Next: rate how bad it could become" in shown
    assert "Press without a guard" in shown
    assert things.STORY in shown
    assert "<b>Nothing in their words may go to the employer.</b>" in shown


def test_one_yellow_button_a_page(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    client = at_desk(union.focal_point)
    for act in ("", "raise/", "hand-over/", "note/"):
        assert page(client, case, act).count("btn main") == 1
    for judged in ("rate/", "close/"):
        assert "btn main" not in page(client, case, judged)


def test_recording_is_not_notification_and_drafts_are_marked(at_desk: AtDesk, union: House) -> None:
    shown = page(at_desk(union.officer), things.open_case(union))
    assert "Recording here is not notification to the authority." in shown
    assert "C155 Art. 16" in shown
    assert "Draft, not reviewed" in shown
    assert "Notify safety inspector: within 7 days" in shown


def test_the_deadlines_stand_open_where_somebody_was_hurt(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union, kind=Kind.INJURY, harm=Harm.TREATED)
    hurt = operations.open_case([report], by=union.focal_point.session)
    client = at_desk(union.focal_point)
    assert "<details open><summary><b>Thailand" in page(client, hurt)
    calm = operations.open_case([things.told(union)[0]], by=union.focal_point.session)
    assert "<details open><summary><b>Thailand" not in page(client, calm)


def test_a_representative_who_is_a_worker_reads_no_unreviewed_law(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    shown = page(at_desk(union.representative), case)
    assert "A safe and healthy working environment (ILO, 2022)." in shown
    assert "Ask your union what the law says here" in shown
    assert "Draft" not in shown
    pack = country_packs.pack_of("TH")
    assert pack is not None
    for rule in (*pack.rules, *pack.notification_rules, *pack.committee_thresholds):
        assert rule.source not in shown


def test_a_rating_puts_worst_harm_first(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    client = at_desk(union.focal_point)
    form = page(client, case, "rate/")
    assert form.index("What is the worst that can credibly happen?") < form.index("How likely is that harm?")
    assert sent(client, case, "rate/", worst_harm="fatal").endswith("?done=rated")
    assert "Top priority" in page(client, case)


@pytest.mark.parametrize("answers", [{}, {"worst_harm": "huge"}, {"likelihood": "likely"}, {"worst_harm": ""}])
def test_a_rating_without_a_harm_is_not_kept(at_desk: AtDesk, union: House, answers: dict[str, str]) -> None:
    case = things.open_case(union)
    assert "This is not kept yet." in refused(at_desk(union.focal_point), case, "rate/", **answers)
    case.refresh_from_db()
    assert case.worst_harm == ""


def test_raising_keeps_the_day_of_the_answer(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    client = at_desk(union.focal_point)
    sent(client, case, "raise/", answer_due=soon(), note="Told the manager.")
    case.refresh_from_db()
    assert case.state == State.RAISED
    shown = page(client, case)
    assert "Employer answers" in shown
    assert "Told the manager." in shown


@pytest.mark.parametrize("day", ["", "2020-01-01", "9999-12-31", "31.12.2026", "tomorrow", "2026-13-40"])
def test_a_day_that_cannot_be_is_told(at_desk: AtDesk, union: House, day: str) -> None:
    case = things.open_case(union)
    assert "This is not kept yet." in refused(at_desk(union.focal_point), case, "raise/", answer_due=day)
    case.refresh_from_db()
    assert case.state == State.TAKEN


def test_only_those_who_may_read_it_are_offered_for_a_hand_over(at_desk: AtDesk, union: House) -> None:
    shut, _ = things.told(union, shut_to=Audience.NO_FOCAL_POINTS)
    case = operations.open_case([shut], by=union.officer.session)
    client = at_desk(union.officer)
    assert "Nobody else may read this case and work on it." in page(client, case, "hand-over/")
    open_to_all = things.told(union)[0]
    other = operations.open_case([open_to_all], by=union.focal_point.session)
    offered = page(at_desk(union.focal_point), other, "hand-over/")
    assert union.officer.member.login_name in offered
    assert union.trainer.member.login_name not in offered
    assert union.representative.member.login_name not in offered


def test_a_hand_over_to_somebody_of_another_organisation_is_not_on_the_list(
    at_desk: AtDesk, union: House, other_union: House
) -> None:
    case = things.open_case(union)
    client = at_desk(union.focal_point)
    for forged in (str(other_union.officer.member.id), str(uuid.uuid4()), "x"):
        shown = refused(client, case, "hand-over/", to=forged)
        assert "Choose one from the list." in shown
        assert forged not in shown or forged == "x"
    sent(client, case, "hand-over/", to=str(union.officer.member.id), note="Night shift knows more.")
    case.refresh_from_db()
    assert case.taken_by == union.officer.member


def test_a_merge_is_by_number_and_refusals_are_explained(at_desk: AtDesk, union: House, other_union: House) -> None:
    case = things.open_case(union)
    twin = operations.open_case([things.told(union)[0]], by=union.focal_point.session, title="Same press")
    shut = operations.open_case(
        [things.told(union, shut_to=Audience.NO_REPRESENTATIVES)[0]], by=union.focal_point.session
    )
    theirs = things.open_case(other_union)
    client = at_desk(union.focal_point)
    unknown = "There is no other case with this number that you may read."
    for number in (theirs.number, case.number, "000-000x", "ZZZ-ZZZ", "' OR 1=1"):
        assert unknown in refused(client, case, "merge/", number=number)
    assert "More people could then read" in refused(client, shut, "merge/", number=case.number)
    assert sent(client, twin, "merge/", number=case.number.lower()) == f"{address(case)}?done=merged"
    twin.refresh_from_db()
    assert twin.merged_into == case
    assert "Part of another case" in page(client, twin)


def test_asking_puts_the_ready_question_into_every_thread(at_desk: AtDesk, union: House) -> None:
    reports = [things.told(union) for _ in range(2)]
    case = operations.open_case([report for report, _ in reports], by=union.focal_point.session)
    client = at_desk(union.focal_point)
    assert "2 reporters get the question" in page(client, case, "ask/")
    sent(client, case, "ask/", once="q")
    for _report, receipt in reports:
        access = reading.access(receipt)
        assert access is not None
        (told,) = reading.thread_for_reporter(access)
        assert told.words is not None
        assert told.words.ready == floor.REALLY_FIXED


def test_a_focal_point_alone_never_closes(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    client = at_desk(union.focal_point)
    assert "No reporter has said yet that it is fixed" in page(client, case, "close/")
    for forged in ("reporter", "representative", ""):
        refused(client, case, "close/", confirmed_by=forged)
    case.refresh_from_db()
    assert case.state == State.TAKEN


def test_a_representative_on_the_floor_closes_and_opens_again(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    client = at_desk(union.representative)
    assert sent(client, case, "close/", confirmed_by="representative", note="Saw it.").endswith("?done=closed")
    case.refresh_from_db()
    assert case.confirmed_by_member == union.representative.member
    assert "Someone on the floor has confirmed it." in page(client, case)
    assert "This is not kept yet." in refused(client, case, "reopen/", note=" ")
    sent(client, case, "reopen/", note="The guard is off again.")
    case.refresh_from_db()
    assert (case.state, case.reopened) == (State.TAKEN, 1)


def test_an_action_that_is_not_verified_keeps_the_case_open(at_desk: AtDesk, union: House) -> None:
    action = things.action(union)
    shown = refused(at_desk(union.representative), action.case, "close/", confirmed_by="representative")
    assert "1 action is not verified yet. Verify it first." in shown


def test_the_reporters_word_closes_where_one_says_fixed(at_desk: AtDesk, union: House) -> None:
    report, receipt = things.told(union)
    case = operations.open_case([report], by=union.focal_point.session)
    operations.rate(case, worst_harm="permanent", by=union.focal_point.session)  # type: ignore[arg-type]
    floor.ask_the_floor(case, by=union.focal_point.session)
    access = reading.access(receipt)
    assert access is not None
    closing.reporter_confirms(access, FloorAnswer.FIXED)
    client = at_desk(union.focal_point)
    assert "Next: close it" in page(client, case)
    sent(client, case, "close/", confirmed_by="reporter")


def test_an_act_that_is_not_possible_now_says_so(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    closing.close_case(case, by=union.representative.session, confirmed_by="representative")  # type: ignore[arg-type]
    client = at_desk(union.focal_point)
    for name, act in ALL_ACTS:
        if name in {"note_case", "reopen_case", "hold_case", "end_hold_case"}:  # possible, or an officer's
            continue
        answer = client.get(address(case, f"{act.path}/"))
        assert answer.status_code == 409, name
        assert '<form class="form"' not in answer.content.decode()


def test_a_form_sent_twice_is_done_once(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    client = at_desk(union.focal_point)
    first, second = (sent(client, case, "note/", words="Asked for the plan.", once="n1") for _ in range(2))
    assert first == second
    notes = [line for line in queries.history_of(union.focal_point.session, case) if line.note]
    assert len(notes) == 1


@pytest.mark.parametrize("words", ["", "   ", "x" * 4_001, "a\0b"])
def test_a_note_that_says_nothing_or_too_much_is_not_kept(at_desk: AtDesk, union: House, words: str) -> None:
    case = things.open_case(union)
    assert "This is not kept yet." in refused(at_desk(union.focal_point), case, "note/", words=words)


def test_danger_now_ends_with_how_it_is_known(at_desk: AtDesk, union: House) -> None:
    case = operations.open_case([things.told(union, danger_now=True)[0]], by=union.focal_point.session)
    client = at_desk(union.focal_point)
    assert "Next: stop the danger today" in page(client, case)
    refused(client, case, "end-danger/", words="")
    sent(client, case, "end-danger/", words="The press is locked off; I stood beside it.")
    case.refresh_from_db()
    assert not case.danger_now
    assert client.get(address(case, "end-danger/")).status_code == 409


def test_a_role_that_may_not_do_an_act_finds_nothing_there(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    client = at_desk(union.representative)
    for name, act in ALL_ACTS:
        said = client.get(address(case, f"{act.path}/")).status_code
        assert (said == 404) == (name not in {"close_case", "reopen_case", "note_case"}), name


def test_the_restricted_case_is_worked_on_by_its_readers_only(at_desk: AtDesk, union: House) -> None:
    report, _ = things.told(union, kind=Kind.RETALIATION, hazard="")
    case = operations.open_case([report], by=union.restricted_reader.session, title="Hours taken away")
    assert "Hours taken away" in page(at_desk(union.restricted_reader), case)
    for other in (union.officer, union.focal_point, union.representative, union.trainer):
        assert at_desk(other).get(address(case)).status_code == 404
        assert "Hours taken away" not in at_desk(other).get("/desk/cases/").content.decode()


def test_without_the_key_the_page_still_stands(at_desk: AtDesk, union: House) -> None:
    case = things.action(union).case
    HeldKey.objects.filter(member=union.officer.member, pair__purpose="desk").delete()
    shown = page(at_desk(union.officer), case)
    assert "sealed: you do not hold the key" in shown


def test_the_list_of_cases_says_how_many_and_what_to_do_when_empty(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    assert "A case begins when somebody takes a report" in client.get("/desk/cases/").content.decode()
    things.open_case(union)
    shown = client.get("/desk/cases/?show=all").content.decode()
    assert "Showing 1–1 of 1." in shown
    assert "Press without a guard" in shown
    assert client.get("/desk/cases/?show=nonsense&from=zzz").status_code == 200


def test_history_tells_who_did_what_in_the_past_tense(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    shown = page(at_desk(union.focal_point), case)
    assert f"{union.focal_point.member.login_name}: took the reports as a case" in shown


def test_an_officer_holds_a_case_back_and_ends_it(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    client = at_desk(union.officer)
    place = address(case)
    assert f"{place}hold/" in client.get(place).content.decode()
    client.post(f"{place}hold/", {"reason": "The labour court asked for it."})
    shown = client.get(place).content.decode()
    assert "Held back from being destroyed since" in shown
    assert "The labour court asked for it." in shown
    client.post(f"{place}end-hold/", {"reason": "Judged."})
    assert "Held back from being destroyed since" not in client.get(place).content.decode()
    assert at_desk(union.focal_point).get(f"{place}hold/").status_code == 404


def test_a_shredded_case_says_so_and_offers_nothing(at_desk: AtDesk, union: House) -> None:
    case = things.open_case(union)
    report = case.case_reports.get().report
    shred_case(case, day=dt.date(2026, 11, 20))
    client = at_desk(union.focal_point)
    shown = client.get(f"/desk/cases/{case.id}/").content.decode()
    assert "The words of this case were destroyed on 20 November 2026." in shown
    assert "/rate/" not in shown
    assert "Press without a guard" not in shown
    shown = client.get(f"/desk/reports/{report.id}/").content.decode()
    assert "as its reporter was promised" in shown
    assert "You do not hold the key" not in shown
    assert client.post(f"/desk/reports/{report.id}/answer/", {"text": "Are you there?"}).status_code == 200
    assert not report.messages.exists()
