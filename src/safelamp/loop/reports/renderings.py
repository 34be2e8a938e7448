"""Words put into another language by a member: what is sealed, who can be asked, what a reader sees."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self

from django.db.models import QuerySet

from safelamp.engines.sealing import envelopes
from safelamp.ground.languages.spoken import name_of
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault import desk
from safelamp.ground.vault.models import Audience, HeldKey
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.reports import queries
from safelamp.loop.reports.models import Direction, Message, Rendering, RenderingState, Report, Sender
from safelamp.loop.reports.voice_notes import Voice, voices_of
from safelamp.loop.reports.words import LONGEST_STORY, MessageWords

FIELD = "rendering"


@dataclass(frozen=True, slots=True)
class RenderingWords:
    """What is sealed: the languages, an answer with its ready sentence before it is sent, and the result."""

    out_of: str
    into: str
    original: str = ""
    ready: str = ""
    day: str = ""
    words: str = ""
    by_sms: bool = False  # of an answer to somebody who told it by SMS

    def __post_init__(self) -> None:
        if max(len(self.original), len(self.words)) > LONGEST_STORY:
            raise ValueError("the words are too long")

    def encoded(self) -> str:
        """The text to seal."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def decoded(cls, raw: str) -> Self:
        """From the opened text."""
        return cls(**json.loads(raw))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendering with its words, as a reader of the report sees it."""

    rendering: Rendering
    words: RenderingWords

    @property
    def message_id(self) -> uuid.UUID | None:
        """The message whose words these are; none for the story and for an answer that is not sent."""
        return self.rendering.message_id

    @property
    def into(self) -> str:
        """The language's name, in the reader's language."""
        return name_of(self.words.into)

    @property
    def out_of(self) -> str:
        """The name of the language that it was said in."""
        return name_of(self.words.out_of)

    @property
    def by(self) -> str:
        """Who was asked, by log-in name."""
        return self.rendering.asked_of.login_name

    @property
    def is_given(self) -> bool:
        """Whether the words are there."""
        return self.rendering.state == RenderingState.GIVEN

    @property
    def waits(self) -> bool:
        """Whether somebody is asked."""
        return self.rendering.state == RenderingState.ASKED

    @property
    def is_answer(self) -> bool:
        """Whether it is an answer of ours, put into the reporter's language."""
        return self.rendering.direction == Direction.FOR_REPORTER


def rendered(session: OpenSession, report: Report) -> list[Rendered]:
    """Every rendering of a report, oldest first; raises CannotOpen."""
    found = report.renderings.select_related("asked_by", "asked_of").order_by("asked_on", "id")
    return [opened(session, each, report=report) for each in found]


def opened(session: OpenSession, rendering: Rendering, *, report: Report) -> Rendered:
    """One of them; raises CannotOpen."""
    raw = desk.opened(
        session,
        bytes(rendering.words_sealed),
        organisation_id=report.organisation_id,
        subject=rendering.id,
        field=FIELD,
    )
    return Rendered(rendering, RenderingWords.decoded(raw))


def rendering_for(member: Member, rendering_id: uuid.UUID) -> Rendering:
    """One rendering of a report that the member may know of; raises Rendering.DoesNotExist."""
    found = Rendering.objects.select_related("asked_by", "asked_of", "message", "report__organisation")
    return found.get(id=rendering_id, report__in=queries.reports_for(member))


def waiting_for(member: Member) -> QuerySet[Rendering]:
    """What colleagues have asked of the member, oldest first."""
    asked = Rendering.objects.filter(asked_of=member, state=RenderingState.ASKED)
    found = asked.filter(report__in=queries.reports_for(member))
    return found.select_related("report", "report__workplace", "asked_by").order_by("asked_on", "id")


def who_can(report: Report, *, languages: Sequence[str], message: Message | None = None) -> list[Member]:
    """Members who read all these languages, may know of the report, and hold the keys of its words and of the desk."""
    sealed = bytes(message.for_union_sealed) if message else bytes(report.words_sealed)
    desk_key = desk.key_for(report.organisation, Audience(report.audience))
    pairs = {envelopes.key_id(sealed), desk_key.id}
    colleagues = Member.objects.filter(organisation_id=report.organisation_id, is_active=True).order_by("login_name")
    return [
        each
        for each in colleagues.select_related("organisation")
        if set(languages) <= each.languages
        and HeldKey.objects.filter(member=each, pair__in=pairs).count() == len(pairs)
        and queries.reports_for(each).filter(id=report.id).exists()
    ]


def texts_of(session: OpenSession, report: Report) -> list[tuple[Message | None, str]]:
    """The reporter's own words in their order: the story (no message), then what they typed; raises CannotOpen."""
    voices = voices_of(session, report)
    story = _with_voice(queries.words_of(session, report).story, voices.get(None))
    found: list[tuple[Message | None, str]] = [(None, story)] if story else []
    messages = {message.id: message for message in report.messages.filter(sender=Sender.REPORTER)}
    thread = queries.thread_for_desk(session, report)
    return found + [
        (messages[told.id], text)
        for told in thread
        if told.id in messages
        and told.words is not None
        and (text := _with_voice(told.words.text, voices.get(told.id)))
    ]


def _with_voice(text: str, voice: Voice | None) -> str:
    """What was written and what was said, as far as a member wrote it down."""
    return "\n\n".join(part for part in (text, voice.said.words if voice and voice.said else "") if part)


def missing(session: OpenSession, report: Report, *, into: str) -> list[Message | None]:
    """The reporter's texts that nobody has put, or is asked to put, into a language; raises CannotOpen."""
    there = {
        each.message_id
        for each in rendered(session, report)
        if not each.is_answer and (each.waits or (each.is_given and each.words.into == into))
    }
    return [message for message, _text in texts_of(session, report) if (message.id if message else None) not in there]


def original_of(session: OpenSession, one: Rendered) -> str:
    """The words that are to be put into the other language; raises CannotOpen."""
    if one.is_answer:
        return one.words.original
    for message, text in texts_of(session, one.rendering.report):
        if (message.id if message else None) == one.message_id:
            return text
    return ""


def answer_of(words: RenderingWords) -> MessageWords:
    """The message that the reporter gets: in their language, with what the union wrote before."""
    return MessageWords(
        text=words.words, ready=words.ready, day=words.day, original=words.original, by_sms=words.by_sms
    )
