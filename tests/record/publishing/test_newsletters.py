"""Newsletters: issues in their rhythm, mails with public words only, nothing that follows the reader."""

import datetime as dt
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import Organisation, OrganisationKind, Profile
from safelamp.ground.post.delivering import deliver_due
from safelamp.ground.post.models import Circular, Subscription
from safelamp.record.publishing import issues, letters, newsletters, queries
from safelamp.record.publishing.models import Issue, Newsletter, Rhythm
from safelamp.record.publishing.newsletters import Owner, Plan
from safelamp.record.publishing.refusals import Refused
from safelamp.record.publishing.tongues import LANGUAGES
from safelamp.record.reading.models import Item, NamedPerson
from safelamp.record.reading.operations import add_page
from safelamp.record.searching.asked import Search
from tests.ground.post.mail_server import Mailbox
from tests.ground.post.outside import on_the_list
from tests.people import House
from tests.record.pages import ARTICLE, MINING
from tests.record.publishing.conftest import BASE
from tests.record.publishing.published import DAY, NOW, newsletter

Bring = Callable[..., list[Item]]


def bring(text: str = MINING, *, at: dt.datetime = NOW, organisation: Organisation | None = None) -> list[Item]:
    """A page that came into the record on that day."""
    added = add_page(
        text, name="page.txt", publisher="Labour Herald", by=None, fetched_on=at.date(), organisation=organisation,
        address="https://herald.example/news",
    )  # fmt: skip
    return list(added.page.items.order_by("position"))


def send(*, at: dt.datetime) -> int:
    writer = letters.letters()
    assert writer is not None
    return deliver_due(writer, most=100, at=at)


def whole(box: Mailbox, *, number: int = -1) -> str:
    mail = box.arrived[number]
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    return "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *parts])


def test_what_came_in_since_is_told_once_in_its_rhythm(union: House, reachable: Mailbox) -> None:
    made = newsletter(union, "", rhythm=Rhythm.WEEKLY)
    on_the_list("ana@example.org", list_id=made.id)
    bring()
    assert issues.make_due(at=NOW + 6 * DAY) == 0
    assert issues.make_due(at=NOW + 7 * DAY) == 1
    assert issues.make_due(at=NOW + 7 * DAY) == 0
    assert send(at=NOW + 7 * DAY) == 1
    bring(ARTICLE, at=NOW + 8 * DAY)
    assert issues.make_due(at=NOW + 14 * DAY) == 1
    assert send(at=NOW + 14 * DAY) == 1
    first, second = (reachable.texts[number] for number in (0, 1))
    assert "Mine collapse kills nine in Balochistan" in first
    assert "Mine collapse" not in second
    assert "Fire in a furniture factory" in second


def test_only_what_the_search_asks_for_is_told(union: House, reachable: Mailbox) -> None:
    made = newsletter(union, "country=PK")
    bring()
    issues.make_due(at=NOW + 7 * DAY)
    assert [told.item.headline for told in made.issues.get().told.all()] == ["Mine collapse kills nine in Balochistan"]


def test_nothing_new_is_not_sent_except_monthly_where_it_says_so(union: House, reachable: Mailbox) -> None:
    weekly, monthly = newsletter(union, rhythm=Rhythm.WEEKLY), newsletter(union, rhythm=Rhythm.MONTHLY)
    for each in (weekly, monthly):
        on_the_list("ana@example.org", list_id=each.id)
    issues.make_due(at=NOW + 31 * DAY)
    assert send(at=NOW + 31 * DAY) == 1
    assert "Nothing new has come into the record since 22 November 2026." in reachable.texts[0]


def test_private_hidden_and_repeated_items_are_never_told(union: House, reachable: Mailbox) -> None:
    made = newsletter(union, "")
    bring(ARTICLE, organisation=union.organisation)
    hidden, repeated, left = bring()
    Item.objects.filter(id=hidden.id).update(hidden_on=NOW.date())
    Item.objects.filter(id=repeated.id).update(repeats=left)
    issues.make_due(at=NOW + 7 * DAY)
    assert [told.item for told in made.issues.get().told.all()] == [left]


def test_what_is_taken_down_between_making_and_sending_is_not_sent(union: House, reachable: Mailbox) -> None:
    made = newsletter(union, "")
    on_the_list("ana@example.org", list_id=made.id)
    gone, *_ = bring()
    issues.make_due(at=NOW + 7 * DAY)
    Item.objects.filter(id=gone.id).update(hidden_on=NOW.date())
    send(at=NOW + 7 * DAY)
    assert "Balochistan" not in whole(reachable)
    assert "2 new entries" in reachable.texts[0]


