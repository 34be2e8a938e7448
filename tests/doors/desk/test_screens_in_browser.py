"""Every screen of the desk's ground in Chromium: usable by everybody, phone and laptop, both modes, both directions."""

from collections.abc import Callable

import pytest

from tests.browser import Device, Scripts
from tests.people import House, Person
from tests.screens import assert_accessible, assert_holds_still, log_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _pages(house: House) -> list[str]:
    workplace, member = f"workplaces/{house.workplace.id}/", f"members/{house.representative.member.id}/"
    inside = [
        "me/",
        "me/bell/",
        "organisation/webhook/",
        "me/second-factor/",
        "paper-key/",
        "keys/",
        "members/",
        "members/enrol/",
        member,
        "organisation/",
    ]
    inside += ["who-may-see-what/", "audit/", "workplaces/", "workplaces/add/", workplace]
    return [f"/desk/{each}" for each in [*inside, f"{workplace}correct/", f"{workplace}poster/"]]


def test_every_page_is_usable_by_everybody(phone: Device, laptop: Device, union: House) -> None:
    for device in (phone, laptop):
        page = device.page("/desk/log-in/", scripts=Scripts.ON)
        assert_accessible(page)
        log_in(page, union.officer)
        for path in _pages(union):
            page.goto(path)
            assert_accessible(page)


@pytest.mark.parametrize("path", ["/", "/?lang=th", "/away/", "/nothing-here/", "/desk/nothing-here/"])
def test_pages_for_everybody_are_usable_by_everybody(phone: Device, laptop: Device, db: None, path: str) -> None:
    for device in (phone, laptop):
        assert_accessible(device.page(path, scripts=Scripts.ON))


def test_every_page_can_be_read_from_the_right(
    phone: Device, union: House, right_to_left: Callable[[Person], None]
) -> None:
    right_to_left(union.officer)
    page = phone.page("/desk/log-in/", scripts=Scripts.ON)
    log_in(page, union.officer)
    for path in _pages(union):
        page.goto(path)
        if not path.endswith("/poster/"):
            assert page.locator("html").get_attribute("dir") == "rtl"
        assert_holds_still(page)


def test_a_form_that_was_not_taken_has_the_focus_on_what_is_wrong(phone: Device, union: House) -> None:
    page = phone.page("/desk/log-in/", scripts=Scripts.ON)
    page.fill("[name=login_name]", "nobody")
    page.fill("[name=passphrase]", "wrong words")
    page.click("main button")
    assert page.evaluate("document.activeElement.className") == "error summary"
    assert_accessible(page)


@pytest.mark.parametrize("language", ["en", "th", "km"])
def test_the_poster_is_one_page_of_a4(laptop: Device, union: House, language: str) -> None:
    page = laptop.page("/desk/log-in/")
    log_in(page, union.officer)
    page.goto(f"/desk/workplaces/{union.workplace.id}/poster/?lang={language}")
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert paper.count(b"/Type /Page\n") == 1


def test_the_square_of_the_poster_is_large_enough_to_be_scanned(laptop: Device, union: House) -> None:
    page = laptop.page("/desk/log-in/", scripts=Scripts.ON)
    log_in(page, union.officer)
    page.goto(f"/desk/workplaces/{union.workplace.id}/poster/")
    width = page.evaluate("document.querySelector('.square svg').getBoundingClientRect().width") * 25.4 / 96
    modules = page.evaluate("document.querySelector('.square svg').viewBox.baseVal.width")
    assert width * (modules - 8) / modules >= 60  # millimetres, without the four modules of white on each side


def test_enrolling_and_handing_over_keys_goes_without_scripts(laptop: Device, phone: Device, union: House) -> None:
    """The officer enrols, the newcomer waits, the officer hands over the keys, the newcomer is in."""
    officer = laptop.page("/desk/log-in/")
    log_in(officer, union.officer)
    officer.goto("/desk/members/enrol/")
    officer.fill("[name=login_name]", "malee")
    officer.check("[name=role][value=focal_point]")
    officer.click("text=Enrol and show the passphrase")
    passphrase = officer.locator(".slip .words").inner_text()
    officer.click("text=I have written it down")
    newcomer = phone.page("/desk/log-in/")
    newcomer.fill("[name=login_name]", "malee")
    newcomer.fill("[name=passphrase]", passphrase)
    newcomer.click("main button")
    newcomer.goto("/desk/me/")
    assert newcomer.get_by_text("You wait for keys").is_visible()
    officer.click("text=Hand over the keys")
    assert officer.get_by_role("status").inner_text().strip() == "The keys are handed over."
    newcomer.reload()
    assert newcomer.get_by_text("You wait for keys").count() == 0
