"""Who sees what is gathered, and who looks after it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safelamp.ground.organisations.models import Organisation


class Sharing(models.TextChoices):
    """For whom a page or source is."""

    ONLY_US = "only_us", _("Only our organisation")
    EVERYBODY = "everybody", _("Everybody: it becomes part of the public record")


def may_share(organisation: Organisation) -> bool:
    """Whether it may add to the public record: exercises never become public."""
    return not organisation.is_practice


def is_curator(organisation: Organisation) -> bool:
    """Whether its officers look after everything that is public on this instance: it stands at the top of the tree."""
    return organisation.parent_id is None and not organisation.is_practice


def keeper(organisation: Organisation | None, sharing: Sharing) -> Organisation | None:
    """Whose name stands with it.

    A hostile profile leaves none at what everybody may see, because a disk that is taken would tell which organisation
    looked at it. The curators look after it then.
    """
    if organisation is None or (sharing == Sharing.EVERYBODY and organisation.is_hostile):
        return None
    return organisation
