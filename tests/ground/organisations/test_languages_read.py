"""Members say which languages they read, and nothing else comes in with it."""

from safelamp.ground.audit.models import AuditLine
from safelamp.ground.languages.spoken import name_of, spoken_languages
from safelamp.ground.organisations import operations
from safelamp.ground.organisations.models import Member
from tests.people import House


def test_a_member_reads_what_they_said_and_the_language_of_their_desk(union: House) -> None:
    member = union.focal_point.member
    operations.choose_language(member, language="th")
    operations.say_what_is_read(member, languages=["km", "my", "<b>", ""])
    assert Member.objects.get(id=member.id).languages == {"th", "km", "my"}


def test_the_audit_says_that_they_said_it_and_not_which(union: House) -> None:
    member = union.focal_point.member
    operations.say_what_is_read(member, languages=["km"])
    line = AuditLine.objects.get(verb="organisations.say_what_is_read")
    assert (line.member_id, line.subject_id) == (member.id, None)


def test_an_unknown_language_has_a_name_too() -> None:
    assert name_of("km") == spoken_languages()["km"] == "Khmer"
    assert name_of("zz") == "another language"
