"""The desk answers somebody who told it by SMS: who reads it, what it costs, and only then it goes."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from safelamp.ground.organisations import operations as organisations
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Report
from tests.doors.sms.conftest import code, phone  # noqa: F401  # fixtures of the sms door
from tests.doors.sms.phones import Phone, tells
from tests.loop.told import tell
from tests.people import House, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(phone: Phone, code: str) -> Report:  # noqa: F811
    """A report that came by SMS."""
    tells(phone, code, "2", "1", "2", "No guard on press four")
    return Report.objects.get()


def answered(client: Client, report: Report, **fields: str) -> str:
    page = client.post(f"/desk/reports/{report.id}/answer/", fields, follow=True)
    return page.content.decode()


def texts(union: House, report: Report) -> list[tuple[str, bool]]:
    thread = queries.thread_for_desk(union.focal_point.session, report)
    return [(each.words.text, each.words.by_sms) for each in thread if each.words]


def test_the_page_says_that_operators_read_it(
    at_desk: Callable[[Person], Client], union: House, report: Report
) -> None:
    page = at_desk(union.focal_point).get(f"/desk/reports/{report.id}/").content.decode()
    assert "Telephone companies can read your answer" in page
    assert "told by text messages" in page


def test_an_answer_is_counted_and_priced_before_it_goes(
    at_desk: Callable[[Person], Client], union: House, report: Report
) -> None:
    organisations.choose_sms_price(union.organisation, price=Decimal("0.55"), currency="thb", by=union.officer.member)
    desk = at_desk(union.focal_point)
    page = answered(desk, report, text="x" * 200)
    assert "takes 2 text messages" in page
    assert "1.10 THB" in page
    assert texts(union, report) == []
    answered(desk, report, text="x" * 200, counted="2")
    assert texts(union, report) == [("x" * 200, True)]


def test_words_that_grew_since_they_were_counted_are_counted_again(
    at_desk: Callable[[Person], Client], union: House, report: Report
) -> None:
    assert "takes 3 text messages" in answered(at_desk(union.focal_point), report, text="x" * 400, counted="2")
    assert texts(union, report) == []


def test_an_unknown_price_shows_segments_only(
    at_desk: Callable[[Person], Client], union: House, report: Report
) -> None:
    page = answered(at_desk(union.focal_point), report, ready="thank_you")
    assert "takes 1 text message." in page
    assert "has not said what one costs" in page


def test_an_endless_answer_is_refused_and_stays_in_the_form(
    at_desk: Callable[[Person], Client], union: House, report: Report
) -> None:
    page = answered(at_desk(union.focal_point), report, text="y" * 1200)
    assert "too long for text messages" in page
    assert "y" * 1200 in page


def test_other_reports_are_answered_as_before(at_desk: Callable[[Person], Client], union: House) -> None:
    told = tell(union)
    answered(at_desk(union.focal_point), told.report, text="We come")
    assert texts(union, told.report) == [("We come", False)]


def test_the_months_are_shown_with_counts_only(
    at_desk: Callable[[Person], Client], union: House, report: Report
) -> None:
    page = at_desk(union.officer).get("/desk/organisation/sms/").content.decode()
    assert "1 month, the newest first" in page
    assert "0811111111" not in page.replace(" ", "")


def test_a_price_needs_its_currency(at_desk: Callable[[Person], Client], union: House) -> None:
    desk = at_desk(union.officer)
    page = desk.post("/desk/organisation/sms/price/", {"price": "0.5"}, follow=True).content.decode()
    assert "three letters of the currency" in page
    desk.post("/desk/organisation/sms/price/", {"price": "0.0075", "currency": "eur"})
    union.organisation.refresh_from_db()
    assert (union.organisation.sms_price, union.organisation.sms_currency) == (Decimal("0.0075"), "EUR")
