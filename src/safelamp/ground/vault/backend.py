"""Lets Django's sessions recognise members; logging in itself is ground.vault.members.log_in."""

import uuid

from django.contrib.auth.backends import BaseBackend

from safelamp.ground.organisations.models import Member


class PassphraseBackend(BaseBackend):
    """Finds the member of a session."""

    def get_user(self, user_id: uuid.UUID) -> Member | None:
        """The active member with that id."""
        return Member.objects.select_related("organisation").filter(id=user_id, is_active=True).first()
