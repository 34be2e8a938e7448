"""Telling: every screen and branch, from the first picture to the receipt."""

import pytest
from django.test import Client

from safelamp.doors.worker.way import Way
from safelamp.engines.sealing import receipts
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Organisation, OrganisationKind, Profile
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Harm, Kind, Lane, PlaceKind, Report
from safelamp.loop.reports.words import LONGEST_STORY, When, WhoMayKnow
from tests.doors.worker.form import Phone, words_of
from tests.people import House


def sent(house: House, phone: Phone) -> Report:
    assert receipts.read(phone.receipt)
    return Report.objects.get()


def test_five_taps_lead_to_a_receipt(union: House) -> None:
    """Poster, picture, kind, Send: the poster's scan counted, four; a fifth is left for danger now."""
    phone = Phone().scan(union).touch("hazard", "machine").touch("kind", "hazard").touch("go", "send")
    report = sent(union, phone)
    assert (report.kind, report.hazard, report.lane) == (Kind.HAZARD, "machine", Lane.ORDINARY)
    assert (report.organisation, report.workplace) == (union.organisation, union.workplace)
    words = queries.words_of(union.officer.session, report)
    assert (words.story, words.when, words.who_may_know) == ("", When.NOW, WhoMayKnow.NOBODY)


def test_danger_now_shows_advice_before_any_form_and_keeps_the_mark(union: House) -> None:
    phone = Phone().scan(union).touch("go", "danger")
    assert "Get safe first" in phone.text
    assert "textarea" not in phone.html
    report = sent(union, phone.touch("go", "told").tell().touch("go", "send"))
    assert (report.danger_now, report.lane) == (True, Lane.DANGER_NOW)


def test_danger_now_shows_confirmed_numbers_and_without_them_only_the_sentence(union: House) -> None:
    phone = Phone().scan(union).touch("go", "danger")
    assert "tel:" not in phone.html
    assert "This form is not an emergency service." in phone.text
    organisations.confirm_emergency_numbers(
        union.organisation, numbers="Ambulance 1669, fire +66 199; nonsense", by=union.officer.member
    )
    phone = Phone().scan(union).touch("go", "danger")
    assert phone._numbers() == ["tel:1669", "tel:+66199"]
    assert "This form is not an emergency service." in phone.text


def test_who_was_hurt_is_asked_how_badly_and_where_on_the_body(union: House) -> None:
    phone = Phone().scan(union).touch("hazard", "chemical").touch("kind", "injury")
    assert "How badly?" in phone.text
    phone.touch("harm", "lasting")
    part = next(value for name, value in phone.form.buttons if name == "body_part")
    report = sent(union, phone.touch("body_part", part).touch("go", "send", people="2-5", when="week"))
    words = queries.words_of(union.officer.session, report)
    assert (report.harm, words.body_part, words.people, words.when) == (Harm.LASTING, part, "2-5", When.WEEK)


def test_body_and_people_are_kept_only_where_somebody_is_hurt(union: House) -> None:
    phone = Phone().scan(union).touch("hazard", "chemical").touch("kind", "injury").touch("harm", "died")
    part = next(value for name, value in phone.form.buttons if name == "body_part")
    phone.touch("body_part", part).touch("go", "back").touch("go", "back").touch("go", "back")
    assert "What do you want to tell us?" in phone.text
    report = sent(union, phone.touch("kind", "near_miss").touch("go", "send"))
    assert report.harm == Harm.UNKNOWN
    assert queries.words_of(union.officer.session, report).body_part == ""


def test_back_leads_through_every_screen_to_the_first(union: House) -> None:
    phone = Phone().scan(union).touch("go", "danger").touch("go", "told").tell()
    for heading in ("What do you want to tell us?", "Choose a picture", "Choose a picture"):
        assert heading in phone.touch("go", "back").text
        if not any(name == "go" and value == "back" for name, value in phone.form.buttons):
            break
    assert union.workplace.check_phrase in phone.text


