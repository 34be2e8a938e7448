"""The numbers to which workers write: read as people type them, printed only where they were chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.ground.organisations import operations, sms_numbers
from safelamp.ground.organisations.models import Organisation, Profile
from safelamp.ground.organisations.sms_numbers import NotNumbers, read
from tests.people import House


def said(text: str) -> list[tuple[str, str]]:
    return [(each.operator, " ".join(each.groups)) for each in read(text)]


def test_a_number_alone_and_one_for_each_company() -> None:
    assert said("4545") == [("", "4545")]
    assert said("Smart 010 123 456, Metfone: 097-1234567") == [("Smart", "010 123 456"), ("Metfone", "097 1234567")]
    assert said("1234 (MPT)\n5678 Ooredoo") == [("MPT", "1234"), ("Ooredoo", "5678")]
    assert said("") == []


def test_a_long_number_without_spaces_is_grouped() -> None:
    assert said("0812345678") == [("", "081 234 5678")]
    assert said("+66812345678") == [("", "+66 812 345 678")]


def test_digits_of_the_keyboard_at_hand_are_read() -> None:
    assert said("၁၂၃၄") == [("", "1234")]
    assert said("ایرانسل ۳۰۰۰۵، ۳۰۰۰۶") == [("ایرانسل", "30005"), ("", "30006")]


@pytest.mark.parametrize(
    "text",
    ["Smart", "12", "1" * 16, "1234, 1234", "1, 2, 3", "1001,1002,1003,1004,1005", "Smart 1234 Metfone 5678",
     "A company with a very long name 1234", "+", "-5", "🔥"],
)  # fmt: skip
def test_what_nobody_can_dial_is_refused(text: str) -> None:
    with pytest.raises(NotNumbers):
        read(text)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    try:
        numbers = read(text)
    except NotNumbers:
        return
    for each in numbers:
        assert 3 <= sum(sign.isdigit() for sign in each.dialled) <= 15
        assert all(each.groups)


@pytest.mark.parametrize(
    ("asked", "own"),
    [("1234", True), ("+66812345678", True), ("0812345678", True), ("66812345678", True), ("234", False), ("", False),
     ("+66899999999", False), ("12345", False)],
)  # fmt: skip
def test_a_number_is_known_with_and_without_its_country(union: House, asked: str, own: bool) -> None:
    operations.print_sms_numbers(union.organisation, numbers="1234, AIS 081 234 5678", by=union.officer.member)
    assert sms_numbers.belongs_to(union.organisation, asked) is own


def test_a_profile_that_becomes_hostile_takes_the_numbers_off_paper_until_they_are_chosen_again(union: House) -> None:
    officer, own = union.officer.member, union.organisation
    operations.print_sms_numbers(own, numbers="1234", by=officer)
    operations.choose_profile(own, profile=Profile.HOSTILE, neutral_name="Lamp", by=officer)
    assert sms_numbers.printed_by(own) == []
    operations.print_sms_numbers(own, numbers="1234", by=officer)
    operations.choose_profile(own, profile=Profile.HOSTILE, neutral_name="Lamps", by=officer)
    assert len(sms_numbers.printed_by(Organisation.objects.get(id=own.id))) == 1
    operations.choose_profile(own, profile=Profile.OPEN, neutral_name="", by=officer)
    operations.choose_profile(own, profile=Profile.HOSTILE, neutral_name="Lamp", by=officer)
    assert sms_numbers.printed_by(own) == []
