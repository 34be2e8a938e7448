"""A report for a worker, filed at the desk."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

from safelamp.doors.desk.forms import filing
from safelamp.engines.sealing import receipts
from safelamp.engines.sealing.receipts import Sort
from safelamp.ground.organisations.models import Organisation, Profile
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Kind, Lane, Message, Report
from tests.doors.desk import things
from tests.people import House, Person

AtDesk = Callable[[Person], Client]
NEW = "/desk/reports/new/"


def answers(person: Person, house: House, **changes: object) -> dict[str, object]:
    return {
        "channel": "desk",
        "workplace": str(house.workplace.id),
        "kind": "hazard",
        "hazard": "machine",
        "when": "now",
        "who_may_know": "nobody",
        "shut_to": "readers",
        "language": "en",
        "story": "She says the press runs open.",
        "secret": filing.new_secret(person.member),
        **changes,
    }


def code_on(page: str) -> str:
    ticket = re.search(r'<p class="code".*?</p>', page, re.DOTALL)
    assert ticket is not None
    return receipts.read(strip_tags(ticket.group()))


def test_the_code_that_is_handed_over_opens_the_report(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.representative)
    answer = client.post(NEW, answers(union.representative, union))
    assert answer.status_code == 200
    access = queries.access(code_on(answer.content.decode()))
    assert access is not None
    words = queries.words_of(union.officer.session, access.report)
    assert (words.story, words.came_by) == ("She says the press runs open.", "desk")
    shown = client.get(f"/desk/reports/{access.report.id}/").content.decode()
    assert "told in person; written down at the desk" in shown


def test_the_code_is_one_that_has_to_be_changed(at_desk: AtDesk, union: House) -> None:
    answer = at_desk(union.representative).post(NEW, answers(union.representative, union))
    access = queries.access(code_on(answer.content.decode()))
    assert access is not None
    assert access.sort is Sort.HANDED


def test_the_page_with_the_code_is_kept_by_nobody_and_never_compressed(at_desk: AtDesk, union: House) -> None:
    answer = at_desk(union.representative).post(
        NEW, answers(union.representative, union), headers={"Accept-Encoding": "gzip"}
    )
    assert answer["Cache-Control"] == "no-store"
    assert "Content-Encoding" not in answer


def test_the_same_form_sent_twice_is_one_report_with_the_same_code(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.representative)
    said = answers(union.representative, union)
    first, second = (code_on(client.post(NEW, said).content.decode()) for _ in range(2))
    assert first == second
    assert (Report.objects.count(), Message.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"story": ""},
        {"story": "x" * 10_001},
        {"kind": "gossip"},
        {"hazard": "dragon"},
        {"harm": "very"},
        {"who_may_know": ""},
        {"channel": "gossip"},
        {"shut_to": "restricted"},
        {"language": "xx"},
        {"channel": "paper", "card": "1234"},
        {"channel": "paper", "card": "1234 5678 9012 3456 7889"},
        {"channel": "desk", "card": "1234 5678 9012 3456 7888"},
        {"workplace": "street"},
        {"when": "once"},
        {"contact": "x" * 201},
        {"workplace": "no id"},
        {"secret": ""},
        {"secret": "forged"},
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_kept(
    at_desk: AtDesk, union: House, changes: dict[str, object]
) -> None:
    answer = at_desk(union.representative).post(NEW, answers(union.representative, union, **changes))
    assert answer.status_code == 200
    assert "This is not kept yet." in answer.content.decode()
    assert not Report.objects.exists()


def test_a_form_of_somebody_else_is_shown_anew_and_then_works(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.representative)
    answer = client.post(NEW, answers(union.officer, union))
    assert "This page was open too long. Send it again." in answer.content.decode()
    renewed = re.search(r'name="secret" value="([^"]+)"', answer.content.decode())
    assert renewed is not None
    assert client.post(NEW, answers(union.representative, union, secret=renewed.group(1))).status_code == 200
    assert Report.objects.count() == 1


def test_only_workplaces_that_the_member_reaches_are_offered(at_desk: AtDesk, union: House, other_union: House) -> None:
    client = at_desk(union.representative)
    shown = client.get(NEW).content.decode()
    assert union.workplace.name in shown
    for house, place in ((union, union.second_workplace), (other_union, other_union.workplace)):
        answer = client.post(NEW, answers(union.representative, house, workplace=str(place.id)))
        assert place.name not in answer.content.decode()
    assert not Report.objects.exists()


def test_who_handles_all_reports_may_file_for_a_place_that_is_no_workplace(at_desk: AtDesk, union: House) -> None:
    said = answers(union.focal_point, union, workplace="street", place="The market behind the mill")
    at_desk(union.focal_point).post(NEW, said)
    report = Report.objects.get()
    assert (report.workplace, report.place_kind) == (None, "street")
    assert queries.words_of(union.officer.session, report).place == "The market behind the mill"


def test_ten_thousand_signs_with_line_breaks_fit_and_come_back_whole(at_desk: AtDesk, union: House) -> None:
    story = ("ស" * 99 + "\r\n") * 100  # a browser sends two signs for each line break
    at_desk(union.focal_point).post(NEW, answers(union.focal_point, union, story=story))
    kept = queries.words_of(union.officer.session, Report.objects.get()).story
    assert kept == story.replace("\r\n", "\n").strip()


def test_signs_that_turn_the_direction_around_are_left_out(at_desk: AtDesk, union: House) -> None:
    at_desk(union.focal_point).post(
        NEW, answers(union.focal_point, union, story="\u202eخطر\u202c در کارخانه", language="fa")
    )
    words = queries.words_of(union.officer.session, Report.objects.get())
    assert (words.story, words.language) == ("خطر در کارخانه", "fa")


def test_everything_that_was_typed_comes_back_with_what_is_wrong(at_desk: AtDesk, union: House) -> None:
    picture = SimpleUploadedFile("IMG_1234.jpg", things.photo(), content_type="image/jpeg")
    said = answers(
        union.focal_point, union, kind="", story="Words & <more>", contact="0912", harm="treated", photo=picture
    )
    page = at_desk(union.focal_point).post(NEW, said).content.decode()
    assert "Words &amp; &lt;more&gt;" in page
    assert 'value="0912"' in page
    assert re.search(r'value="treated"[^>]*checked', page)
    assert "Choose the photo once more" in page


# Who may read it afterwards


def test_who_is_no_reader_of_the_lane_is_told_before_sending(at_desk: AtDesk, union: House) -> None:
    told = "can never open the report"
    kinds = "go to the readers of that lane only."
    assert kinds in at_desk(union.representative).get(NEW).content.decode()
    shown = at_desk(union.restricted_reader).get(NEW).content.decode()
    assert kinds not in shown
    assert told in shown  # a worker may hide it from every role


def test_what_is_hidden_from_the_filers_own_role_leaves_them_the_slip_only(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.representative)
    said = answers(union.representative, union, shut_to="no_representatives")
    page = client.post(NEW, said).content.decode()
    assert "It went to its own readers. You cannot open it." in page
    report = Report.objects.get()
    assert str(report.id) not in page
    assert client.get(f"/desk/reports/{report.id}/").status_code == 404


# The slip


def test_the_slip_speaks_the_workers_language_and_says_what_happens_to_its_code(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    page = client.post(NEW, answers(union.focal_point, union, language="ur")).content.decode()
    assert '<section class="handed" lang="ur" dir="rtl">' in page
    english = client.post(NEW, answers(union.focal_point, union)).content.decode()
    for sentence in ("You get a new code at once.", "Look again on", "/r/</b>", "<svg"):
        assert sentence in english


def test_the_slip_of_a_hostile_profile_names_no_union(at_desk: AtDesk, union: House) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(profile=Profile.HOSTILE, retention_months=1)
    page = at_desk(union.focal_point).post(NEW, answers(union.focal_point, union)).content.decode()
    slip = page[page.index('<section class="handed"') : page.index("</section>", page.index('<section class="handed"'))]
    assert "union" not in slip.casefold()


def test_no_word_and_no_code_is_kept_in_session_cookie_or_address(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    answer = client.post(NEW, answers(union.focal_point, union))
    code = code_on(answer.content.decode())
    kept = f"{dict(client.session)} {client.cookies} {answer.headers}"
    assert code not in kept.replace(" ", "")
    assert "press" not in kept
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', answer.content.decode())
    assert not [each for each in addresses if code in each or code[:4] in each]


# A pile of paper


def card() -> str:
    return receipts.make()


def test_a_card_opens_its_own_report_and_the_next_form_is_there_at_once(at_desk: AtDesk, union: House) -> None:
    own = card()
    typed = " ".join(receipts.grouped(own))
    said = answers(union.focal_point, union, channel="paper", card=typed, sitting="4")
    page = at_desk(union.focal_point).post(NEW, said).content.decode()
    assert "The card is kept. 5 forms in this sitting." in page
    assert re.search(r'value="paper"[^>]*checked', page)
    assert f'value="{union.workplace.id}" selected' in page
    assert "She says the press runs open." not in page
    assert own not in page.replace(" ", "")
    access = queries.access(own)
    assert access is not None
    assert access.sort is Sort.HANDED
    assert queries.words_of(union.officer.session, access.report).came_by == "paper"


def test_the_same_card_sent_twice_by_a_double_click_is_one_report(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    said = answers(union.focal_point, union, channel="paper", card=card())
    client.post(NEW, said)
    assert "This card was kept already. Nothing is there twice." in client.post(NEW, said).content.decode()
    assert (Report.objects.count(), Message.objects.count()) == (1, 0)


def test_a_card_that_a_colleague_typed_in_is_refused_with_what_to_do(at_desk: AtDesk, union: House) -> None:
    own = card()
    at_desk(union.focal_point).post(NEW, answers(union.focal_point, union, channel="paper", card=own))
    second = answers(union.officer, union, channel="paper", card=own, story="The same card once more")
    page = at_desk(union.officer).post(NEW, second).content.decode()
    assert "A card with this code has been typed in already" in page
    assert "The same card once more" in page
    assert Report.objects.count() == 1


def test_a_photocopied_card_without_its_code_gets_a_slip(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    said = answers(union.focal_point, union, channel="paper", card="")
    assert "Hand over this slip." in client.post(NEW, said).content.decode()


def test_write_the_next_one_keeps_place_and_way_and_nothing_else(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.focal_point)
    kept = {"next": "1", "channel": "telephone", "workplace": str(union.workplace.id), "language": "th", "sitting": "7"}
    page = client.post(NEW, kept).content.decode()
    assert re.search(r'value="telephone"[^>]*checked', page)
    assert f'value="{union.workplace.id}" selected' in page
    assert 'value="th" selected' in page
    assert "This is not kept yet." not in page
    assert not Report.objects.exists()


def test_the_restricted_lane_keeps_its_readers(at_desk: AtDesk, union: House) -> None:
    answer = at_desk(union.representative).post(NEW, answers(union.representative, union, kind=Kind.RETALIATION))
    shown = answer.content.decode()
    assert "You cannot open it." in shown
    assert "Open the report" not in shown
    assert Report.objects.get().lane == Lane.RESTRICTED


def test_a_photo_is_stripped_and_what_is_none_is_told(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.representative)
    picture = SimpleUploadedFile("IMG_1234.jpg", things.photo(), content_type="image/jpeg")
    assert client.post(NEW, answers(union.representative, union, photo=picture)).status_code == 200
    report = Report.objects.get()
    assert queries.photo_of(union.officer.session, report).startswith(b"\xff\xd8")
    no_picture = SimpleUploadedFile("list.pdf", b"%PDF-1.4", content_type="image/jpeg")
    answer = client.post(NEW, answers(union.representative, union, photo=no_picture))
    assert "This is no photo that we can read." in answer.content.decode()


def test_danger_now_goes_to_its_lane(at_desk: AtDesk, union: House) -> None:
    at_desk(union.representative).post(NEW, answers(union.representative, union, danger_now="on"))
    assert Report.objects.get().lane == Lane.DANGER_NOW


def test_a_trainer_files_nothing(at_desk: AtDesk, union: House) -> None:
    assert at_desk(union.trainer).get(NEW).status_code == 404
