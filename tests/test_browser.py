"""The browser of the tests does what its name says."""

import pytest

from tests.browser import Device, Scripts, axe_findings

pytestmark = pytest.mark.browser
SPEAKS = "<p id=said></p><script>document.getElementById('said').textContent = 'scripts run'</script>"


@pytest.mark.parametrize(("scripts", "said"), [(Scripts.OFF, ""), (Scripts.ON, "scripts run")])
def test_scripts_run_only_when_asked_for(phone: Device, scripts: Scripts, said: str) -> None:
    page = phone.page("/", scripts=scripts)
    page.goto(f"data:text/html,{SPEAKS}")
    assert page.locator("#said").text_content() == said


def test_the_product_answers_at_the_size_of_a_phone(phone: Device) -> None:
    page = phone.page("/")
    assert page.viewport_size == {"width": 360, "height": 640}
    assert page.locator("html").get_attribute("lang") == "en"


def test_axe_finds_what_is_wrong(laptop: Device) -> None:
    page = laptop.page("/", scripts=Scripts.ON)
    page.goto("data:text/html,<html><body><img src=x></body></html>")
    assert any("image-alt" in finding for finding in axe_findings(page))
