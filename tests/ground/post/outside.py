"""A list that people outside subscribe to, a room above that writes its mails, and their moments."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass, field

from safelamp.ground.post import operations, subscribing
from safelamp.ground.post.delivering import deliver_due
from safelamp.ground.post.mailboxes import mailbox
from safelamp.ground.post.models import AskedToday, Subscription
from safelamp.ground.post.writer import Tokens, Words

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
LIST = uuid.UUID(int=7)
OTHER_LIST = uuid.UUID(int=8)
ANA = "ana@example.org"
TOKEN = re.compile(r"/(confirm|reader)/([\w-]{43})")


@dataclass
class Writer:
    """Writes what a test can find again; `silent` has nothing to say."""

    silent: bool = False
    written: list[str] = field(default_factory=list)

    def confirming(self, list_id: uuid.UUID, *, language: str, tokens: Tokens) -> Words | None:
        return self._words(f"confirm {language}", f"https://x.example/confirm/{tokens.confirm}/")

    def circular(self, circular_id: uuid.UUID, *, language: str, tokens: Tokens) -> Words | None:
        return self._words(f"circular {language}", f"https://x.example/reader/{tokens.reader}/")

    def leave_address(self, tokens: Tokens) -> str:
        return f"https://x.example/newsletters/reader/{tokens.reader}/"

    def _words(self, subject: str, text: str) -> Words | None:
        self.written.append(subject)
        return None if self.silent else Words(subject, f"{text}\n", f"<p>{text}</p>\n", "The news")


def ask(address: str = ANA, *, list_id: uuid.UUID = LIST, language: str = "en", at: dt.datetime = NOW) -> None:
    subscribing.ask(mailbox(address), list_id=list_id, language=language, at=at)


def deliver(writer: Writer | None = None, *, most: int = 50, at: dt.datetime = NOW) -> int:
    return deliver_due(writer or Writer(), most=most, at=at)


def token_in(text: str) -> str:
    found = TOKEN.search(text)
    assert found, text
    return found[2]


def put_out(number: int, *, list_id: uuid.UUID = LIST, at: dt.datetime = NOW) -> uuid.UUID:
    circular = uuid.uuid5(list_id, str(number))
    operations.put_out(circular, list_id=list_id, number=number, day=at.date())
    return circular


def on_the_list(*addresses: str, list_id: uuid.UUID = LIST) -> list[Subscription]:
    """Confirmed subscriptions, made without mail: as if each had gone the whole way."""
    for address in addresses:
        ask(address, list_id=list_id)
        AskedToday.objects.all().delete()
    rows = Subscription.objects.filter(list_id=list_id)
    rows.update(standing="confirmed", asked_on=None, asked_mark=None)
    return list(rows)