def test_an_issue_whose_items_all_left_the_record_is_not_sent(union: House, reachable: Mailbox) -> None:
    made = newsletter(union, "")
    on_the_list("ana@example.org", list_id=made.id)
    items = bring()
    issues.make_due(at=NOW + 7 * DAY)
    items[0].page.delete()
    send(at=NOW + 7 * DAY)
    assert reachable.arrived == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_persons_are_withheld_in_every_language(union: House, reachable: Mailbox, language: str) -> None:
    made = newsletter(union, "")
    on_the_list("ana@example.org", list_id=made.id)
    Subscription.objects.all().delete()
    text = "Docker hurt in Lomé\n\n3 April 2024\n\nThe docker Kwame Mensah was hurt by a falling crate on Monday.\n"
    [item] = bring(text)
    start = text.index("Kwame")
    NamedPerson.objects.filter(item=item).delete()
    NamedPerson.objects.create(
        item=item, quote="Kwame Mensah", start=start, end=start + 12, standing="masked", confidence=0.9
    )
    issues.make_due(at=NOW + 7 * DAY)
    writer = letters.Letters(BASE)
    words = writer.circular(made.issues.get().id, language=language, tokens=TOKENS)
    assert words is not None
    assert "Kwame" not in words.text + words.html
    assert ("[name withheld]" in words.text) == (language == "en")


def test_a_mail_says_who_sends_it_and_how_to_stop(union: House, reachable: Mailbox) -> None:
    made = newsletter(union, "")
    on_the_list("ana@example.org", list_id=made.id)
    bring()
    issues.make_due(at=NOW + 7 * DAY)
    send(at=NOW + 7 * DAY)
    [mail] = reachable.arrived
    assert str(mail["From"]) == f"{union.organisation.name} <desk@union.example>"
    assert str(mail["Subject"]) == "Mines in Pakistan, 29 November 2026"
    leave = str(mail["List-Unsubscribe"]).strip("<>")
    assert leave.startswith(f"{BASE}/newsletters/stop/")
    assert leave in reachable.texts[0]


