"""The two second steps in Chromium: a security key of the browser's own (DevTools), and codes of a phone's app."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.utils import timezone
from playwright.sync_api import CDPSession, Page, expect

from safelamp.ground.vault import security_keys
from safelamp.ground.vault.models import MemberKey
from tests.browser import Device, Scripts
from tests.people import House, Person
from tests.screens import assert_accessible, log_in

pytestmark = pytest.mark.browser
KEY = {
    "protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": False,
    "isUserVerified": False, "automaticPresenceSimulation": True,
}  # fmt: skip


@dataclass
class Plugged:
    """A virtual key that is plugged into the page's browser."""

    cdp: CDPSession
    id: str

    def credentials(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.id})[
            "credentials"
        ]
        return found

    def copy(self, credential: dict[str, Any], *, counter: int) -> None:
        """Puts another key with the same secret in its place."""
        self.cdp.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})
        copied = {**credential, "signCount": counter}
        self.cdp.send("WebAuthn.addCredential", {"authenticatorId": self.id, "credential": copied})

    def lose(self) -> None:
        self.cdp.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})


def plugged_into(page: Page) -> Plugged:
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    return Plugged(cdp, cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"])


@pytest.fixture
def page(laptop: Device) -> Iterator[Page]:
    return laptop.page("/desk/log-in/", scripts=Scripts.ON)


def add_key(page: Page) -> None:
    page.goto("/desk/me/security-keys/")
    page.get_by_label("at home").check()
    page.get_by_role("button", name="Add it with a touch").click()
    page.wait_for_url("**/security-keys/?done=kept")


def first_step(page: Page, person: Person) -> None:
    page.goto("/desk/log-in/")
    page.fill("[name=login_name]", person.member.login_name)
    page.fill("[name=passphrase]", person.passphrase)
    page.click("main button")


def leave(page: Page) -> None:
    page.get_by_role("button", name="Leave").click()


def test_a_key_is_added_asked_for_and_lets_in(page: Page, union: House) -> None:
    log_in(page, union.officer)
    plugged = plugged_into(page)
    add_key(page)
    assert "Key 1, at home" in page.locator("main").inner_text()
    assert_accessible(page)
    leave(page)
    first_step(page, union.officer)
    assert page.get_by_role("heading", level=1).inner_text() == "One more step"
    page.goto("/desk/me/")
    assert "/desk/log-in/" in page.url  # the passphrase alone does not let in
    first_step(page, union.officer)
    page.get_by_role("button", name="Use my security key").click()
    page.wait_for_url("**/desk/inbox/")
    assert plugged.credentials()[0]["signCount"] > 1
    assert not plugged.credentials()[0]["isResidentCredential"]  # nothing to be read in a key that is found


def test_a_copied_key_and_a_lost_one_get_a_sentence(page: Page, union: House) -> None:
    log_in(page, union.officer)
    plugged = plugged_into(page)
    add_key(page)
    copied = plugged.credentials()[0]
    leave(page)
    plugged.copy(copied, counter=0)
    first_step(page, union.officer)
    page.get_by_role("button", name="Use my security key").click()
    page.get_by_text("This key may have been copied").first.wait_for()
    assert_accessible(page)
    plugged.lose()
    page.get_by_role("button", name="Use my security key").click()
    page.get_by_text("No key answered.").wait_for(timeout=90_000)
    page.goto("/desk/me/")
    assert "/desk/log-in/" in page.url


def test_a_key_that_was_taken_away_is_not_asked_for(page: Page, union: House) -> None:
    log_in(page, union.officer)
    plugged_into(page)
    add_key(page)
    page.get_by_role("button", name="Take key 1 away").click()
    assert "0 keys open" in page.locator("main").inner_text()
    leave(page)
    log_in(page, union.officer)
    assert page.url.endswith("/desk/inbox/")


def test_an_answer_that_is_sent_again_is_refused(page: Page, union: House) -> None:
    log_in(page, union.officer)
    plugged_into(page)
    add_key(page)
    leave(page)
    first_step(page, union.officer)
    with page.expect_request("**/log-in/second/") as caught:
        page.get_by_role("button", name="Use my security key").click()
    page.wait_for_url("**/desk/inbox/")
    replayed = dict(part.split("=", 1) for part in (caught.value.post_data or "").split("&"))
    leave(page)
    first_step(page, union.officer)
    page.locator("form[data-key]").evaluate(  # waits for the page of the second step, as a person would
        "(form, answer) => { form.elements.answer.value = answer; form.submit() }",
        unquote_plus(replayed["answer"]),
    )
    page.get_by_text("The key's answer does not fit.").first.wait_for()


def test_another_address_of_the_same_machine_does_not_get_an_answer(page: Page, union: House, settings) -> None:
    """A page at another name has the member's passphrase, and asks their key in vain."""
    log_in(page, union.officer)
    plugged = plugged_into(page)
    add_key(page)
    settings.ALLOWED_HOSTS = ["*"]
    page.goto(re.sub("//localhost", "//false.localhost", page.url.partition("/desk/")[0]) + "/desk/log-in/")
    page.fill("[name=login_name]", union.officer.member.login_name)
    page.fill("[name=passphrase]", union.officer.passphrase)
    page.click("main button")
    expect(page.locator("main")).to_contain_text("do not work at this address")
    assert page.get_by_role("button", name="Use my security key").count() == 0
    asked = """async id => { try { await navigator.credentials.get({publicKey: {challenge: new Uint8Array(32),
        rpId: "localhost", timeout: 3000, allowCredentials: [{type: "public-key", id: Uint8Array.from(atob(id), c =>
        c.charCodeAt(0))}]}}); return "answered" } catch (error) { return error.name } }"""
    assert page.evaluate(asked, plugged.credentials()[0]["credentialId"]) in {"SecurityError", "NotAllowedError"}


def code(secret: str, *, steps_on: int = 0) -> str:
    moment = int(timezone.now().timestamp()) + 30 * steps_on
    return TOTP(base64.b32decode(secret), 6, hashes.SHA1(), 30).generate(moment).decode()  # noqa: S303


def test_codes_are_turned_on_asked_for_and_let_in_without_scripts(phone: Device, union: House) -> None:
    page = phone.page("/desk/log-in/")
    log_in(page, union.officer)
    page.goto("/desk/me/second-factor/")
    secret = page.locator("[name=secret]").input_value()
    page.fill("[name=code]", code(secret))
    page.get_by_role("button", name="Turn it on").click()
    leave(page)
    first_step(page, union.officer)
    page.fill("[name=code]", "000000")
    page.get_by_role("button", name="Log in with this code").click()
    expect(page.locator("main")).to_contain_text("This code does not count")
    page.fill("[name=code]", code(secret, steps_on=1))
    page.get_by_role("button", name="Log in with this code").click()
    page.wait_for_url("**/desk/inbox/")


def test_either_second_step_is_enough_and_without_scripts_the_code_is_the_way(
    page: Page, phone: Device, union: House
) -> None:
    log_in(page, union.officer)
    plugged_into(page)
    add_key(page)
    page.goto("/desk/me/second-factor/")
    secret = page.locator("[name=secret]").input_value()
    page.fill("[name=code]", code(secret))
    page.get_by_role("button", name="Turn it on").click()
    plain = phone.page("/desk/log-in/")
    first_step(plain, union.officer)
    assert not plain.get_by_role("button", name="Use my security key").is_visible()
    assert "Security keys need JavaScript" in plain.locator("main").inner_text()
    plain.fill("[name=code]", code(secret, steps_on=1))
    plain.get_by_role("button", name="Log in with this code").click()
    assert plain.url.endswith("/desk/inbox/")


def test_a_lost_phone_ends_in_a_new_passphrase_from_another_officer(page: Page, phone: Device, union: House) -> None:
    """The whole way as two people walk it: the officer acts, the colleague comes in, waits for keys and reads."""
    lost = phone.page("/desk/log-in/")
    log_in(lost, union.focal_point)
    MemberKey.objects.filter(member=union.focal_point.member).update(second_factor_sealed=b"on")
    log_in(page, union.officer)
    page.goto("/desk/members/")
    page.get_by_role("link", name="union.focal_point", exact=True).click()
    page.get_by_role("link", name="See what happens").click()
    assert_accessible(page)
    page.get_by_role("button", name="Do all this now").click()
    fresh = page.locator(".code.words").inner_text()
    lost.goto("/desk/inbox/")
    assert "/desk/log-in/" in lost.url
    lost.fill("[name=login_name]", "union.focal_point")
    lost.fill("[name=passphrase]", fresh)
    lost.click("main button")
    assert "Now somebody must hand you the keys" in lost.locator("main").inner_text()
    assert not security_keys.are_on(union.focal_point.member)
    page.get_by_role("link", name="I have written it down").click()
    page.get_by_role("button", name="Hand over the keys").click()
    lost.get_by_role("link", name="Look again").click()
    assert lost.get_by_role("heading", level=1).inner_text() == "Inbox"
