"""A stop by SMS ends messages about news, whether or not the phone was telling something."""

import uuid

import pytest
from pytest_django.fixtures import Settings

from safelamp.ground.post import news
from safelamp.ground.post.models import NewsWish
from safelamp.ground.post.news import Sentence, Wished
from tests.doors.sms.phones import NUMBER, Phone
from tests.doors.worker.test_news import GATEWAY
from tests.people import House


@pytest.fixture(autouse=True)
def wished(union: House, settings: Settings) -> None:
    settings.POST_SMS = GATEWAY
    for number in (NUMBER, "+66899999999"):
        news.choose(uuid.uuid4(), Wished(number, "en", Sentence.NEWS), organisation=union.organisation)


def test_stop_deletes_the_number_of_this_phone_only(phone: Phone) -> None:
    assert phone.sends("STOP").startswith("Deleted here.")
    assert NewsWish.objects.count() == 1


def test_stop_in_the_middle_of_telling_ends_both(phone: Phone, code: str) -> None:
    phone.sends(code)
    assert phone.sends("stop").startswith("Deleted here.")
    assert NewsWish.objects.count() == 1