def test_a_place_that_was_chosen_by_mistake_can_be_chosen_again(union: House, other_union: House) -> None:
    for house in (union, other_union):
        organisations.be_findable(house.organisation, by=house.officer.member)
        Workplace.objects.filter(id=house.workplace.id).update(listed=True)
    phone = Phone().open("/r/").tell().touch("union", other_union.organisation.id.hex)
    phone.touch("workplace", other_union.workplace.id.hex).touch("go", "back")
    assert "Where is it?" in phone.text
    assert (other_union.workplace.id.hex in phone.html, "textarea" in phone.html) == (True, False)
    phone.touch("go", "back").touch("union", union.organisation.id.hex).touch("workplace", union.workplace.id.hex)
    report = sent(union, phone.touch("go", "send"))
    assert (report.organisation, report.workplace) == (union.organisation, union.workplace)


def test_after_another_union_is_chosen_nothing_of_the_first_is_left(union: House, federation: House) -> None:
    """A report may be sent past a union to the one above it; that of a union that was taken back is not the same."""
    organisations.be_findable(union.organisation, by=union.officer.member)
    phone = Phone().open("/r/").tell().touch("union", union.organisation.id.hex).touch("place_kind", "home")
    assert "Send it past my union" in phone.text
    way = Way.read(phone.touch("go", "back").touch("go", "back").form.values["way"])
    assert (way.organisation, way.receiver, way.above, way.country, way.place_kind, way.found) == ("",) * 5 + (False,)
    assert (way.hazard, way.kind) == ("machine", "hazard")


def test_every_form_that_takes_words_or_a_code_is_one_whose_contents_chromium_leaves_off_the_disk(union: House) -> None:
    """With a filled password field among what is sent, the browser's list of open tabs is written without it."""
    phone = Phone().scan(union).tell()
    assert phone.form.values["p"] == "1"
    assert 'type="password"' in phone.touch("go", "send").touch("go", "follow").html
    assert phone.form.values["p"] == "1"


def test_the_first_screen_repeats_the_posters_phrase(union: House) -> None:
    phone = Phone().scan(union)
    assert union.workplace.name in phone.text
    assert union.workplace.check_phrase in phone.text


def test_a_code_can_be_typed_instead_of_scanned(union: House) -> None:
    phone = Phone().open("/r/").tell()
    assert "The code on the poster" in phone.text
    code = union.workplace.code.lower()
    report = sent(union, phone.touch("go", "next", code=f"{code[:3]} {code[3:]}").touch("go", "send"))
    assert report.workplace == union.workplace


def test_an_unknown_code_is_told_and_changes_nothing(union: House) -> None:
    phone = Phone().open("/r/").tell().touch("go", "next", code="NOSUCH")
    assert "We do not know this code." in phone.text
    assert Report.objects.count() == 0


def test_an_unknown_poster_says_so_and_still_lets_the_worker_tell(union: House) -> None:
    answer = Client().get("/r/NOSUCH")
    assert b"We do not know this code." in answer.content
    assert b'value="danger"' in answer.content
    assert b'name="hazard"' in answer.content


def test_an_unknown_poster_is_not_found(db: None) -> None:
    for path in ("/r/NOSUCH", "/r/%00", "/r/" + "A" * 3000, "/r/a%2Fb"):
        answer = Client().get(path)
        assert answer.status_code == 404
        assert not answer.cookies


def test_without_a_code_only_unions_and_workplaces_that_chose_to_be_found_are_shown(
    union: House, other_union: House
) -> None:
    assert "Ask your union for it." in Phone().open("/r/").tell().text
    organisations.be_findable(union.organisation, by=union.officer.member)
    Workplace.objects.filter(id=union.workplace.id).update(listed=True)
    phone = Phone().open("/r/").tell()
    assert [value for name, value in phone.form.buttons if name == "union"] == [union.organisation.id.hex]
    phone.touch("union", union.organisation.id.hex)
    assert [value for name, value in phone.form.buttons if name == "workplace"] == [union.workplace.id.hex]
    report = sent(union, phone.touch("workplace", union.workplace.id.hex).touch("go", "send"))
    assert report.workplace == union.workplace


