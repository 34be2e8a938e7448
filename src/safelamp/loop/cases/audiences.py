"""Which audiences can share a case: bringing reports together never lets more people read any of them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from safelamp.ground.vault.models import Audience
from safelamp.loop.cases.refusals import Refused


def shared_by(audiences: Iterable[Audience]) -> Audience:
    """The audience of a case made of reports of these audiences: the narrowest; raises Refused where there is none.

    >>> shared_by([Audience.READERS, Audience.NO_REPRESENTATIVES]).value
    'no_representatives'
    """
    different = set(audiences)
    if Audience.RESTRICTED in different and len(different) > 1:
        raise Refused(
            _("A report about retaliation, violence or forced labour stays apart: only its own readers may see it.")
        )
    narrower = different - {Audience.READERS}
    if len(narrower) > 1:
        raise Refused(_("These reports are shut to different people. One of them could then read the other's case."))
    return narrower.pop() if narrower else Audience.READERS


def check_can_join(joining: Iterable[Audience], *, case: Audience) -> None:
    """Raises Refused, with the reason, where the case's readers are not all allowed to read what joins it."""
    if shared_by([*joining, case]) != case:
        raise Refused(
            _("More people could then read what its sender shut to some. Put the open case into the narrower one.")
        )
