"""A statement's words before they are published: sealed to the desk, without its safety representatives."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from safelamp.engines.sealing.envelopes import CannotOpen
from safelamp.ground.vault import desk
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.record.publishing.models import LONGEST_HEADLINE, LONGEST_PLACE, LONGEST_TEXT, Version

FIELD = "words"
AUDIENCE = Audience.NO_REPRESENTATIVES


@dataclass(frozen=True, slots=True)
class Words:
    """Headline, place and text in one language; the text's paragraphs stand between empty lines."""

    headline: str
    place: str
    text: str

    def __post_init__(self) -> None:
        parts = ((self.headline, LONGEST_HEADLINE), (self.place, LONGEST_PLACE), (self.text, LONGEST_TEXT))
        if not self.headline.strip() or not self.text.strip() or any(len(part) > most for part, most in parts):
            raise ValueError("a statement has a headline and a text, none too long")


def seal(words: Words, *, version: Version) -> bytes:
    """Seals the words to the officers and focal points of the statement's organisation."""
    return desk.seal(
        json.dumps(asdict(words), ensure_ascii=False),
        organisation=version.statement.organisation,
        subject=version.id,
        field=FIELD,
        audience=AUDIENCE,
    )


def opened(session: OpenSession, version: Version) -> Words:
    """The words of a version: opened while it is a draft, plain later; raises CannotOpen."""
    if version.words_sealed is None:
        return Words(version.headline, version.place, version.text)
    raw = desk.opened(
        session,
        bytes(version.words_sealed),
        organisation_id=version.statement.organisation_id,
        subject=version.id,
        field=FIELD,
    )
    return Words(**json.loads(raw))


def headlines(session: OpenSession, versions: Iterable[Version]) -> dict[Version, str]:
    """The headlines of versions; one whose key the member does not hold is left out."""
    found = {}
    for version in versions:
        try:
            found[version] = opened(session, version).headline
        except CannotOpen:
            continue
    return found
