"""Status by text message: harmless words, by day, at a moment of chance, to a number that nobody else can open."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from safelamp.engines.writing.dialling import Fault, NotANumber, dialled
from safelamp.engines.writing.sms import segments
from safelamp.ground.organisations.models import Profile
from safelamp.ground.post import daytime, news, news_sending
from safelamp.ground.post.channels.sms.gateway import SmsGateway
from safelamp.ground.post.models import NewsWish
from safelamp.ground.post.news import Sentence, Wished
from tests.ground.post.web_server import Listener
from tests.people import House

NUMBER = "+66812345678"
NOON = dt.datetime(2026, 11, 18, 5, tzinfo=dt.UTC)  # twelve o'clock in Bangkok
BANGKOK = ZoneInfo("Asia/Bangkok")


@pytest.fixture
def company(settings: Settings) -> Iterator[Listener]:
    """Whoever takes text messages: a real web server that speaks like Kannel's smsbox."""
    listener = Listener().start()
    settings.POST_SMS = SmsGateway("http", "127.0.0.1", listener.port, "/cgi-bin/sendsms", "4000", "user", "password")
    yield listener
    listener.stop()


def chosen(house: House, *, language: str = "en", sentence: Sentence = Sentence.NEWS) -> uuid.UUID:
    report_id = uuid.uuid4()
    news.choose(report_id, Wished(NUMBER, language, sentence), organisation=house.organisation, at=NOON)
    return report_id


def texts(company: Listener) -> list[tuple[str, str]]:
    asked = [parse_qs(urlsplit(each.path).query) for each in company.came]
    return [(each["to"][0], each["text"][0]) for each in asked]


def send_at(day: int, hour: int) -> int:
    return news_sending.send_news(at=dt.datetime(2026, 11, day, hour, tzinfo=BANGKOK))


def test_news_of_today_goes_out_tomorrow_once_and_says_nothing(union: House, company: Listener) -> None:
    report_id = chosen(union)
    for minutes in (0, 10, 300):
        news.tell(report_id, at=NOON + dt.timedelta(minutes=minutes))
    assert send_at(18, 17) == 0
    assert send_at(19, 8) == 0  # too early in the day
    assert send_at(19, 17) + send_at(20, 10) == 1
    assert texts(company) == [(NUMBER, "There is news on your question.")]
    assert news.is_chosen(report_id)


def test_without_news_nothing_goes_out(union: House, company: Listener) -> None:
    chosen(union)
    assert send_at(19, 17) == 0
    assert not company.came


def test_it_speaks_the_workers_language_and_the_words_that_they_chose(union: House, company: Listener) -> None:
    report_id = chosen(union, language="th", sentence=Sentence.LOOK)
    news.tell(report_id, at=NOON)
    assert send_at(19, 17) + send_at(20, 17) == 1
    assert texts(company)[0][1] == Wished(NUMBER, "th", Sentence.LOOK).text


def test_after_the_last_message_the_number_is_gone(union: House, company: Listener) -> None:
    report_id = chosen(union)
    news.tell_last([report_id], at=NOON)
    assert send_at(19, 17) + send_at(20, 17) == 1
    assert not NewsWish.objects.exists()
    assert len(company.came) == 1


def test_the_worker_stops_it_and_whoever_holds_the_phone_does(union: House, company: Listener) -> None:
    first, second = chosen(union), chosen(union)
    assert news.stop(first)
    assert not news.is_chosen(first)
    assert news.is_chosen(second)
    assert news.stop_number(NUMBER) == 1
    assert not NewsWish.objects.exists()
    assert not company.came


def test_one_number_gets_one_message_a_day_however_many_reports_have_news(union: House, company: Listener) -> None:
    reports = [chosen(union) for _ in range(4)]
    for report_id in reports:
        news.tell(report_id, at=NOON)
    assert send_at(19, 17) + send_at(20, 17) == 1
    assert len(company.came) == 1
    assert all(news.is_chosen(report_id) for report_id in reports), "the next news is told again"
    news.tell(reports[3], at=NOON + dt.timedelta(days=3))
    assert send_at(22, 17) + send_at(23, 17) == 1


def test_the_one_message_is_the_last_one_of_each_closed_report(union: House, company: Listener) -> None:
    closed, open_still = chosen(union), chosen(union)
    news.tell(open_still, at=NOON)
    news.tell_last([closed], at=NOON)
    assert send_at(19, 17) + send_at(20, 17) == 1
    assert not news.is_chosen(closed)
    assert news.is_chosen(open_still)


