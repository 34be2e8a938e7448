"""A member's own page asks which languages they read."""

from collections.abc import Callable

from django.test import Client

from safelamp.ground.organisations.models import Member
from tests.people import House, Person


def test_the_own_page_takes_them_and_shows_them_again(at_desk: Callable[[Person], Client], union: House) -> None:
    client = at_desk(union.trainer)
    client.post("/desk/me/reads/", {"reads": ["km", "zz"]})
    page = client.get("/desk/me/").content.decode()
    assert Member.objects.get(id=union.trainer.member.id).reads == ["km"]
    assert 'value="km" id="id_reads_' in page
    assert page.count("checked") == 1
