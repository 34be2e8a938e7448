"""The sealed words of an entry: sealing them with the public key, opening them in a member's session."""

import uuid
from dataclasses import dataclass

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.vault import desk
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.register.models import Correction, Disease, Entry, Person

VIOLENCE = "violence"  # the hazard whose entries belong to the restricted lane


@dataclass(frozen=True, slots=True)
class Words:
    """What people wrote in one entry, opened. `unreadable` when the member holds no key for some of it."""

    employer: str = ""
    place: str = ""
    narrative: str = ""
    person: str = ""
    disease: str = ""
    work: str = ""
    unreadable: bool = False


def audience_for(hazard: str) -> Audience:
    """Who can open an entry's words: violence only the restricted lane's readers."""
    return Audience.RESTRICTED if hazard == VIOLENCE else Audience.READERS


def seal(words: str, *, organisation: Organisation, subject: uuid.UUID, field: str, audience: Audience) -> bytes:
    """Seals one field of the register; an empty text stays empty."""
    return desk.seal(
        words.strip(), organisation=organisation, subject=subject, field=f"register {field}", audience=audience
    )


def opened(session: OpenSession, entry: Entry) -> Words:
    """All words of an entry, plain ones from public sources included."""
    reader = _Reader(session, entry.organisation_id)
    person = Person.objects.filter(entry=entry).first()
    disease = Disease.objects.filter(entry=entry).first()
    return Words(
        employer=entry.employer_public or reader.read(entry.employer_sealed, entry.id, "employer"),
        place=entry.place_public or reader.read(entry.place_sealed, entry.id, "place"),
        narrative=entry.narrative_public or reader.read(entry.narrative_sealed, entry.id, "narrative"),
        person=reader.read(person.name_sealed, entry.id, "person") if person else "",
        disease=reader.read(disease.name_sealed, entry.id, "disease") if disease else "",
        work=reader.read(disease.work_sealed, entry.id, "work") if disease else "",
        unreadable=reader.failed,
    )


def reason(session: OpenSession, correction: Correction) -> str:
    """Why an entry was corrected; empty when the member holds no key for it."""
    reader = _Reader(session, correction.entry.organisation_id)
    return reader.read(correction.reason_sealed, correction.entry_id, "reason")


class _Reader:
    """Opens field by field and remembers whether one stayed shut."""

    def __init__(self, session: OpenSession, organisation_id: uuid.UUID) -> None:
        self.session = session
        self.organisation_id = organisation_id
        self.failed = False

    def read(self, envelope: bytes | memoryview, subject: uuid.UUID, field: str) -> str:
        """The words, or nothing when they stay shut."""
        try:
            return desk.opened(
                self.session,
                bytes(envelope),
                organisation_id=self.organisation_id,
                subject=subject,
                field=f"register {field}",
            )
        except CannotOpen:
            self.failed = True
            return ""
