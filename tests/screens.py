"""What every screen must be: usable by everybody, in both sizes, both modes and both directions of reading."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from safelamp.doors.look import locale
from tests.browser import axe_findings
from tests.people import Person

RIGHT_TO_LEFT = "ar"  # not a language of ours yet: English words, read from the right


def log_in(page: Page, person: Person) -> None:
    """Logs the person in through the log-in page."""
    page.goto("/desk/log-in/")
    page.fill("[name=login_name]", person.member.login_name)
    page.fill("[name=passphrase]", person.passphrase)
    page.click("main button")
    page.wait_for_url(lambda address: "/log-in/" not in address)


def assert_accessible(page: Page) -> None:
    """Axe finds nothing, light and dark; nothing slides sideways. Open the page with `scripts=Scripts.ON`."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert not axe_findings(page), f"{page.url} ({scheme})"
    assert_holds_still(page)


def assert_holds_still(page: Page) -> None:
    """Nothing makes the page wider than the screen."""
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{page.url} slides sideways by {too_wide} px"


@pytest.fixture
def right_to_left(settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[Person], None]:
    """Lets a member's desk be read from the right: `right_to_left(union.officer)`; `?lang=ar` works elsewhere."""
    settings.LANGUAGES = [*settings.LANGUAGES, (RIGHT_TO_LEFT, "العربية")]
    monkeypatch.setattr(locale, "KNOWN", locale.KNOWN | {RIGHT_TO_LEFT})

    def speak(person: Person) -> None:
        person.member.language = RIGHT_TO_LEFT
        person.member.save(update_fields=["language"])

    return speak
