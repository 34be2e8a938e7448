"""The page where native speakers check the words: who opens it, what it keeps, what it says when something is wrong."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from safelamp.ground.audit.models import AuditLine
from safelamp.ground.languages import operations
from safelamp.ground.languages.models import Correction
from safelamp.ground.languages.operations import Given
from safelamp.ground.languages.places import Part
from safelamp.ground.languages.sentences import shipped
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import OrganisationKind, Profile
from safelamp.loop.reports.models import Kind
from tests.ground.languages.corrected import DAY, sentence, spoken
from tests.people import House, Person
from tests.shown_words import shown

AtDesk = Callable[[Person], Client]
ENGLISH = "I see something dangerous"
BETTER = "ខ្ញុំឃើញរឿងគ្រោះថ្នាក់"
SEEN = re.compile(r'name="(seen-[0-9a-f]+)" value="([^"]*)"')


def reads(person: Person, *languages: str) -> Person:
    person.member.reads = list(languages)
    person.member.save(update_fields=["reads"])
    return person


@pytest.fixture
def reviewer(words_folder: Path, at_desk: AtDesk, union: House) -> Client:
    return at_desk(reads(union.focal_point, "km"))


def send(client: Client, words: str, *, ticked: bool = False, page: str = ""):
    mark = sentence(ENGLISH).mark
    seen = dict(SEEN.findall(page or client.get("/desk/words/?part=all&show=all&q=" + ENGLISH).content.decode()))
    posted = {f"seen-{mark}": seen[f"seen-{mark}"], f"said-{mark}-0": words, "language": "km"}
    return client.post("/desk/words/", posted | ({f"checked-{mark}": "on"} if ticked else {}))


def test_a_correction_is_on_the_workers_screen_at_once(reviewer: Client, union: House) -> None:
    answer = send(reviewer, BETTER)
    assert (answer.status_code, "done=words_kept" in answer["Location"]) == (302, True)
    assert spoken(ENGLISH) == BETTER == str_in_khmer(Kind.HAZARD.label)
    page = Client().post("/r/", {"go": "told", "hazard": "machine"}, headers={"accept-language": "km"})
    assert BETTER in page.content.decode()


def str_in_khmer(label: object) -> str:
    with translation.override("km"):
        return str(label)


def test_twenty_sentences_a_page_what_workers_see_first(reviewer: Client) -> None:
    page = reviewer.get("/desk/words/").content.decode()
    assert page.count("<textarea") == 20
    assert re.search(r"of the [4-9]\d\d", page)  # what workers see and is not checked yet
    assert "worker: advice when there is danger now" in page


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(reviewer: Client) -> None:
    answer = send(reviewer, "<b>ឃើញ</b>")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write no angle brackets" in page
    assert "&lt;b&gt;ឃើញ&lt;/b&gt;</textarea>" in page
    assert not Correction.objects.exists()


def test_a_draft_is_ticked_and_counts_one_less(reviewer: Client) -> None:
    before = spoken(ENGLISH)
    send(reviewer, before, ticked=True)
    assert Correction.objects.get().said == [before]


def test_what_was_left_alone_stays_a_draft(reviewer: Client) -> None:
    answer = send(reviewer, spoken(ENGLISH))
    assert "done=words_same" in answer["Location"]
    assert not Correction.objects.exists()


def test_whoever_comes_second_hears_what_the_first_wrote_and_may_keep_theirs(reviewer: Client) -> None:
    page = reviewer.get("/desk/words/?part=all&show=all&q=" + ENGLISH).content.decode()
    send(reviewer, BETTER, page=page)
    answer = send(reviewer, f"{BETTER}។", page=page)
    said = answer.content.decode()
    assert "Somebody else changed it meanwhile" in said
    send(reviewer, f"{BETTER}។", page=said)
    assert spoken(ENGLISH) == f"{BETTER}។"


def test_a_correction_is_taken_back(reviewer: Client) -> None:
    ships = spoken(ENGLISH)
    send(reviewer, BETTER)
    reviewer.post("/desk/words/back/", {"language": "km", "mark": sentence(ENGLISH).mark})
    assert spoken(ENGLISH) == ships


def test_the_audit_says_who_and_the_file_does_not(reviewer: Client, union: House) -> None:
    send(reviewer, BETTER)
    assert AuditLine.objects.get(verb="languages.correct").member_id == union.focal_point.member.id
    assert Correction.objects.get().reviewed_by == union.focal_point.member.id


def test_a_hostile_profile_keeps_nobodys_id_with_the_correction(reviewer: Client, union: House) -> None:
    officer = union.officer.member
    organisations.choose_profile(union.organisation, profile=Profile.HOSTILE, neutral_name="Office", by=officer)
    send(reviewer, BETTER)
    assert Correction.objects.get().reviewed_by is None


def test_whoever_reads_no_language_is_told_what_to_do(words_folder: Path, at_desk: AtDesk, union: House) -> None:
    page = at_desk(union.officer).get("/desk/words/").content.decode()
    assert "Say first which languages you read." in page


def test_a_language_that_the_member_does_not_read_is_not_theirs_to_correct(reviewer: Client) -> None:
    page = reviewer.get("/desk/words/?language=th").content.decode()
    assert 'lang="th"' not in page[page.index("<main") :]
    mark = sentence(ENGLISH, "th").mark
    reviewer.post("/desk/words/", {"language": "th", f"seen-{mark}": "x", f"said-{mark}-0": "เห็นอันตราย"})
    assert not Correction.objects.filter(language="th").exists()


def test_a_representative_does_not_change_what_everybody_reads(words_folder, at_desk: AtDesk, union: House) -> None:
    client = at_desk(reads(union.representative, "km"))
    assert client.get("/desk/words/").status_code == 404
    assert client.post("/desk/words/", {"language": "km"}).status_code == 404


def test_nobody_corrects_from_a_practice_organisation(words_folder, at_desk: AtDesk, union: House) -> None:
    union.organisation.kind = OrganisationKind.PRACTICE
    union.organisation.save()
    client = at_desk(reads(union.officer, "km"))
    assert "practice organisation" in client.get("/desk/words/").content.decode()
    assert not [said for said in shown(client.get("/desk/words/").content.decode()) if ENGLISH in said]


def test_screens_stop_saying_draft_when_all_that_workers_see_is_checked(words_folder: Path, union: House) -> None:
    of_workers = [each for each in shipped("km").values() if each.part == Part.WORKER]
    notice = "ការបកប្រែនេះជាសេចក្តីព្រាង"
    all_of_it = [Given(each.mark, each.shipped) for each in of_workers]
    for some, says in ((all_of_it[1:], True), (all_of_it[:1], False)):
        operations.keep("km", some, reviewer=None, on=DAY)
        page = Client().get("/r/?lang=km").content.decode()
        assert (notice in page) is says


def test_the_search_finds_english_and_the_language(reviewer: Client) -> None:
    for words in (ENGLISH, spoken(ENGLISH)):
        page = reviewer.get("/desk/words/", {"part": "all", "show": "all", "q": words}).content.decode()
        assert page.count("<textarea") == 1


@pytest.mark.parametrize("odd", ["?from=99999999", "?part=x&show=y&language=zz", "?q=" + "x" * 5000, "?from=-1"])
def test_odd_addresses_open_the_page(reviewer: Client, odd: str) -> None:
    assert reviewer.get(f"/desk/words/{odd}").status_code == 200
