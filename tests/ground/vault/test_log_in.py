"""Logging in: the same work for right, wrong and unknown; waiting; the second factor; a new passphrase."""

import base64
import datetime as dt
import itertools
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.utils import timezone

from safelamp.engines.sealing import passphrases
from safelamp.engines.sealing.passphrases import PassphraseKeys
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import codes, members, roles, waits
from safelamp.ground.vault.models import MemberKey
from tests.people import House, Person

NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)
WRONG = "abandon abandon abandon abandon abandon abandon"


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """The salt of every derivation that was made."""
    salts: list[bytes] = []
    real = passphrases.keys

    def counted(passphrase: str, *, salt: bytes) -> PassphraseKeys:
        salts.append(salt)
        return real(passphrase, salt=salt)

    monkeypatch.setattr(passphrases, "keys", counted)
    return salts


def code(secret: str, at: dt.datetime) -> str:
    totp = TOTP(base64.b32decode(secret), 6, hashes.SHA1(), 30)  # noqa: S303  # what phones speak
    return totp.generate(int(at.timestamp())).decode()


def fail(name: str, times: int) -> None:
    for _ in range(times):
        assert members.log_in(name, WRONG) is None


def key_of(member: Member) -> MemberKey:
    return MemberKey.objects.get(member=member)


def test_the_right_passphrase_opens_the_members_own_key(union: House) -> None:
    person = union.officer
    opened = members.log_in(f" {person.member.login_name.upper()} ", person.passphrase.upper())
    assert opened is not None
    assert opened.private == person.session.private
    assert opened.member == person.member


def test_a_wrong_passphrase_an_unknown_name_and_a_name_that_left_get_the_same_answer_for_the_same_work(
    union: House, derived: list[bytes]
) -> None:
    roles.deactivate(union.trainer.member, by=union.officer.member)
    asked = [
        (union.officer.member.login_name, WRONG),
        ("nobody.by.this.name", WRONG),
        ("", WRONG),
        (union.trainer.member.login_name, union.trainer.passphrase),
        (union.officer.member.login_name, ""),
    ]
    assert [members.log_in(name, passphrase) for name, passphrase in asked] == [None] * len(asked)
    assert [len(salt) for salt in derived] == [passphrases.SALT_BYTES] * len(asked)


def test_the_right_passphrase_is_never_refused_for_wrong_ones_and_their_number_is_told_once(union: House) -> None:
    name = union.officer.member.login_name
    fail(name, 40)
    assert members.log_in(name, union.officer.passphrase) is not None
    assert members.wrong_tries(union.officer.member) == 40
    assert members.forget_wrong_tries(union.officer.member) == 40
    assert members.wrong_tries(union.officer.member) == 0


def test_wrong_tries_are_counted_for_nobody_else(union: House) -> None:
    fail(union.officer.member.login_name, 10)
    assert members.wrong_tries(union.focal_point.member) == 0


def test_the_count_ends_somewhere(union: House) -> None:
    MemberKey.objects.filter(member=union.officer.member).update(wrong_passphrases=members.MOST_COUNTED)
    fail(union.officer.member.login_name, 2)
    assert members.wrong_tries(union.officer.member) == members.MOST_COUNTED


