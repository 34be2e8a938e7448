"""Each month's new keys: made while nobody is logged in, held by those who held the month before, by nobody else."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from safelamp.engines.sealing import envelopes
from safelamp.engines.sealing.envelopes import Context
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import Organisation, OrganisationKind
from safelamp.ground.organisations.policy import Role
from safelamp.ground.vault import members, paper_key, queries, roles, rotation, sealing
from safelamp.ground.vault import operations as vault
from safelamp.ground.vault.models import Audience, KeyPair, Purpose
from safelamp.ground.vault.sessions import OpenSession
from tests.people import House, build
from tests.running import Instance

NOVEMBER = dt.date(2026, 11, 1)
EACH = len(Audience) * len(Purpose)


@pytest.fixture
def house(db: None) -> House:
    """A union whose keys were founded in October 2026, whatever the real day is."""
    made = build("Rotation", kind=OrganisationKind.UNION)
    KeyPair.objects.update(month=dt.date(2026, 10, 1))
    return made


def pairs_of(house: House, month: dt.date) -> list[KeyPair]:
    return list(KeyPair.objects.filter(organisation=house.organisation, month=month))


def holders(house: House, month: dt.date) -> dict[tuple[str, str], set[str]]:
    return {
        (pair.audience, pair.purpose): set(pair.holders.values_list("member__login_name", flat=True))
        for pair in pairs_of(house, month)
    }


def seals_and_opens(pair: KeyPair, session: OpenSession) -> bool:
    context = Context(pair.organisation_id, pair.id, "trial")
    sealed = envelopes.seal(b"words", to=pair.public, context=context)
    return envelopes.open_envelope(sealed, private=session.private_half(pair.id), context=context) == b"words"


def test_a_new_month_has_keys_that_everybody_opens_who_opened_the_last(house: House) -> None:
    assert rotation.make_due_pairs(at=dt.date(2026, 11, 3)) == EACH
    assert holders(house, NOVEMBER) == holders(house, dt.date(2026, 10, 1))
    for pair in pairs_of(house, NOVEMBER):
        for person in house.everybody:
            if pair.holders.filter(member=person.member).exists():
                assert seals_and_opens(pair, person.session)


def test_each_pair_of_a_month_is_new(house: House) -> None:
    rotation.make_due_pairs(at=dt.date(2026, 11, 27))
    points = [bytes(pair.point) for pair in KeyPair.objects.all()]
    assert len(points) == len(set(points)) == 3 * EACH  # October, November, December


def test_running_again_makes_nothing(house: House) -> None:
    rotation.make_due_pairs(at=dt.date(2026, 11, 3))
    assert rotation.make_due_pairs(at=dt.date(2026, 11, 3)) == 0
    assert len(pairs_of(house, NOVEMBER)) == EACH


def test_the_next_month_is_made_in_the_last_week_and_does_not_seal_yet(house: House) -> None:
    assert rotation.make_due_pairs(at=dt.date(2026, 10, 24)) == 0
    assert rotation.make_due_pairs(at=dt.date(2026, 10, 25)) == EACH
    for at, month in ((dt.date(2026, 10, 31), dt.date(2026, 10, 1)), (dt.date(2026, 11, 1), NOVEMBER)):
        key = queries.sealing_key(house.organisation, Audience.READERS, Purpose.INBOX, at=at)
        assert KeyPair.objects.get(id=key.id).month == month


def test_a_missing_pair_of_a_month_is_made_alone(house: House) -> None:
    rotation.make_due_pairs(at=NOVEMBER)
    KeyPair.objects.filter(month=NOVEMBER, audience=Audience.RESTRICTED, purpose=Purpose.DESK).delete()
    assert rotation.make_due_pairs(at=NOVEMBER) == 1
    assert len(pairs_of(house, NOVEMBER)) == EACH


@pytest.mark.parametrize(
    "day", [dt.date(2026, 12, 14), dt.date(2026, 11, 30), dt.date(2026, 9, 5), dt.date(2025, 1, 1)]
)
def test_a_clock_set_back_seals_with_a_key_that_opens_and_never_with_a_later_one_than_it_must(
    house: House, day: dt.date
) -> None:
    for month in (11, 12):
        rotation.make_due_pairs(at=dt.date(2026, month, 15))
    key = queries.sealing_key(house.organisation, Audience.READERS, Purpose.INBOX, at=day)
    pair = KeyPair.objects.get(id=key.id)
    assert pair.month == max(day.replace(day=1), dt.date(2026, 10, 1))
    assert seals_and_opens(pair, house.representative.session)
    rotation.make_due_pairs(at=day)  # the job runs with the wrong clock too
    assert queries.sealing_key(house.organisation, Audience.READERS, Purpose.INBOX, at=dt.date(2026, 12, 20))


def test_who_is_entitled_but_was_not_admitted_gets_nothing(house: House) -> None:
    enrolled = members.enrol("late.officer", organisation=house.organisation, role=Role.OFFICER, by=None)
    rotation.make_due_pairs(at=NOVEMBER)
    assert not enrolled.member.held_keys.exists()
    assert queries.waits_for_admission(enrolled.member)


def test_late_admission_gives_all_months_and_then_nobody_waits(house: House) -> None:
    for month in (11, 12):
        rotation.make_due_pairs(at=dt.date(2026, month, 1))
    enrolled = members.enrol("late.officer", organisation=house.organisation, role=Role.OFFICER, by=None)
    assert vault.admit(enrolled.member, by=house.officer.session) == []
    assert not queries.waits_for_admission(enrolled.member)
    assert enrolled.member.held_keys.count() == 3 * 3 * len(Purpose)  # three months, three audiences
    rotation.make_due_pairs(at=dt.date(2027, 1, 1))
    assert not queries.waits_for_admission(enrolled.member)
    assert all(
        seals_and_opens(held.pair, enrolled.session) for held in enrolled.member.held_keys.select_related("pair")
    )


def test_two_sheets_of_paper_open_every_month(house: House) -> None:
    rotation.make_due_pairs(at=NOVEMBER)
    enrolled = members.enrol("from.paper", organisation=house.organisation, role=Role.OFFICER, by=None)
    paper_key.admit_from_paper(enrolled.member, house.sheets[:2])
    assert {held.pair.month.month for held in enrolled.member.held_keys.select_related("pair")} == {10, 11}


def test_who_left_or_lost_the_role_gets_no_new_month(house: House) -> None:
    roles.deactivate(house.focal_point.member, by=house.officer.member)
    roles.change_role(house.second_focal_point.member, role=Role.REPRESENTATIVE, by=house.officer.member)
    rotation.make_due_pairs(at=NOVEMBER)
    everybody = set().union(*holders(house, NOVEMBER).values())
    assert house.focal_point.member.login_name not in everybody
    narrow = holders(house, NOVEMBER)[Audience.NO_REPRESENTATIVES, Purpose.INBOX]
    assert house.second_focal_point.member.login_name not in narrow


def test_a_role_that_went_away_while_the_key_stayed_is_given_no_new_month(house: House) -> None:
    """Somebody changed the role in the database by hand: the policy is asked again each month."""
    house.focal_point.member.role = Role.TRAINER
    house.focal_point.member.save()
    rotation.make_due_pairs(at=NOVEMBER)
    assert house.focal_point.member.login_name not in set().union(*holders(house, NOVEMBER).values())


def test_withdrawal_takes_the_coming_month_too(house: House) -> None:
    rotation.make_due_pairs(at=dt.date(2026, 10, 28))
    roles.change_role(house.focal_point.member, role=Role.TRAINER, by=house.officer.member)
    assert not house.focal_point.member.held_keys.exists()


def test_an_organisation_of_which_only_the_paper_key_is_left_goes_on_by_paper(house: House) -> None:
    for person in house.everybody:
        person.member.held_keys.all().delete()
    assert rotation.make_due_pairs(at=NOVEMBER) == EACH
    assert set().union(*holders(house, NOVEMBER).values()) == set()
    paper_key.admit_from_paper(house.officer.member, house.sheets[1:])
    assert (
        seals_and_opens(pairs_of(house, NOVEMBER)[0], house.officer.session) or house.officer.member.held_keys.exists()
    )


def test_an_organisation_without_keys_is_passed_over(db: None) -> None:
    Organisation.objects.create(name="Bare", kind=OrganisationKind.UNION, country="TH")
    assert rotation.make_due_pairs(at=NOVEMBER) == 0


def test_each_organisation_gets_its_own(house: House) -> None:
    other = build("Elsewhere", kind=OrganisationKind.UNION)
    KeyPair.objects.update(month=dt.date(2026, 10, 1))
    assert rotation.make_due_pairs(at=NOVEMBER) == 2 * EACH
    names = {name for held in holders(house, NOVEMBER).values() for name in held}
    assert not any(name.startswith("elsewhere") for name in names)
    assert len(pairs_of(other, NOVEMBER)) == EACH


def test_making_is_in_the_audit_without_a_name(house: House) -> None:
    rotation.make_due_pairs(at=NOVEMBER)
    rotation.make_due_pairs(at=NOVEMBER)
    line = AuditLine.objects.get(verb="vault.make_month_keys")
    assert (line.organisation_id, line.member_id, line.subject_id) == (house.organisation.id, None, None)


def test_a_running_process_takes_up_the_new_month(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sealing.inbox_key(house.organisation, Audience.READERS)
    KeyPair.objects.update(month=dt.date(2020, 1, 1))
    rotation.make_due_pairs()
    assert sealing.inbox_key(house.organisation, Audience.READERS) == before  # remembered for a minute
    monkeypatch.setattr(sealing, "FRESH_FOR", 0.0)
    assert sealing.inbox_key(house.organisation, Audience.READERS) != before


ROTATE = """
import datetime as dt, pathlib, time
from safelamp.ground.vault import rotation
while not pathlib.Path(START).exists():
    time.sleep(0.001)
print(rotation.make_due_pairs(at=dt.date(2099, 3, 2)))
"""


@pytest.mark.slow
def test_two_processes_at_once_make_one_pair_each(tmp_path: Path) -> None:
    instance = Instance(tmp_path / "instance")
    instance.prepare()
    start = tmp_path / "start"
    with ThreadPoolExecutor() as together:
        both = [together.submit(instance.ask, ROTATE.replace("START", repr(str(start)))) for _ in range(2)]
        start.touch()
        assert sorted(int(each.result()) for each in both) == [0, EACH]
    count = "from safelamp.ground.vault.models import KeyPair; print(KeyPair.objects.filter(month__year=2099).count())"
    assert int(instance.ask(count)) == EACH
