"""Checking words and putting them into another language, on a phone without JavaScript, and usable by everybody."""

import pytest

from safelamp.ground.languages.models import Correction
from safelamp.loop.reports import rendering_acts
from tests.browser import Device, Scripts
from tests.doors.desk.test_words import reads
from tests.ground.languages.corrected import spoken
from tests.loop.test_renderings import IN_THAI, tell
from tests.people import House
from tests.screens import assert_accessible, assert_holds_still, log_in

pytestmark = pytest.mark.browser


def test_a_sentence_is_corrected_on_a_phone_without_scripts(phone: Device, words_folder, union: House) -> None:
    page = phone.page("/desk/log-in/")
    log_in(page, reads(union.trainer, "km"))
    page.goto("/desk/words/?part=all&show=all&q=I+see+something+dangerous")
    page.fill("textarea", "ខ្ញុំឃើញរឿងគ្រោះថ្នាក់")
    page.click("form.sayings button")
    page.wait_for_url("**done=words_kept**")
    assert spoken("I see something dangerous") == "ខ្ញុំឃើញរឿងគ្រោះថ្នាក់" == Correction.objects.get().said[0]
    assert_holds_still(page)


def test_the_pages_of_words_are_usable_by_everybody(phone: Device, words_folder, union: House, right_to_left) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    (asked,) = rendering_acts.ask(told.report, colleague=colleague.member, into="th", by=union.focal_point.session)
    page = phone.page("/desk/log-in/", scripts=Scripts.ON)
    log_in(page, colleague)
    for path in ("words/", "words/upload/", "renderings/", f"renderings/{asked.id}/", f"reports/{told.report.id}/"):
        page.goto(f"/desk/{path}")
        assert_accessible(page)
    right_to_left(colleague)
    for path in ("words/", f"renderings/{asked.id}/"):
        page.goto(f"/desk/{path}")
        assert page.get_attribute("html", "dir") == "rtl"
        assert_holds_still(page)


def test_a_story_is_put_into_thai_on_a_phone_without_scripts(phone: Device, words_folder, union: House) -> None:
    told, colleague = tell(union), reads(union.officer, "km", "th")
    rendering_acts.ask(told.report, colleague=colleague.member, into="th", by=union.focal_point.session)
    page = phone.page("/desk/log-in/")
    log_in(page, colleague)
    page.goto("/desk/inbox/")
    page.click("a[href='/desk/renderings/']")
    page.click("main a[href*='/desk/renderings/']")
    page.fill("textarea[name=words]", IN_THAI)
    page.click("main form.form button")
    page.wait_for_url(f"**/desk/reports/{told.report.id}/**")
    assert IN_THAI in page.inner_text("main")