def test_the_disk_holds_no_number_and_no_report(union: House, company: Listener) -> None:
    report_id = chosen(union)
    row = NewsWish.objects.get()
    plain = b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for value in NewsWish.objects.values_list().get()
    )
    assert NUMBER[1:].encode() not in plain
    assert report_id.bytes not in plain
    assert str(report_id).encode() not in plain
    assert row.ends_on.day == 1
    assert row.due_at is None


def test_a_number_that_is_refused_for_good_is_deleted_and_a_busy_company_is_tried_again(
    union: House, company: Listener
) -> None:
    report_id = chosen(union)
    news.tell(report_id, at=NOON)
    company.status = 503
    assert send_at(19, 17) + send_at(20, 12) == 0
    assert NewsWish.objects.get().due_at is not None
    company.status = 400
    assert send_at(21, 12) == 0
    assert not NewsWish.objects.exists()


def test_once_the_courier_key_is_erased_no_number_is_left(union: House, company: Listener) -> None:
    chosen(union)
    erased = django_settings.KEYS.path / "courier.erased"
    erased.touch()
    try:
        assert send_at(19, 12) == 0
        assert not NewsWish.objects.exists()
        with pytest.raises(ValidationError):
            chosen(union)
    finally:
        erased.unlink()


def test_it_is_not_offered_in_a_hostile_profile_nor_without_a_gateway(
    union: House, company: Listener, settings: Settings
) -> None:
    own = union.organisation
    assert news.is_possible(own)
    own.profile = Profile.HOSTILE
    assert not news.is_possible(own)
    own.profile = Profile.OPEN
    settings.POST_SMS = None
    assert not news.is_possible(own)


def test_a_wish_ends_by_itself(union: House, company: Listener) -> None:
    chosen(union)
    assert news.end_old(at=NOON + dt.timedelta(days=150)) == 0
    assert news.end_old(at=NOON + dt.timedelta(days=240)) == 1


def test_each_sentence_is_one_segment_in_each_language_of_workers() -> None:
    assert news.cost() == 1
    for code, _name in django_settings.WORKER_LANGUAGES:
        for sentence in Sentence:
            assert segments(Wished("", code, sentence).text).count == 1, (code, sentence)


@given(minutes=st.integers(0, 730 * 24 * 60), seed=st.integers(),
       country=st.sampled_from(["TH", "KH", "BR", "US", "NP", "", "XX"]))  # fmt: skip
def test_the_moment_lies_in_the_next_days_daytime_whenever_the_desk_wrote(
    minutes: int, seed: int, country: str
) -> None:
    aware = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
    moment = daytime.moment_of_tomorrow(country, now=aware, chance=random.Random(seed))
    zone = daytime.zone_of(country)
    assert daytime.is_daytime(country, now=moment)
    assert moment.astimezone(zone).date() == aware.astimezone(zone).date() + dt.timedelta(days=1)


def test_the_moment_does_not_follow_the_moment_of_writing() -> None:
    """Whoever wrote at nine and whoever wrote at five draw from the same hours."""
    drawn = [
        daytime.moment_of_tomorrow("TH", now=NOON.replace(hour=hour), chance=random.Random(number)).hour
        for hour in (3, 9)
        for number in range(200)
    ]
    assert set(drawn[:200]) == set(drawn[200:]) == set(range(9, 18))


def test_zones_follow_the_country(settings: Settings) -> None:
    assert daytime.zone_of("TH").key == "Asia/Bangkok"
    settings.TIME_ZONE = "America/Manaus"
    assert daytime.zone_of("BR").key == "America/Manaus"
    assert daytime.zone_of("").key == "America/Manaus"


@pytest.mark.parametrize(("typed", "fault"), [("0812345678", Fault.NO_COUNTRY), ("", Fault.NO_COUNTRY),
                                              ("+66", Fault.SHAPE), ("+66 81 x", Fault.SHAPE)])  # fmt: skip
def test_half_a_number_is_told_why(typed: str, fault: Fault) -> None:
    with pytest.raises(NotANumber) as error:
        dialled(typed)
    assert error.value.fault is fault
    assert typed not in str(error.value) or not typed
