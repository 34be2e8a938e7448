"""The mails of newsletters, made when they are sent: public words only, in the reader's language, without pictures.

Of a hostile organisation's newsletter the mail says only that there is something to read, and where: a mailbox that
others look into shows no headline, no name of the organisation and no name of this program.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from safelamp.ground.post.web_address import public_address
from safelamp.ground.post.writer import Tokens, Words
from safelamp.record.publishing import issues
from safelamp.record.publishing.issues import Told
from safelamp.record.publishing.mails import Content, Entry, Part, mail
from safelamp.record.publishing.models import Issue, Newsletter, Rhythm
from safelamp.record.publishing.tongues import Tongue, tongue

MOST_IN_A_MAIL = 20


@dataclass(frozen=True, slots=True)
class Ways:
    """The addresses that a mail leads to, below `base`, where this instance can be reached."""

    base: str

    def confirm(self, tokens: Tokens) -> str:
        """Where the subscription is confirmed."""
        return f"{self.base}/newsletters/confirm/{tokens.confirm}/"

    def reader(self, tokens: Tokens) -> str:
        """Where the reader changes the language."""
        return f"{self.base}/newsletters/mine/{tokens.reader}/"

    def leave(self, tokens: Tokens) -> str:
        """Where the subscription ends."""
        return f"{self.base}/newsletters/stop/{tokens.reader}/"

    def issue(self, issue: Issue) -> str:
        """The issue on the web."""
        return f"{self.base}/newsletters/issue/{issue.id}/"

    def item(self, item_id: uuid.UUID) -> str:
        """An item of the public record."""
        return f"{self.base}/record/{item_id}/"


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes what `ground.post` sends; `base` is where this instance can be reached."""

    base: str

    def confirming(self, list_id: uuid.UUID, *, language: str, tokens: Tokens) -> Words | None:
        """The mail that asks whether somebody really wants the newsletter; None where it has ended or is paused."""
        newsletter = Newsletter.objects.select_related("organisation").filter(id=list_id, paused_on=None).first()
        return confirming(newsletter, tongue(language), Ways(self.base), tokens) if newsletter else None

    def circular(self, circular_id: uuid.UUID, *, language: str, tokens: Tokens) -> Words | None:
        """One issue; None where it is gone, or where all that it told of has left the record."""
        found = Issue.objects.select_related("newsletter__organisation").filter(id=circular_id).first()
        if found is None:
            return None
        say = tongue(language)
        told = issues.told(found, say)
        return issue_words(found, told, say, Ways(self.base), tokens) if told or not found.total else None

    def leave_address(self, tokens: Tokens) -> str:
        """Where one click ends the subscription."""
        return Ways(self.base).leave(tokens)


def letters() -> Letters | None:
    """The writer, or None while others cannot open this instance: a mail whose links lead nowhere helps nobody."""
    base = public_address()
    return Letters(base) if base else None


def is_neutral(newsletter: Newsletter) -> bool:
    """Whether the mails must not tell what they are about."""
    return newsletter.organisation is not None and newsletter.organisation.is_hostile


def sender_of(newsletter: Newsletter) -> str:
    """The name beside the sender's address."""
    if newsletter.organisation is None:
        return settings.POST_MAIL.name if settings.POST_MAIL else ""
    return "" if newsletter.organisation.is_hostile else newsletter.organisation.name


def rhythm_words(rhythm: str, say: Tongue) -> str:
    """How often it comes."""
    return {
        Rhythm.DAILY: say.say("At most one mail a day."),
        Rhythm.WEEKLY: say.say("At most one mail a week."),
        Rhythm.MONTHLY: say.say("At most one mail a month."),
    }[Rhythm(rhythm)]


def confirming(newsletter: Newsletter, say: Tongue, ways: Ways, tokens: Tokens) -> Words:
    """The mail with the link to confirm."""
    if is_neutral(newsletter):
        subject, asked = say.say("Please confirm"), say.say("Somebody, we hope you, asked for mails to this address.")
    else:
        subject = say.say("Please confirm: %(name)s", name=newsletter.name)
        asked = say.say("Somebody, we hope you, asked for “%(name)s” at this address.", name=newsletter.name)
    parts = (
        Part(asked),
        Part(rhythm_words(newsletter.rhythm, say)),
        Part(say.say("Was it you? Open this page and press its button:"), ways.confirm(tokens)),
        Part(say.say("Was it not you? Do nothing. No further mail comes, and the address is forgotten.")),
        *_draft_note(say),
    )
    return mail(subject, Content(parts), language=say.language, sender=sender_of(newsletter))


def issue_words(issue: Issue, told: Sequence[Told], say: Tongue, ways: Ways, tokens: Tokens) -> Words:
    """The mail of one issue."""
    newsletter, foot = issue.newsletter, _foot(say, ways, tokens)
    if is_neutral(newsletter):
        new = say.count("There is %(count)d new text to read:", "There are %(count)d new texts to read:", len(told))
        content = Content((Part(new, ways.issue(issue)),), foot=foot)
        return mail(say.say("Something new to read"), content, language=say.language, sender="")
    left = len(told) - MOST_IN_A_MAIL
    more = say.count("And %(count)d more:", "And %(count)d more:", left) if left > 0 else ""
    content = Content(
        (Part(how_many(issue, len(told), say)), Part(say.say("Read it on the web:"), ways.issue(issue))),
        _entries(told[:MOST_IN_A_MAIL], say, ways),
        (Part(more, ways.issue(issue)), *foot) if more else foot,
    )
    subject = f"{newsletter.name}, {say.day(issue.day)}"
    return mail(subject, content, language=say.language, sender=sender_of(newsletter))


def how_many(issue: Issue, number: int, say: Tongue) -> str:
    """How many entries an issue has, and since when."""
    since = say.day(issue.since)
    if not number:
        return say.say("Nothing new has come into the record since %(day)s.", day=since)
    return say.count("%(count)d new entry since %(day)s.", "%(count)d new entries since %(day)s.", number, day=since)


def _entries(told: Sequence[Told], say: Tongue, ways: Ways) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            headline=each.headline,
            source=f"{each.source}, {say.day(each.published_on)}" if each.published_on else each.source,
            teaser=each.teaser,
            language=each.language,
            address=Part(say.say("The facts with their exact words:"), ways.item(each.item_id)),
            source_address=Part(say.say("At the source:"), each.address) if each.address else None,
        )
        for each in told
    )


def _foot(say: Tongue, ways: Ways, tokens: Tokens) -> tuple[Part, ...]:
    return (
        Part(say.say("You get these mails because you confirmed this address.")),
        Part(say.say("Stop these mails:"), ways.leave(tokens)),
        Part(say.say("Another language, or be forgotten everywhere here:"), ways.reader(tokens)),
        *_draft_note(say),
    )


def _draft_note(say: Tongue) -> tuple[Part, ...]:
    note = say.say("This translation is a draft. No native speaker has checked it yet.")
    return (Part(note),) if say.is_draft else ()
