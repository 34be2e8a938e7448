"""The number of text messages: set at the desk, printed on everything that hangs or is handed out."""

import re
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.conf import settings as ours
from django.test import Client
from playwright.sync_api import Page

from safelamp.ground.organisations import operations
from safelamp.ground.organisations.models import Organisation, Profile
from safelamp.ground.post.channels.sms.gateway import parsed
from tests.browser import Device, Scripts
from tests.people import House, Person
from tests.screens import assert_accessible, log_in

AtDesk = Callable[[Person], Client]
SETTINGS = "/desk/organisation/sms/"
KEEP = f"{SETTINGS}numbers/"
SEVERAL = "Smart 010 123 456, Metfone 097 1234 567, Cellcard 1234"
SENTENCE = "No internet? Send the workplace’s code by SMS:"


@pytest.fixture(autouse=True)
def gateway(settings: LazySettings) -> None:
    """A server that takes text messages."""
    settings.SMS_SECRETS = {"kannel": "a long secret of the gateway", "rapidpro": "", "twilio": ""}


def papers(house: House) -> dict[str, str]:
    here = f"/desk/workplaces/{house.workplace.id}"
    return {
        "poster": f"{here}/poster/",
        "form": f"{here}/paper/",
        "cards": f"{here}/cards/",
        "wall": f"{here}/wall/sheet/",
    }


def slip(client: Client, house: House, language: str = "en") -> str:
    page = client.get("/desk/reports/new/").content.decode()
    secret = re.search(r'name="secret" value="([^"]+)"', page)
    assert secret is not None
    said = {
        "channel": "desk", "workplace": str(house.workplace.id), "kind": "hazard", "hazard": "fire",
        "when": "today", "who_may_know": "nobody", "shut_to": "readers", "language": language, "story": "Smoke",
        "secret": secret.group(1),
    }  # fmt: skip
    return client.post("/desk/reports/new/", said).content.decode()


def printed(client: Client, house: House, query: str = "") -> dict[str, str]:
    pages = {name: client.get(address + query).content.decode() for name, address in papers(house).items()}
    return pages | {"slip": slip(client, house)}


