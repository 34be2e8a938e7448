"""Two people must want it: two members who may do it, or one of them with two sheets of the paper key."""

import base64
from collections.abc import Sequence

from safelamp.engines.sealing import paper
from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.models import Member, Organisation, OrganisationKind
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.vault import members
from safelamp.ground.vault.models import PaperPair


class NotProved(Exception):
    """The proof does not hold; the message says what is missing, and not which part of a log-in was wrong."""


def person(name: str, passphrase: str, code: str, *, besides: Member | None = None) -> Member:
    """The member who logs in with these; raises NotProved. A second factor counts here too."""
    opened = members.log_in(name, passphrase, code=code)
    if opened is None:
        raise NotProved("Name, passphrase and code do not belong together.")
    member = opened.member
    if besides is not None and member.id == besides.id:
        raise NotProved("This is the same person again. Another one must agree.")
    if not _speaks_for_all(member):
        raise NotProved("Only officers and restricted readers of the topmost organisation may do this.")
    return member


def sheets(member: Member, typed: Sequence[str]) -> None:
    """Two sheets of the paper key of the member's organisation; raises NotProved."""
    pair = PaperPair.objects.get(organisation_id=member.organisation_id)
    wraps = {(int(pair[0]), int(pair[2])): base64.b64decode(wrap) for pair, wrap in dict(pair.wraps).items()}
    try:
        paper.join(list(typed), wraps)
    except CannotOpen as error:
        raise NotProved("These are not two sheets of this organisation's paper key.") from error


def _speaks_for_all(member: Member) -> bool:
    """Where several organisations share an instance, a branch must not destroy the federation's."""
    may = allows(member, Permission.ADMIT_MEMBERS) or allows(member, Permission.READ_RESTRICTED)
    roots = Organisation.objects.filter(parent=None).exclude(kind=OrganisationKind.PRACTICE)
    only_practice = not roots.exists()
    return may and (only_practice or roots.filter(id=member.organisation_id).exists())
