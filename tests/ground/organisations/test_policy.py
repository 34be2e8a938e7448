"""The permission policy, spelled out a second time: whoever changes it changes it here too, on purpose."""

from dataclasses import dataclass

import pytest

from safelamp.ground.organisations.policy import POLICY, Permission, Role, allows, permissions_of

R, F, O, T = Role.REPRESENTATIVE, Role.FOCAL_POINT, Role.OFFICER, Role.TRAINER  # noqa: E741

WHO_MAY = {
    Permission.READ_CASES: {R, F, O},
    Permission.TAKE_CASES: {F, O},
    Permission.AGREE_ACTIONS: {F, O},
    Permission.HOLD_CASES: {O},
    Permission.VERIFY_ACTIONS: {R, F, O},
    Permission.CONFIRM_ON_THE_FLOOR: {R},
    Permission.READ_REGISTER: {F, O},
    Permission.WRITE_REGISTER: {F, O},
    Permission.READ_OVERVIEW: {F, O},
    Permission.READ_RECORD_PAGES: {R, F, O, T},
    Permission.KEEP_WORKPLACES: {F, O},
    Permission.KEEP_DUTY: {F, O},
    Permission.ADMIT_MEMBERS: {O},
    Permission.KEEP_ORGANISATION: {O},
    Permission.READ_AUDIT: {O},
    Permission.GATHER: {O},
    Permission.REVIEW_RECORD: {F, O, T},
    Permission.RELEASE_NAMES: {O},
    Permission.FOLLOW_PROMISES: {F, O},
    Permission.RELEASE: {F, O},
    Permission.PUBLISH: {O},
    Permission.READ_ALERTS: {R, F, O},
    Permission.HANDLE_ALERTS: {F, O},
    Permission.KEEP_WATCHES: {F, O},
    Permission.REVIEW_WORDS: {F, O, T},
}


@dataclass(frozen=True)
class Somebody:
    """What the policy looks at."""

    role: str
    reads_restricted: bool = False
    is_active: bool = True


def test_every_permission_but_the_restricted_lane_stands_in_the_table() -> None:
    assert set(WHO_MAY) == set(Permission) - {Permission.READ_RESTRICTED}
    assert set(POLICY) == set(Role)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", WHO_MAY)
def test_each_role_may_do_what_the_table_says(role: Role, permission: Permission) -> None:
    assert allows(Somebody(role), permission) is (role in WHO_MAY[permission])


@pytest.mark.parametrize("role", Role)
def test_the_restricted_lane_goes_by_name_and_never_by_role(role: Role) -> None:
    assert not allows(Somebody(role), Permission.READ_RESTRICTED)
    assert allows(Somebody(role, reads_restricted=True), Permission.READ_RESTRICTED)


@pytest.mark.parametrize("role", Role)
def test_being_a_restricted_reader_opens_nothing_else(role: Role) -> None:
    extra = permissions_of(Somebody(role, reads_restricted=True)) - permissions_of(Somebody(role))
    assert extra == {Permission.READ_RESTRICTED}


@pytest.mark.parametrize("role", Role)
def test_who_left_may_do_nothing(role: Role) -> None:
    assert permissions_of(Somebody(role, reads_restricted=True, is_active=False)) == frozenset()


def test_an_unknown_role_is_an_error_and_no_permission() -> None:
    with pytest.raises(ValueError, match="not a valid Role"):
        allows(Somebody("chairman"), Permission.READ_CASES)