def test_the_number_and_the_code_stand_on_everything_that_is_printed(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post(KEEP, {"sms_numbers": "Smart 010123456"})
    code = union.workplace.code
    for name, page in printed(client, union).items():
        assert SENTENCE in page, name
        assert f"{code[:3]} {code[3:]}" in page, name
        assert ", ".join(code) in page, name  # as a screen reader spells it
        assert "010 123 456" in page, name
        assert "Smart" in page, name


def test_who_reads_other_digits_gets_them_beside_those_of_the_telephone(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post(KEEP, {"sms_numbers": "4545"})
    page = client.get(papers(union)["poster"] + "?lang=my").content.decode()
    assert "4545" in page
    assert "၄၅၄၅" in page
    assert "၄၅၄၅" not in client.get(papers(union)["poster"] + "?lang=km").content.decode()


def test_cards_and_slips_say_that_their_digits_are_not_for_sms(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post(KEEP, {"sms_numbers": "4545"})
    for name, page in printed(client, union).items():
        assert ("Never send the 20 digits by SMS" in page) == (name in {"cards", "slip"}), name


def test_without_a_number_nothing_changes(at_desk: AtDesk, union: House) -> None:
    for name, page in printed(at_desk(union.officer), union).items():
        assert 'class="sms"' not in page, name
        assert "with-sms" not in page, name
        assert "phone company" not in page, name


def test_a_server_without_a_gateway_prints_no_number_and_says_so(
    at_desk: AtDesk, union: House, settings: LazySettings
) -> None:
    settings.SMS_SECRETS = {"kannel": "", "rapidpro": "", "twilio": ""}
    client = at_desk(union.officer)
    client.post(KEEP, {"sms_numbers": "4545"})
    assert "takes no text messages yet" in client.get(SETTINGS).content.decode()
    assert not any(SENTENCE in page for page in printed(client, union).values())


def test_a_hostile_profile_prints_it_only_where_the_organisation_chose_it(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post(KEEP, {"sms_numbers": "4545"})
    operations.choose_profile(
        Organisation.objects.get(id=union.organisation.id), profile=Profile.HOSTILE, neutral_name="Lamp",
        by=union.officer.member,
    )  # fmt: skip
    assert not any(SENTENCE in page for page in printed(client, union).values())
    refused = client.post(KEEP, {"sms_numbers": "4545"}).content.decode()
    assert "unless you choose it here" in refused
    assert SENTENCE not in client.get(papers(union)["poster"]).content.decode()
    client.post(KEEP, {"sms_numbers": "4545", "knowing": "on"})
    pages = printed(client, union)
    assert all(SENTENCE in page for page in pages.values())
    on_poster = re.sub(
        r"<svg.*?</svg>|<[^>]*>", " ", pages["poster"][pages["poster"].index("<main") :], flags=re.DOTALL
    )
    assert "union" not in on_poster.casefold()


def test_a_wrong_number_is_told_beside_the_field_and_the_old_one_stays(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post(KEEP, {"sms_numbers": "4545"})
    page = client.post(KEEP, {"sms_numbers": "Smart 1234 Metfone 5678"}).content.decode()
    assert "with commas between them" in page
    assert "Smart 1234 Metfone 5678" in page
    assert Organisation.objects.get(id=union.organisation.id).sms_numbers == "4545"


def test_the_number_from_which_the_gateway_sends_is_offered(
    at_desk: AtDesk, union: House, settings: LazySettings
) -> None:
    settings.POST_SMS = parsed("http://user:password@127.0.0.1:13013/cgi-bin/sendsms?from=7788")
    assert 'value="7788"' in at_desk(union.officer).get(SETTINGS).content.decode()


def test_only_who_keeps_the_organisation_sets_the_number(at_desk: AtDesk, union: House, other_union: House) -> None:
    assert at_desk(union.focal_point).post(KEEP, {"sms_numbers": "4545"}).status_code == 404
    at_desk(other_union.officer).post(KEEP, {"sms_numbers": "4545"})
    assert Organisation.objects.get(id=union.organisation.id).sms_numbers == ""


@pytest.mark.browser
@pytest.mark.slow
def test_the_poster_is_one_page_in_every_language_with_and_without_numbers(laptop: Device, union: House) -> None:
    page = at_paper(laptop, union)
    for numbers in ("", SEVERAL):
        operations.print_sms_numbers(union.organisation, numbers=numbers, by=union.officer.member)
        for language, _name in ours.WORKER_LANGUAGES:
            page.goto(f"{papers(union)['poster']}?lang={language}")
            assert pages_of(page) == 1, (language, numbers)
            assert too_wide(page) == [], (language, numbers)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "km", "my", "ur", "te", "ru", "hy", "mn"])
def test_forms_cards_and_wall_sheets_fit_their_page_with_three_numbers(
    laptop: Device, union: House, language: str
) -> None:
    page = at_paper(laptop, union)
    operations.print_sms_numbers(union.organisation, numbers=SEVERAL, by=union.officer.member)
    for name in ("form", "cards", "wall"):
        page.goto(f"{papers(union)[name]}?lang={language}")
        assert pages_of(page) == 1, name
        assert too_wide(page) == [], name
        cut = "[...document.querySelectorAll('.form-sheet,.card-a6,.told')].map(e => e.scrollHeight - e.clientHeight)"
        assert max(page.evaluate(cut), default=0) <= 5, name  # pixels: marks of tall letters reach out of their lines


def at_paper(laptop: Device, union: House) -> Page:
    operations.confirm_emergency_numbers(
        union.organisation, numbers="Ambulance 1669, fire 199, police 191", by=union.officer.member
    )
    page = laptop.page("/desk/log-in/")
    log_in(page, union.officer)
    page.emulate_media(media="print")
    return page


def pages_of(page: Page) -> int:
    return page.pdf(prefer_css_page_size=True, print_background=True).count(b"/Type /Page\n")


def too_wide(page: Page) -> list[str]:
    """Parts of what is printed about SMS that reach out of their box."""
    boxes = "[...document.querySelectorAll('.sms, .sms p, .sms .where')]"
    shown = f"{boxes}.filter(e => getComputedStyle(e).display != 'inline')"
    found: list[str] = page.evaluate(f"{shown}.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className)")
    return found


@pytest.mark.browser
@pytest.mark.slow
def test_the_slip_is_one_page_of_a6_and_the_desk_page_is_usable_by_everybody(
    phone: Device, at_desk: AtDesk, union: House
) -> None:
    operations.print_sms_numbers(union.organisation, numbers=SEVERAL, by=union.officer.member)
    page = phone.page("/desk/log-in/", scripts=Scripts.ON)
    log_in(page, union.officer)
    page.goto(SETTINGS)
    assert_accessible(page)
    client = at_desk(union.officer)
    for language, _name in ours.WORKER_LANGUAGES:
        page.set_content(slip(client, union, language))
        assert page.locator(".handed .sms").count() == 1
        assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1, language
