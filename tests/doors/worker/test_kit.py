"""The kit that a phone gets, the scripts it is made for, and what the server does when the phone hands back."""

import json
import re
from pathlib import Path

import pytest

from safelamp.doors.worker import scripts
from safelamp.doors.worker.way import Way
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Profile
from safelamp.ground.standards.hazards import body_parts
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.models import Kind, PlaceKind, Report
from tests.doors.worker.form import Phone, words_of
from tests.people import House

PART = next(iter(body_parts()))

pytestmark = pytest.mark.django_db


def kit_of(phone: Phone, **posted: str) -> dict:
    """The kit that the page's script would get."""
    answer = phone.client.post("/r/", {"way": phone.form.values["way"], "go": "kit", **posted})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    return answer.json()


def screen(kit: dict, name: str) -> str:
    return "\n".join(kit["lines"][line] for line in kit["screens"][name])


def test_the_kit_draws_the_screens_that_the_server_draws(union: House) -> None:
    phone = Phone().scan(union)
    kit = kit_of(phone)
    phone.touch("hazard", "machine")
    assert words_of(screen(kit, "kind").partition("<main>")[2]).strip() in phone.text
    phone.touch("kind", "hazard")
    said = words_of(screen(kit, "words"))
    for sentence in ("What happened? You can leave this empty.", "Who may know it was you?", "Send"):
        assert sentence in said
        assert sentence in phone.text


@pytest.mark.parametrize(
    ("sort", "shown", "hidden"),
    [
        ("words", "Nobody: everyone who handles reports may read it", "Danger now"),
        ("wordsd", "Danger now", "How many people?"),
        ("wordsh", "How many people?", "Which place?"),
        ("wordse", "Which place?", "Danger now"),
        ("wordsr", "person in the union can read this", "The union's focal points"),
        ("wordsrdhe", "Which place?", "The union's focal points"),
    ],
)
def test_every_sort_of_report_has_its_own_last_screen(union: House, sort: str, shown: str, hidden: str) -> None:
    said = words_of(screen(kit_of(Phone().scan(union)), sort))
    assert shown in said
    assert hidden not in said


def test_the_kit_tells_nothing_about_this_visit(union: House) -> None:
    phone = Phone().scan(union).touch("hazard", "violence")
    secret = Way.read(phone.form.values["way"]).secret
    kit = json.dumps(kit_of(phone))
    assert secret not in kit
    assert phone.form.values["way"] not in kit
    assert 'name="way" value=""' in kit_of(phone)["shell"]
    assert "pictures" not in kit_of(phone, have="first")["shell"]


def test_a_hostile_profile_is_kept_by_no_phone_and_named_by_no_kit(union: House) -> None:
    organisations.choose_profile(
        union.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=union.officer.member
    )
    kit = kit_of(Phone().scan(union))
    assert kit["hostile"] is True
    assert kit.pop("who")["inside"] == "union"  # a value to be sealed; neither shown nor kept
    told = re.findall(r".{40}(?:safelamp|\bunion\b).{40}", json.dumps(kit).replace("Union Mill", ""), re.IGNORECASE)
    assert told == []
    manifest = Phone().client.get("/r/page.json").json()
    assert manifest["name"] == "Questions"
    assert "neutral" in manifest["icons"][0]["src"]


def test_where_nobody_receives_there_is_no_kit(db: None) -> None:
    phone = Phone().open("/r/")
    assert "<script" not in phone.html
    assert phone.client.post("/r/", {"way": phone.form.values["way"], "go": "kit"}).status_code == 404


def test_the_phone_hands_back_and_nothing_is_asked_twice(union: House) -> None:
    phone = Phone().scan(union)
    way = phone.form.values["way"]
    phone.post(way=way, so_far="1", hazard="machine", kind="injury", harm="treated", body_part=PART, danger="1",
               go="send", story="The guard is off.")  # fmt: skip
    report = Report.objects.get()
    assert (report.kind, report.hazard, report.harm, report.danger_now) == (Kind.INJURY, "machine", "treated", True)
    assert report.workplace == union.workplace
    assert phone.receipt


def test_a_page_from_the_phone_begins_anew_at_its_poster(union: House) -> None:
    phone = Phone().post(way="", so_far="1", code=union.workplace.code, hazard="machine", kind="hazard", go="stay",
                         story="The guard is off.")  # fmt: skip
    assert "The guard is off." in phone.html
    assert "The code on the poster" not in phone.text
    phone.touch("go", "send")
    assert Report.objects.get().workplace == union.workplace


def test_choices_that_are_handed_back_never_move_a_report_to_another_union(union: House, other_union: House) -> None:
    way = Phone().scan(union).form.values["way"]
    Phone().post(way=way, so_far="1", code=other_union.workplace.code, union=other_union.organisation.id.hex,
                 workplace=other_union.workplace.id.hex, hazard="machine", kind="hazard", go="send")  # fmt: skip
    assert Report.objects.get().workplace == union.workplace


def test_what_was_to_go_past_the_union_goes_past_it_where_the_phone_hands_back(union: House, federation: House) -> None:
    way = Phone().scan(union).form.values["way"]
    phone = Phone().post(way=way, so_far="1", hazard="machine", kind="hazard", go="send", story="x", shut="past")
    assert phone.receipt
    assert Report.objects.get().organisation == federation.organisation


def test_somewhere_else_is_handed_back_as_somewhere_else(union: House) -> None:
    Workplace.objects.filter(id=union.workplace.id).update(listed=False)
    organisations.be_findable(union.organisation, by=union.officer.member)
    Phone().post(way="", so_far="1", union=union.organisation.id.hex, place_kind="farm", hazard="machine",
                 kind="hazard", go="send", place="Behind the river")  # fmt: skip
    report = Report.objects.get()
    assert (report.organisation, report.workplace, report.place_kind) == (union.organisation, None, PlaceKind.FARM)


def test_leaving_keeps_storage_only_where_something_waits(union: House) -> None:
    client = Phone().client
    assert client.post("/r/calendar/").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.post("/r/calendar/", {"hold": "1"}).headers["Clear-Site-Data"] == '"cache"'


def test_the_service_worker_stores_no_answer_of_the_server() -> None:
    source = scripts.bundle("phone")
    assert "safelamp" not in source.lower()
    assert not re.search(r"\.(put|add|addAll)\((?!made)", source.replace("store.put(made)", ""))


def test_policy_allows_our_own_worker_and_manifest_and_nothing_more(union: House) -> None:
    policy = Phone().scan(union).answer.headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", scripts.BUNDLES)
def test_every_module_of_a_bundle_is_there_and_after_what_it_imports(name: str) -> None:
    before: set[str] = set()
    for module in scripts.BUNDLES[name]:
        source = Path(str(scripts._path(module))).read_text(encoding="utf-8")
        assert set(re.findall(r'from "\./(\w+)\.js"', source)) <= before, module
        before.add(module)


def test_a_module_that_cannot_be_bundled_is_named() -> None:
    with pytest.raises(scripts.NotAModule, match=r"odd\.js"):
        scripts.wrapped("odd", 'import * as all from "./other.js";\n')


def test_leaving_out_spaces_changes_no_text_and_no_pattern() -> None:
    source = 'const a = "two  words // here"; // gone\nconst b = /\\s+ "/ ;\nlet c = a + +1;\nreturn  a\n'
    assert scripts.lean(source) == 'const a="two  words // here";const b=/\\s+ "/;let c=a+ +1;return a'