@pytest.mark.parametrize("kind", [kind for kind in PlaceKind if kind is not PlaceKind.WORKPLACE])
def test_a_place_that_is_no_workplace_takes_own_words(union: House, kind: PlaceKind) -> None:
    organisations.be_findable(union.organisation, by=union.officer.member)
    phone = Phone().open("/r/").tell().touch("union", union.organisation.id.hex).touch("place_kind", kind.value)
    report = sent(union, phone.touch("go", "send", place="Talad Thai, gate 3"))
    assert (report.workplace, report.place_kind) == (None, kind)
    assert queries.words_of(union.officer.session, report).place == "Talad Thai, gate 3"


@pytest.mark.parametrize(
    ("hazard", "kind"),
    [("machine", "retaliation"), ("machine", "forced"), ("violence", "hazard"), ("violence", "injury")],
)
def test_the_restricted_lane_is_set_by_kind_or_picture_before_a_word_is_written(
    union: House, hazard: str, kind: str
) -> None:
    phone = Phone().scan(union).touch("hazard", hazard).touch("kind", kind)
    if kind == "injury":
        phone.touch("harm", "small")
        phone.touch("body_part", next(value for name, value in phone.form.buttons if name == "body_part"))
    assert "Only 1 person in the union can read this." in phone.text
    report = sent(union, phone.touch("go", "send", story="He threatened me"))
    assert (report.lane, report.audience) == (Lane.RESTRICTED, Audience.RESTRICTED)
    assert queries.words_of(union.restricted_reader.session, report).story == "He threatened me"


@pytest.mark.parametrize("shut", [Audience.NO_REPRESENTATIVES, Audience.NO_FOCAL_POINTS])
def test_a_report_can_be_shut_to_a_role(union: House, shut: Audience) -> None:
    report = sent(union, Phone().scan(union).tell().touch("go", "send", shut=shut.value))
    assert report.audience == shut


def test_a_report_can_go_past_the_union_to_the_federation(union: House, federation: House) -> None:
    phone = Phone().scan(union).tell()
    assert f"to {federation.organisation.name}" in phone.text
    report = sent(union, phone.touch("go", "send", shut="past", story="my union does nothing"))
    assert report.organisation == federation.organisation
    assert queries.words_of(federation.officer.session, report).story == "my union does nothing"
    assert not queries.reports_for(union.officer.member).exists()
    with pytest.raises(queries.CannotOpen):
        queries.words_of(union.officer.session, report)


@pytest.mark.parametrize("shut", ["past", Audience.NO_REPRESENTATIVES.value, Audience.NO_FOCAL_POINTS.value])
def test_whom_it_is_hidden_from_stays_chosen_when_the_page_comes_back_with_an_error(union: House, shut: str) -> None:
    phone = Phone().scan(union).tell().touch("go", "send", shut=shut, story="x" * (LONGEST_STORY + 1))
    assert phone.answer.status_code == 422
    assert phone.form.values["shut"] == shut


def test_a_parent_without_keys_is_not_offered_because_nothing_could_be_sealed_to_it(union: House) -> None:
    bare = Organisation.objects.create(name="Bare", kind=OrganisationKind.FEDERATION, country="TH")
    Organisation.objects.filter(id=union.organisation.id).update(parent=bare)
    phone = Phone().scan(union).tell()
    assert 'value="past"' not in phone.html
    phone.touch("go", "send", shut="past", story="not for my union")
    assert phone.answer.status_code == 503
    assert phone.form.values["story"] == "not for my union"
    assert phone.form.values["shut"] == "past"
    assert not Report.objects.exists(), "what was to go past the union never falls back to it"


def test_a_hostile_unions_name_is_on_no_screen(union: House) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(profile=Profile.HOSTILE, retention_months=1)
    phone = Phone().scan(union)
    for _ in range(3):
        assert "Union " not in phone.text.replace(union.workplace.name, "")
        if not phone.form.buttons or ("hazard", "machine") not in phone.form.buttons:
            break
        phone.tell()