class Links(HTMLParser):
    """What a mail program would fetch, and what a reader could open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.opened: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "href" and tag == "a":
                self.opened.append(value or "")
            elif name in {"src", "href", "srcset", "background", "style", "poster", "data", "action"}:
                self.fetched.append(value or "")


def test_nothing_in_a_mail_follows_its_reader(union: House, reachable: Mailbox) -> None:
    made = newsletter(union, "")
    on_the_list("ana@example.org", "bo@example.org", list_id=made.id)
    bring()
    issues.make_due(at=NOW + 7 * DAY)
    send(at=NOW + 7 * DAY)
    pages = [
        part.get_content()
        for mail in reachable.arrived
        for part in mail.walk()
        if part.get_content_type() == "text/html"
    ]
    assert len(pages) == 2
    for html in pages:
        links = Links(html)
        assert links.fetched == []
        assert not links.tags & {
            "img",
            "script",
            "link",
            "style",
            "iframe",
            "object",
            "video",
            "audio",
            "form",
            "input",
        }
        assert all(re.fullmatch(rf"{BASE}/[\w/-]+|https://herald\.example/news", each) for each in links.opened)
    own = [set(Links(html).opened) for html in pages]
    assert all("/newsletters/stop/" in each or "/newsletters/mine/" in each for each in own[0] ^ own[1])


def test_markup_in_a_headline_stays_words(union: House, reachable: Mailbox) -> None:
    made = newsletter(union, "")
    [item] = bring(ARTICLE)
    headline = "<script>alert(1)</script> <img src=https://x.example/t.gif>"
    Item.objects.filter(id=item.id).update(headline=headline, headline_start=0, headline_end=len(headline))
    issues.make_due(at=NOW + 7 * DAY)
    for issue in made.issues.all():
        words = letters.Letters(BASE).circular(issue.id, language="en", tokens=TOKENS)
        assert words is not None
        assert not Links(words.html).tags & {"script", "img"}


TELLING = (
    "safelamp", "lamp", "union", "syndicat", "serikat", "สหภาพ", "សហជីព", "clear water", "mine", "pakistan",
)  # fmt: skip


def hide(house: House) -> None:
    organisations.choose_profile(
        house.organisation, profile=Profile.HOSTILE, neutral_name="Clear Water", by=house.officer.member
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_organisations_mails_name_neither_it_nor_us_nor_what_they_are_about(
    union: House, reachable: Mailbox, language: str
) -> None:
    union.organisation.name = "Union of Miners"
    union.organisation.save(update_fields=["name"])
    made = newsletter(union, "", name="Union news of Safelamp", language=language)
    hide(union)
    bring()
    assert Item.objects.filter(headline__icontains="mine").exists()
    issues.make_due(at=NOW + 7 * DAY)
    writer = letters.Letters("https://weekend.example")
    mails = [
        writer.confirming(made.id, language=language, tokens=TOKENS),
        writer.circular(made.issues.get().id, language=language, tokens=TOKENS),
    ]
    for words in mails:
        assert words is not None
        said = f"{words.subject}\n{words.text}\n{words.html}\n{words.sender}".casefold()
        for telling in (
            "safelamp",
            "lamp",
            "union",
            "syndicat",
            "serikat",
            "สหภาพ",
            "សហជីព",
            "clear water",
            "mine",
            "pakistan",
        ):
            assert telling not in said.replace("newsletters/mine/", ""), telling
        assert words.sender == ""


def test_a_paused_newsletter_sends_nothing_and_what_came_meanwhile_is_not_told(
    union: House, reachable: Mailbox
) -> None:
    made = newsletter(union, "")
    on_the_list("ana@example.org", list_id=made.id)
    bring()
    issues.make_due(at=NOW + 7 * DAY)
    newsletters.pause(made, by=union.officer.member, at=NOW + 7 * DAY)
    assert send(at=NOW + 7 * DAY) == 0
    assert issues.make_due(at=NOW + 14 * DAY) == 0
    newsletters.go_on(made, by=union.officer.member, at=NOW + 14 * DAY)
    assert issues.make_due(at=NOW + 21 * DAY) == 0


def test_ending_a_newsletter_takes_its_readers_away(union: House, reachable: Mailbox) -> None:
    made = newsletter(union)
    on_the_list("ana@example.org", list_id=made.id)
    newsletters.end(made, by=union.officer.member)
    assert not Subscription.objects.exists()
    assert not Newsletter.objects.exists()
    assert not Circular.objects.exists()


def test_another_organisations_newsletter_does_not_exist(union: House, other_union: House, federation: House) -> None:
    made = newsletter(union)
    for stranger in (other_union, federation):
        with pytest.raises(Newsletter.DoesNotExist):
            newsletters.pause(made, by=stranger.officer.member)
        with pytest.raises(Newsletter.DoesNotExist):
            queries.newsletter_for(stranger.officer.member, made.id)


def test_only_the_top_of_the_tree_keeps_the_instances_newsletters(union: House, federation: House) -> None:
    with pytest.raises(Refused):
        newsletter(union, owner=Owner.INSTANCE)
    made = newsletter(federation, owner=Owner.INSTANCE)
    assert made.organisation is None
    assert queries.newsletter_for(federation.officer.member, made.id) == made
    with pytest.raises(Newsletter.DoesNotExist):
        queries.newsletter_for(union.officer.member, made.id)


def test_a_practice_organisation_sends_nothing_outside(union: House) -> None:
    Organisation.objects.filter(id=union.organisation.id).update(kind=OrganisationKind.PRACTICE)
    union.officer.member.organisation.refresh_from_db()
    with pytest.raises(Refused):
        newsletter(union)


def test_members_without_the_permission_make_none(union: House) -> None:
    plan = Plan("Mines", Search(), "en", Rhythm.WEEKLY)
    with pytest.raises(Refused):
        newsletters.begin(plan, owner=Owner.ORGANISATION, by=union.focal_point.member)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "News\r\nBcc: ana@example.org"])
def test_a_name_is_one_line(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        Plan(name, Search(), "en", Rhythm.WEEKLY)


def test_a_clock_that_jumps_back_makes_no_issue_twice(union: House) -> None:
    made = newsletter(union, "", rhythm=Rhythm.DAILY)
    bring()
    assert issues.make_due(at=NOW + DAY) == 1
    assert issues.make_due(at=NOW - 30 * DAY) == 0
    assert issues.make_due(at=NOW - 29 * DAY) == 0
    assert Issue.objects.filter(newsletter=made).count() == 1


def test_a_long_issue_says_how_many_more_there_are(union: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MOST_IN_A_MAIL", 1)
    made = newsletter(union, "")
    bring()
    issues.make_due(at=NOW + 7 * DAY)
    words = letters.Letters(BASE).circular(made.issues.get().id, language="en", tokens=TOKENS)
    assert words is not None
    assert "And 2 more:" in words.text


TOKENS = letters.Tokens("c" * 43, "r" * 43)
