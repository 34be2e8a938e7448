"""The whole way in Chromium: subscribe, open the mail, confirm, receive an issue, stop it with one click."""

import re
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer

from safelamp.ground.post.delivering import deliver_due
from safelamp.ground.post.models import Subscription
from safelamp.ground.post.writer import Tokens
from safelamp.record.publishing import issues
from safelamp.record.publishing.letters import Letters
from tests.browser import Device, Scripts
from tests.ground.post.mail_server import Mailbox
from tests.people import House
from tests.record.pages import add
from tests.record.publishing.conftest import reachable
from tests.record.publishing.published import DAY, NOW, newsletter, statement
from tests.screens import assert_accessible

__all__ = ["reachable"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def link(box: Mailbox, kind: str) -> str:
    found = re.search(rf"http://\S+/newsletters/{kind}/\S+", box.texts[-1])
    assert found, box.texts[-1]
    return urlsplit(found[0]).path


def test_the_whole_way_of_a_reader(phone: Device, live_server: LiveServer, union: House, reachable: Mailbox) -> None:
    made, writer = newsletter(union, ""), Letters(live_server.url)
    page = phone.page(f"/newsletters/{made.id}/", language="fr-CA")
    page.fill("[name=address]", "not an address")
    page.click("text=Envoyez-moi le lien")
    assert page.input_value("[name=address]") == "not an address"
    page.fill("[name=address]", "ana@example.org")
    page.click("text=Envoyez-moi le lien")
    assert page.inner_text("h1") == "Regardez dans votre boîte"
    deliver_due(writer, most=5)
    page.goto(link(reachable, "confirm"))
    page.click("text=Oui, envoyez-les-moi")
    assert page.inner_text("h1") == "Ils viendront"
    add()
    type(made).objects.update(begun_on="2026-01-01")
    assert issues.make_due(at=NOW + 7 * DAY) == 1
    assert deliver_due(writer, most=5) == 1
    assert "3 nouvelles entrées" in reachable.texts[-1]
    page.goto(link(reachable, "issue"))
    assert page.locator("ol.found > li").count() == 3
    leave = str(reachable.arrived[-1]["List-Unsubscribe"]).strip("<>")
    page.goto(urlsplit(leave).path)
    assert Subscription.objects.exists()
    answer = page.request.post(
        leave, data="List-Unsubscribe=One-Click", headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.ok
    assert not Subscription.objects.exists()
    assert not page.context.cookies()


def test_the_mail_itself_fetches_nothing_in_a_browser(
    phone: Device, live_server: LiveServer, union: House, reachable: Mailbox
) -> None:
    made = newsletter(union, "")
    add()
    type(made).objects.update(begun_on="2026-01-01")
    issues.make_due(at=NOW + 7 * DAY)
    words = Letters(live_server.url).circular(made.issues.get().id, language="en", tokens=Tokens("c" * 43, "r" * 43))
    assert words is not None
    page = phone.page("/away/", scripts=Scripts.ON)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(words.html)
    assert page.locator("ol > li").count() == 3
    assert asked == []


def test_every_page_is_usable_by_everybody(phone: Device, union: House, reachable: Mailbox) -> None:
    made, version = newsletter(union, ""), statement(union)
    add()
    type(made).objects.update(begun_on="2026-01-01")
    issues.make_due(at=NOW + 7 * DAY)
    issue = made.issues.get()
    page = phone.page("/newsletters/", scripts=Scripts.ON)
    for path in (
        "/newsletters/", f"/newsletters/{made.id}/?lang=km", f"/newsletters/issue/{issue.id}/", "/statements/",
        f"/statements/{version.statement_id}/",
    ):  # fmt: skip
        page.goto(path)
        assert_accessible(page)
