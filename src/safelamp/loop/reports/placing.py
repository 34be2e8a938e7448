"""Where a parcel's head says it belongs, looked up: remembered for seconds, because a thousand may come at once."""

import time
import uuid

from django.db import Error

from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import queries as vault
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.reports.arriving import NotTaken, Reason

FRESH_FOR = 10.0  # seconds: an organisation that stops taking reports may get some for that long
MOST = 10_000  # places and keys that are remembered

_Place = tuple[Organisation, Workplace | None]
_places: dict[tuple[uuid.UUID, uuid.UUID | None], tuple[float, _Place]] = {}
_readers: dict[tuple[uuid.UUID, uuid.UUID, str], float] = {}


def placed(organisation_id: uuid.UUID, workplace_id: uuid.UUID | None) -> _Place:
    """The receiver and the workplace; raises NotTaken where the report has no receiver.

    While the database is away, what this process knew last; raises django.db.Error where it knew nothing.
    """
    wanted = (organisation_id, workplace_id)
    read_at, found = _places.get(wanted, (float("-inf"), None))
    if found is not None and time.monotonic() - read_at < FRESH_FOR:
        return found
    try:
        fresh = _looked_up(organisation_id, workplace_id)
    except Error:
        if found is None:
            raise
        return found
    if len(_places) > MOST:
        _places.clear()
    _places[wanted] = (time.monotonic(), fresh)
    return fresh


def can_be_read(key_id: uuid.UUID, *, organisation: Organisation, audience: Audience) -> bool:
    """Whether what is sealed to that key can be opened by the audience."""
    wanted = (key_id, organisation.id, audience.value)
    if time.monotonic() - _readers.get(wanted, float("-inf")) < FRESH_FOR:
        return True
    if not vault.seals_for(key_id, organisation=organisation, audience=audience):
        return False
    if len(_readers) > MOST:
        _readers.clear()
    _readers[wanted] = time.monotonic()
    return True


def _looked_up(organisation_id: uuid.UUID, workplace_id: uuid.UUID | None) -> _Place:
    organisation = Organisation.objects.filter(id=organisation_id, takes_reports=True).first()
    if organisation is None:
        raise NotTaken(Reason.NO_RECEIVER)
    # A workplace that was taken away while the report waited on the phone: the words stay.
    named = Workplace.objects.select_related("organisation")
    workplace = named.filter(id=workplace_id).first() if workplace_id else None
    # A report may go past the union of the workplace, to the organisation above it.
    if workplace and organisation.id not in {workplace.organisation_id, workplace.organisation.parent_id}:
        raise NotTaken(Reason.NO_RECEIVER)
    return organisation, workplace
