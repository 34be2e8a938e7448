"""The screens of gathering in Chromium: usable by everybody, in both sizes, without scripts."""

import pytest

from safelamp.record.gathering import due
from tests.browser import Device, Scripts
from tests.people import House
from tests.record import gathered, pages
from tests.screens import assert_accessible, log_in

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_axe_finds_nothing_on_the_screens_of_gathering(phone: Device, laptop: Device, union: House) -> None:
    came, failed, watch = gathered.read(pages.MINING, by=union), gathered.read(b"", by=union), gathered.watch(union)
    screens = [
        "/desk/record/",
        *(f"/desk/record/add/?way={way}" for way in ("address", "watch", "file", "text")),
        f"/desk/record/arrived/{came.id}/",
        f"/desk/record/arrived/{failed.id}/",
        "/desk/record/watched/",
        f"/desk/record/watched/{watch.id}/",
        f"/desk/record/watched/{watch.id}/stop/",
        f"/desk/record/{came.page_id}/remove/",
    ]
    for device in (phone, laptop):
        page = device.page("/desk/log-in/", scripts=Scripts.ON)
        log_in(page, union.officer)
        for screen in screens:
            page.goto(screen)
            assert_accessible(page)


def test_an_officer_pastes_a_page_and_reads_its_facts_without_scripts(phone: Device, union: House) -> None:
    page = phone.page("/desk/log-in/")
    log_in(page, union.officer)
    page.goto("/desk/record/")
    page.click("text=Add a page")
    page.click("text=Pasted text")
    page.fill("[name=text]", pages.MINING)
    page.fill("[name=publisher]", "Labour Herald")
    page.check("[name=sharing][value=everybody]")
    page.click("text=Add this text")
    assert page.is_visible("text=Waits to be read.")
    due.gather_due()
    page.click("text=Look again")
    assert page.is_visible("text=3 items are new in the record.")
    page.click("text=Read the page with its facts")
    assert "At least nine miners were killed" in page.inner_text(".whole")
