"""Screens for words in another language: the report says in which it was told, asks a colleague, shows the result."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from safelamp.loop.reports import operations, queries
from safelamp.loop.reports.models import Rendering, RenderingState, Report
from safelamp.loop.reports.words import MessageWords
from tests.loop.tellings import telling
from tests.loop.test_renderings import ANSWER, IN_KHMER, IN_THAI, STORY, Told, reads, tell
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
ONCE = re.compile(r'name="once" value="([0-9a-f]+)"')


@pytest.fixture
def told(union: House) -> Told:
    focal_point = union.focal_point.member
    focal_point.language = "th"
    focal_point.save(update_fields=["language"])
    return tell(union)


def page(client: Client, report: Report) -> str:
    return client.get(f"/desk/reports/{report.id}/").content.decode()


def test_the_whole_way_of_a_khmer_story_into_thai(at_desk: AtDesk, union: House, told: Told) -> None:
    colleague = reads(union.officer, "km", "th", "en")
    thai, khmer = at_desk(union.focal_point), at_desk(colleague)
    assert "union.officer" in page(thai, told.report)
    thai.post(f"/desk/reports/{told.report.id}/rendering/", {"colleague": str(colleague.member.id)})
    assert "1 text waits for you to put it into another language." in khmer.get("/desk/inbox/").content.decode()
    asked = Rendering.objects.get()
    assert STORY in khmer.get(f"/desk/renderings/{asked.id}/").content.decode()
    answer = khmer.post(f"/desk/renderings/{asked.id}/", {"words": IN_THAI})
    assert answer["Location"].startswith(f"/desk/reports/{told.report.id}/")
    shown = page(khmer, told.report)
    mark = "Put into Thai by union.officer, not the worker's own words"
    assert shown.index(STORY) < shown.index(mark) < shown.index(IN_THAI)
    assert IN_THAI in page(thai, told.report)


def test_the_whole_way_of_a_thai_answer_into_khmer(at_desk: AtDesk, union: House, told: Told) -> None:
    colleague = reads(union.officer, "km", "th", "en")
    thai, khmer = at_desk(union.focal_point), at_desk(colleague)
    thai.post(
        f"/desk/reports/{told.report.id}/rendering/answer/", {"text": ANSWER, "colleague": str(colleague.member.id)}
    )
    asked = Rendering.objects.get()
    assert ANSWER in khmer.get(f"/desk/renderings/{asked.id}/").content.decode()
    khmer.post(f"/desk/renderings/{asked.id}/", {"words": IN_KHMER})
    (message,) = queries.thread_for_reporter(told.access)
    assert message.words == MessageWords(text=IN_KHMER, original=ANSWER)
    shown = page(khmer, told.report)
    assert IN_KHMER in shown
    assert "Put into Khmer by union.officer. Written first as:" in shown


def test_where_nobody_reads_it_the_page_says_what_to_do(at_desk: AtDesk, union: House) -> None:
    told = tell(union)
    shown = page(at_desk(union.focal_point), told.report)
    assert "Told in Khmer." in shown
    assert "Nobody who may read this report and reads Khmer is known." in shown
    assert "write in ready sentences" in shown


def test_who_is_not_able_is_neither_offered_nor_taken(at_desk: AtDesk, union: House, told: Told) -> None:
    client = at_desk(union.focal_point)
    assert "union.officer" not in page(client, told.report)
    answer = client.post(f"/desk/reports/{told.report.id}/rendering/", {"colleague": str(union.officer.member.id)})
    assert answer.status_code == 404
    assert not Rendering.objects.exists()


def test_a_report_in_the_readers_language_offers_nothing(at_desk: AtDesk, union: House) -> None:
    operations.receive(said := telling(union))
    reads(union.officer, "en", "th")
    shown = page(at_desk(union.focal_point), Report.objects.get(id=said.report_id))
    assert "Told in English." in shown
    assert "Ask to put it into" not in shown


def test_a_member_who_reads_it_may_do_it_for_colleagues_unasked(at_desk: AtDesk, union: House) -> None:
    told, person = tell(union), reads(union.officer, "en", "km")
    client = at_desk(person)
    assert "Put it into English for them" in page(client, told.report)
    answer = client.post(
        f"/desk/reports/{told.report.id}/rendering/", {"colleague": str(person.member.id), "into": "en"}
    )
    assert answer["Location"] == f"/desk/renderings/{Rendering.objects.get().id}/"


def test_the_same_form_sent_twice_sends_one_answer(at_desk: AtDesk, union: House, told: Told) -> None:
    colleague = reads(union.officer, "km", "th")
    at_desk(union.focal_point).post(
        f"/desk/reports/{told.report.id}/rendering/answer/", {"text": ANSWER, "colleague": str(colleague.member.id)}
    )
    client, asked = at_desk(colleague), Rendering.objects.get()
    once = ONCE.search(client.get(f"/desk/renderings/{asked.id}/").content.decode())
    assert once
    for _ in range(2):
        client.post(f"/desk/renderings/{asked.id}/", {"words": IN_KHMER, "once": once[1]})
    assert len(queries.thread_for_reporter(told.access)) == 1


def test_words_for_a_request_that_was_taken_back_are_not_lost(at_desk: AtDesk, union: House, told: Told) -> None:
    colleague = reads(union.officer, "km", "th", "en")
    thai, khmer = at_desk(union.focal_point), at_desk(colleague)
    thai.post(f"/desk/reports/{told.report.id}/rendering/", {"colleague": str(colleague.member.id)})
    asked = Rendering.objects.get()
    thai.post(f"/desk/renderings/{asked.id}/back/")
    answer = khmer.post(f"/desk/renderings/{asked.id}/", {"words": IN_THAI})
    assert answer.status_code == 422
    assert IN_THAI in answer.content.decode()
    assert Rendering.objects.get().state == RenderingState.TAKEN_BACK


def test_another_member_can_look_and_not_answer_for_the_colleague(at_desk: AtDesk, union: House, told: Told) -> None:
    colleague = reads(union.officer, "km", "th")
    at_desk(union.focal_point).post(
        f"/desk/reports/{told.report.id}/rendering/", {"colleague": str(colleague.member.id)}
    )
    asked, other = Rendering.objects.get(), at_desk(union.second_focal_point)
    assert other.get(f"/desk/renderings/{asked.id}/").status_code == 200
    assert other.post(f"/desk/renderings/{asked.id}/decline/").status_code == 404
    assert other.post(f"/desk/renderings/{asked.id}/", {"words": "x"}).status_code == 422
    assert Rendering.objects.get().state == RenderingState.ASKED


@pytest.mark.parametrize("text", ["", "ก" * 10_001])
def test_empty_and_endless_words_are_refused_with_a_reason(at_desk, union: House, told: Told, text: str) -> None:
    colleague = reads(union.officer, "km", "th")
    at_desk(union.focal_point).post(
        f"/desk/reports/{told.report.id}/rendering/", {"colleague": str(colleague.member.id)}
    )
    answer = at_desk(colleague).post(f"/desk/renderings/{Rendering.objects.get().id}/", {"words": text})
    assert answer.status_code == 422


def test_a_ready_sentence_needs_no_colleague(at_desk: AtDesk, union: House, told: Told) -> None:
    colleague = reads(union.officer, "km", "th")
    client = at_desk(union.focal_point)
    client.post(
        f"/desk/reports/{told.report.id}/rendering/answer/",
        {"ready": "received", "text": "", "colleague": str(colleague.member.id)},
    )
    assert not Rendering.objects.exists()
