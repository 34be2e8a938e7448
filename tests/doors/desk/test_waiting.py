"""Members without keys wait on a calm page; pages with opened words are never compressed."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from safelamp.doors.desk.permits import OPENS_WORDS, needs
from safelamp.ground.organisations.policy import Permission, Role, allows
from safelamp.ground.vault import members
from tests.people import House


def _request(session):
    request = RequestFactory().get("/desk/somewhere/")
    request.desk, request.session = session, {}
    return request


@needs(Permission.READ_CASES)
def _words(request) -> HttpResponse:
    return HttpResponse("opened words " * 100)


@needs(Permission.KEEP_WORKPLACES)
def _plain(request) -> HttpResponse:
    return HttpResponse("plain words " * 100)


def test_a_member_without_keys_sees_a_calm_page_in_place_of_words(union: House) -> None:
    enrolled = members.enrol("newcomer", organisation=union.organisation, role=Role.FOCAL_POINT, by=None)
    session = members.log_in("newcomer", enrolled.passphrase)
    page = _words(_request(session)).content.decode()
    assert "Now somebody must hand you the keys" in page
    assert "opened words" not in page
    assert "plain words" in _plain(_request(session)).content.decode()


def test_a_member_with_keys_reads(union: House) -> None:
    assert b"opened words" in _words(_request(union.focal_point.session)).content


@pytest.mark.parametrize("permission", sorted(OPENS_WORDS))
def test_pages_with_opened_words_are_marked_against_compression(union: House, permission: Permission) -> None:
    answer = needs(permission)(lambda request: HttpResponse("words"))
    everybody = [union.officer, union.representative, union.restricted_reader]
    reader = next(each for each in everybody if allows(each.member, permission))
    assert answer(_request(reader.session)).safelamp_never_compressed