def test_rights_show_the_principle_and_not_an_unreviewed_law(union: House) -> None:
    text = Phone().scan(union).touch("go", "rights").text
    assert "basic right of every worker" in text
    assert "Ask your union what the law says here." in text
    for claim in (
        "right to leave",
        "right to stop",
        "refuse",
        "remove yourself",
        "may leave",
        "C155",
        "without punishment",
    ):
        assert claim not in text


def test_the_advice_on_danger_never_claims_a_right_either(union: House) -> None:
    text = Phone().scan(union).touch("go", "danger").text
    assert "right to" not in text


@pytest.mark.parametrize("language", ["th", "km"])
def test_a_language_is_chosen_on_any_screen_and_stays(union: House, language: str) -> None:
    phone = Phone().scan(union)
    here = phone.touch("lang", language)
    assert f'<html lang="{language}"' in here.html
    assert here.answer.headers["Content-Language"] == language
    phone.tell()
    assert f'<html lang="{language}"' in phone.html
    report = sent(union, phone.touch("go", "send"))
    assert queries.words_of(union.officer.session, report).language == language


def test_the_browsers_language_is_the_first(union: House) -> None:
    assert '<html lang="th"' in Phone(language="th-TH,th;q=0.9").scan(union).html
    assert '<html lang="en"' in Phone(language="xx").scan(union).html


def test_another_language_on_the_last_screen_keeps_what_was_written(union: House) -> None:
    phone = Phone().scan(union).tell()
    phone.touch("lang", "th", story="เครื่อง <b> 4", contact="Dao", when="week", who="inside", shut="no_focal_points")
    assert phone.form.values["story"] == "เครื่อง <b> 4"
    assert phone.form.values["contact"] == "Dao"
    assert (phone.form.values["when"], phone.form.values["who"]) == ("week", "inside")
    assert phone.form.values["shut"] == "no_focal_points"
    assert Report.objects.count() == 0


def test_the_receipt_page_has_no_way_back_into_the_form(union: House) -> None:
    phone = Phone().scan(union).tell().touch("go", "send", story="secret words")
    assert "secret words" not in phone.html
    phone.post(**{**phone.form.values, "go": "send"})
    assert Report.objects.count() == 1


def test_leave_leads_to_a_dull_page_or_where_the_union_says(union: House) -> None:
    answer = Client().get("/r/calendar/")
    assert answer.status_code == 200
    assert not answer.cookies
    seen = words_of(answer.content.decode()).casefold()
    assert not any(word in seen for word in ("safelamp", "report", "union", "danger", "safe"))
    organisations.choose_leave_address(union.organisation, address="https://example.org/news", by=union.officer.member)
    html = Client().get(f"/r/{union.workplace.code}").content.decode()
    assert "https://example.org/news" not in html  # it stands in no page, only in the answer to Leave
    answer = Client().post("/r/calendar/", {"to": union.organisation.id.hex})
    assert answer.headers["Refresh"] == "0; url=https://example.org/news"
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize("to", ["", "x", "https://example.org", "00000000000000000000000000000000"])
def test_leave_leads_nowhere_that_no_organisation_chose(db: None, to: str) -> None:
    answer = Client().post("/r/calendar/", {"to": to})
    assert answer.status_code == 200
    assert "Refresh" not in answer.headers


def test_the_door_ignores_cookies_and_never_answers_with_one(union: House) -> None:
    """Another program at the same host name may have set a cookie of the same name."""
    phone = Phone()
    for name in ("s", "k", "c", "sessionid"):
        phone.client.cookies[name] = "something"
    phone.scan(union).tell().touch("go", "send")
    assert sent(union, phone)


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(union: House, method: str) -> None:
    for path in ("/r/", f"/r/{union.workplace.code}"):
        assert getattr(Client(), method)(path).status_code == 405
    assert Client().post(f"/r/{union.workplace.code}").status_code == 405
