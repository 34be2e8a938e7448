"""Who may do what: the whole permission policy on one page, also shown to people at /desk/who-may-see-what/.

A permission opens a kind of act; which things it reaches is narrower still:
- every query starts with the member's own organisation; another organisation's thing does not exist (404);
- a safety representative reaches the workplaces that they are posted to, nothing else;
- the restricted lane is for members whom the organisation named (`reads_restricted`), whatever their role;
- a report that its sender shut to a role is not listed for that role and is sealed to keys it does not hold.
"""

from collections.abc import Mapping
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member is for their organisation."""

    REPRESENTATIVE = "representative", _("safety representative")
    FOCAL_POINT = "focal_point", _("OSH focal point")
    OFFICER = "officer", _("officer")
    TRAINER = "trainer", _("trainer")


class Permission(models.TextChoices):
    """An act, with the sentence that the policy page shows."""

    READ_CASES = "read_cases", _("read reports and cases, and answer reporters")
    TAKE_CASES = "take_cases", _("take, rate, merge and hand over cases")
    AGREE_ACTIONS = "agree_actions", _("write down actions and plans agreed with the employer")
    VERIFY_ACTIONS = "verify_actions", _("verify that an action is really done")
    HOLD_CASES = "hold_cases", _("hold a case back from being destroyed, for a court or an inspector")
    CONFIRM_ON_THE_FLOOR = "confirm_on_the_floor", _("confirm on the floor that a case is solved")
    READ_REGISTER = "read_register", _("read the register of injuries, diseases and dangerous occurrences")
    WRITE_REGISTER = "write_register", _("write and import into the register")
    READ_RESTRICTED = "read_restricted", _("read the lane of retaliation, violence and forced labour")
    READ_OVERVIEW = "read_overview", _("see the overview of the whole organisation")
    READ_RECORD_PAGES = "read_record_pages", _("read whole pages of the public record")
    GATHER = "gather", _("add pages to the public record, watch sources and take pages out")
    FOLLOW_PROMISES = "follow_promises", _("follow promises, and write down agreements and trainings")
    REVIEW_RECORD = "review_record", _("look at what the program was unsure of in the public record, and correct it")
    RELEASE_NAMES = "release_names", _("release names of persons in the public record, and take items down")
    KEEP_WORKPLACES = "keep_workplaces", _("add workplaces, their figures and posters")
    KEEP_DUTY = "keep_duty", _("keep the duty list, and ring a trial")
    ADMIT_MEMBERS = "admit_members", _("admit members, change roles and name restricted readers")
    KEEP_ORGANISATION = "keep_organisation", _("change the organisation's own settings")
    READ_AUDIT = "read_audit", _("read who did what on which day")
    REVIEW_WORDS = "review_words", _("correct the words of the screens in languages that they read")
    RELEASE = "release", _("let answers out to everybody at a workplace: on the page “What we did” and on its wall")
    PUBLISH = "publish", _("publish statements of the organisation, and make newsletters")
    READ_ALERTS = "read_alerts", _("read alerts: counts that are unusual, and what happened")
    HANDLE_ALERTS = "handle_alerts", _("verify, assess and close alerts")
    KEEP_WATCHES = "keep_watches", _("choose what is watched, how watchfully, and the quiet hours")


_REPRESENTATIVE = frozenset(
    {
        Permission.READ_CASES,
        Permission.VERIFY_ACTIONS,
        Permission.CONFIRM_ON_THE_FLOOR,
        Permission.READ_RECORD_PAGES,
        Permission.READ_ALERTS,
    }
)
_FOCAL_POINT = frozenset(
    {
        Permission.READ_CASES,
        Permission.TAKE_CASES,
        Permission.AGREE_ACTIONS,
        Permission.VERIFY_ACTIONS,
        Permission.READ_REGISTER,
        Permission.WRITE_REGISTER,
        Permission.READ_OVERVIEW,
        Permission.READ_RECORD_PAGES,
        Permission.FOLLOW_PROMISES,
        Permission.KEEP_WORKPLACES,
        Permission.REVIEW_WORDS,
        Permission.KEEP_DUTY,
        Permission.REVIEW_RECORD,
        Permission.RELEASE,
        Permission.READ_ALERTS,
        Permission.HANDLE_ALERTS,
        Permission.KEEP_WATCHES,
    }
)

POLICY: Mapping[Role, frozenset[Permission]] = {
    Role.REPRESENTATIVE: _REPRESENTATIVE,
    Role.FOCAL_POINT: _FOCAL_POINT,
    Role.OFFICER: _FOCAL_POINT
    | {
        Permission.HOLD_CASES,
        Permission.ADMIT_MEMBERS,
        Permission.KEEP_ORGANISATION,
        Permission.READ_AUDIT,
        Permission.GATHER,
        Permission.RELEASE_NAMES,
        Permission.PUBLISH,
    },
    Role.TRAINER: frozenset({Permission.READ_RECORD_PAGES, Permission.REVIEW_WORDS, Permission.REVIEW_RECORD}),
}


class Actor(Protocol):
    """What the policy looks at in a member."""

    role: str
    reads_restricted: bool
    is_active: bool


def allows(actor: Actor, permission: Permission) -> bool:
    """Whether the member may do this kind of act at all."""
    if not actor.is_active:
        return False
    if permission == Permission.READ_RESTRICTED:
        return actor.reads_restricted
    return permission in POLICY[Role(actor.role)]


def permissions_of(actor: Actor) -> frozenset[Permission]:
    """Everything the member may do."""
    return frozenset(permission for permission in Permission if allows(actor, permission))