def test_a_flood_of_log_ins_is_turned_away_at_once_and_those_in_line_are_served(
    union: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While two derivations of a process run, a third thread is not held: it stays free for reports."""
    real, depth = passphrases.keys, []

    def flooded(passphrase: str, *, salt: bytes) -> PassphraseKeys:
        depth.append(1)
        if len(depth) == 1:
            assert members.first_step("nobody", WRONG) is None
        else:
            with pytest.raises(members.Busy):
                members.first_step("nobody", WRONG)
        return real(passphrase, salt=salt)

    monkeypatch.setattr(members, "_derive", flooded)
    assert members.first_step(union.officer.member.login_name, union.officer.passphrase) is not None
    assert len(depth) == 2
    monkeypatch.undo()
    assert members.first_step(union.officer.member.login_name, union.officer.passphrase) is not None


def test_the_second_factor_is_asked_for_and_a_code_works_once(union: House) -> None:
    person, secret = union.officer, codes.new_secret()
    assert not codes.turn_on(person.session, secret, code="000000", at=NOW)
    assert codes.turn_on(person.session, secret, code=code(secret, NOW), at=NOW)

    def enter(typed: str, at: dt.datetime) -> bool:
        return members.log_in(person.member.login_name, person.passphrase, code=typed, at=at) is not None

    assert not enter("", NOW)
    assert not enter(code(secret, NOW), NOW)  # it was used to turn the factor on
    later = NOW + dt.timedelta(minutes=2)
    assert enter(code(secret, later), later)
    assert not enter(code(secret, later), later)
    assert not enter(code(secret, later - dt.timedelta(seconds=30)), later)
    much_later = NOW + dt.timedelta(minutes=10)
    assert enter(" ".join(code(secret, much_later)), much_later)


def test_a_code_of_the_wrong_minute_or_no_code_at_all_is_refused(union: House) -> None:
    person, secret = union.officer, codes.new_secret()
    codes.turn_on(person.session, secret, code=code(secret, NOW), at=NOW)
    later = NOW + dt.timedelta(hours=1)
    for typed in ("", "12345", "1234567", "abcdef", "๑๒๓๔๕๖", code(secret, later - dt.timedelta(minutes=5))):
        key = key_of(person.member)
        at = max(later, key.wait_until or later)
        assert members.log_in(person.member.login_name, person.passphrase, code=typed, at=at) is None


def with_codes(person: Person) -> str:
    secret = codes.new_secret()
    assert codes.turn_on(person.session, secret, code=code(secret, NOW), at=NOW)
    return secret


def wrong_codes(person: Person, times: int, *, at: dt.datetime) -> None:
    for _ in range(times):
        assert members.log_in(person.member.login_name, person.passphrase, code="000000", at=at) is None


def test_wrong_codes_wait_and_the_wait_doubles_to_a_quarter_hour(union: House) -> None:
    person, at, waited = union.officer, NOW + dt.timedelta(hours=1), []
    secret = with_codes(person)
    wrong_codes(person, waits.FREE_FAILURES, at=at)
    for _ in range(12):
        wrong_codes(person, 1, at=at)
        assert members.log_in(person.member.login_name, person.passphrase, code=code(secret, at), at=at) is None
        until = key_of(person.member).wait_until
        assert until is not None
        waited.append((until - at).total_seconds())
        at = until
    assert waited[:4] == [2, 4, 8, 16]
    assert waited[-1] == waits.LONGEST_WAIT.total_seconds()
    assert members.log_in(person.member.login_name, person.passphrase, code=code(secret, at), at=at) is not None
    assert (key_of(person.member).failures, key_of(person.member).wait_until) == (0, None)


def test_codes_while_waiting_neither_count_nor_lengthen_the_wait(union: House) -> None:
    person = union.officer
    with_codes(person)
    wrong_codes(person, waits.FREE_FAILURES + 1, at=NOW)
    before = key_of(person.member)
    wrong_codes(person, 10, at=NOW)
    after = key_of(person.member)
    assert (after.failures, after.wait_until) == (before.failures, before.wait_until)


def test_wrong_passphrases_never_make_codes_wait(union: House) -> None:
    """Who does not know the passphrase cannot lock anybody out."""
    person = union.officer
    secret, later = with_codes(person), NOW + dt.timedelta(minutes=2)
    fail(person.member.login_name, 40)
    assert members.log_in(person.member.login_name, person.passphrase, code=code(secret, later), at=later) is not None


# The clock is set back a day


def test_a_wait_that_began_before_the_clock_was_set_back_is_over(union: House) -> None:
    person = union.officer
    secret = with_codes(person)
    MemberKey.objects.filter(member=person.member).update(second_factor_step=0)
    wrong_codes(person, 30, at=NOW)
    yesterday = NOW - dt.timedelta(days=1)
    typed = code(secret, yesterday)
    assert members.log_in(person.member.login_name, person.passphrase, code=typed, at=yesterday) is not None


def test_a_code_that_was_used_before_the_clock_was_set_back_is_never_good_again(union: House) -> None:
    """Whoever sets the clock back and has seen yesterday's codes must not come in with them."""
    person = union.officer
    secret, seen = with_codes(person), NOW - dt.timedelta(days=1)
    assert members.log_in(person.member.login_name, person.passphrase, code=code(secret, seen), at=seen) is None
    right_again = NOW + dt.timedelta(minutes=20)
    typed = code(secret, right_again)
    assert members.log_in(person.member.login_name, person.passphrase, code=typed, at=right_again) is not None


def test_the_second_factor_lies_sealed_and_can_be_turned_off(union: House) -> None:
    person, secret = union.officer, codes.new_secret()
    codes.turn_on(person.session, secret, code=code(secret, NOW), at=NOW)
    sealed = bytes(key_of(person.member).second_factor_sealed or b"")
    assert secret.encode() not in sealed
    assert base64.b32decode(secret) not in sealed
    codes.turn_off(person.session)
    assert members.log_in(person.member.login_name, person.passphrase) is not None


def test_a_new_passphrase_keeps_the_keys_and_ends_the_old_one(union: House) -> None:
    person = union.focal_point
    held = set(person.member.held_keys.values_list("pair_id", flat=True))
    fresh = members.renew_passphrase(person.session)
    assert members.log_in(person.member.login_name, person.passphrase) is None
    opened = members.log_in(person.member.login_name, fresh)
    assert opened is not None
    assert held
    assert {pair for pair in held if len(opened.private_half(pair)) == 32} == held


def test_a_passphrase_is_kept_nowhere(union: House) -> None:
    member = union.officer.member
    row = MemberKey.objects.filter(member=member).values().get()
    kept = repr(row) + repr(Member.objects.filter(id=member.id).values().get())
    for form in (union.officer.passphrase, passphrases.normalised(union.officer.passphrase)):
        neighbours = itertools.pairwise(form.split())  # one word alone may be the name of a field, such as "member"
        assert not any(between.join(pair) in kept for pair in neighbours for between in (" ", "-", ""))


def test_who_forgot_the_passphrase_starts_without_any_key(union: House) -> None:
    member = union.focal_point.member
    fresh = members.enrol_again(member, by=union.officer.member)
    assert member.held_keys.count() == 0
    assert members.log_in(member.login_name, union.focal_point.passphrase) is None
    assert members.log_in(member.login_name, fresh) is not None


def test_nobody_enrols_a_member_of_another_union_again(union: House, other_union: House) -> None:
    with pytest.raises(Member.DoesNotExist):
        members.enrol_again(other_union.officer.member, by=union.officer.member)
    assert members.log_in(other_union.officer.member.login_name, other_union.officer.passphrase) is not None


def test_a_log_in_name_exists_once_whatever_its_case(union: House) -> None:
    with pytest.raises(Exception, match="already exists"):
        members.enrol(" UNION.Officer ", organisation=union.organisation, role=Role.TRAINER, by=None)


def test_logging_in_leaves_no_trace_of_when(union: House) -> None:
    before = AuditLine.objects.count()
    members.log_in(union.officer.member.login_name, union.officer.passphrase, at=timezone.now())
    assert AuditLine.objects.count() == before
    assert "last_login" not in {field.name for field in Member._meta.concrete_fields}
