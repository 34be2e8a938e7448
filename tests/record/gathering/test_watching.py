"""Watched sources: only what is new comes in, what changed keeps its link, and what fails is left alone longer."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from safelamp.record.gathering import due, operations
from safelamp.record.gathering.models import Arrival, Watch
from safelamp.record.gathering.outcomes import Outcome
from safelamp.record.gathering.sharing import Sharing
from safelamp.record.reading import queries as reading
from safelamp.record.reading.models import Item, Page
from safelamp.record.reading.operations import remove_page
from safelamp.site.command import main
from tests.people import House
from tests.record import gathered, pages
from tests.record.gathering.sites import Site, site

pytestmark = pytest.mark.django_db

NEW = (
    "Buses burn in a depot of Lagos\n\n4 June 2024\n\nFour buses burned in the depot of Lagos, Nigeria, and two "
    "workers were injured, said the union of drivers.\n\n"
)


@pytest.fixture
def news(settings) -> Iterator[Site]:
    """A site that the working process reaches."""
    settings.PAGE_VISITOR = "tests.record.gathering.sites.visitor"
    with site() as made:
        yield made


@pytest.fixture
def watch(news: Site) -> Watch:
    made = operations.watch("https://herald.example/", publisher="Herald", sharing=Sharing.EVERYBODY, by=None)
    Watch.objects.filter(id=made.id).update(address=news.address("/list"))
    made.refresh_from_db()
    return made


def look(watch: Watch, *, hours: float = 0) -> Watch:
    """Lets the working process work, some hours after the source was due."""
    watch.refresh_from_db()
    due.gather_due(at=watch.next_at + dt.timedelta(hours=hours))
    watch.refresh_from_db()
    return watch


def headlines() -> set[str]:
    return set(reading.public_items().values_list("headline", flat=True))


def test_a_listing_read_again_adds_only_what_is_new(news: Site, watch: Watch) -> None:
    news.give("/list", pages.MINING, Content_Type="text/plain")
    assert look(watch).outcome == Outcome.READ
    first = set(Item.objects.values_list("id", flat=True))
    news.give("/list", NEW + pages.MINING, Content_Type="text/plain")
    assert look(watch).outcome == Outcome.READ
    assert Item.objects.count() == 4
    assert first < set(Item.objects.values_list("id", flat=True))
    assert [arrival.added for arrival in watch.arrivals.order_by("added")] == [1, 3]
    assert "Buses burn in a depot of Lagos" in headlines()


def test_the_same_bytes_again_leave_nothing(news: Site, watch: Watch) -> None:
    news.give("/list", pages.MINING)
    look(watch)
    assert look(watch).outcome == Outcome.NOTHING_NEW
    news.give("/list", b"", status=304)
    assert look(watch).outcome == Outcome.NOTHING_NEW
    news.give("/list", pages.MINING + "\n<!-- 12:45 -->")
    assert look(watch).outcome == Outcome.NOTHING_NEW
    assert (Arrival.objects.count(), Page.objects.count(), watch.failures) == (1, 1, 0)


def test_a_changed_item_keeps_its_link_and_its_former_words(news: Site, watch: Watch) -> None:
    news.give("/list", pages.MINING)
    look(watch)
    item = Item.objects.get(headline__startswith="Mine")
    news.give("/list", pages.MINING.replace("At least nine miners", "At least fourteen miners"))
    assert look(watch).outcome == Outcome.READ
    item.refresh_from_db()
    assert reading.public_item(item.id).teaser.startswith("At least fourteen miners were killed")
    assert 14 in {fact.value for fact in item.facts.filter(metric="deaths")}
    (former,) = item.earlier.all()
    assert former.teaser.startswith("At least nine miners")
    assert {fact.value for fact in former.facts.filter(metric="deaths")} == {9}
    assert former.teaser == former.page.text[former.teaser_start :][: len(former.teaser)]
    assert former.id not in reading.public_items().values_list("id", flat=True)
    assert (watch.arrivals.get(changed=1).added, reading.public_items().count()) == (0, 3)


def test_an_article_at_the_same_address_gets_a_new_version_and_another_story_does_not(news: Site, watch: Watch) -> None:
    news.give("/list", pages.ARTICLE)
    look(watch)
    item = Item.objects.get()
    news.give("/list", pages.ARTICLE.replace("Two workers died", "Three workers died"))
    look(watch)
    item.refresh_from_db()
    assert item.teaser.startswith("Three workers died")
    told = "The dockers of Lomé, Togo, stopped work for a day. " * 8
    news.give("/list", f"Dockers strike in Lomé\n\n3 March 2025\n\n{told}")
    look(watch)
    item.refresh_from_db()
    assert (item.headline, reading.public_items().count()) == ("Fire in a furniture factory", 2)


def test_what_fails_is_tried_less_often_and_forgiven_at_once(news: Site, watch: Watch) -> None:
    news.give("/list", "", status=403)
    waits = []
    for _ in range(3):
        at = watch.next_at
        waits.append((look(watch).next_at - at).total_seconds() / 3600)
    assert [round(wait / 24) for wait in waits] == [1, 2, 4]
    assert (watch.failures, watch.outcome) == (3, Outcome.REFUSED)
    assert watch.failing_since is not None
    news.give("/list", pages.MINING)
    look(watch)
    assert (watch.failures, watch.failing_since) == (0, None)


def test_visits_are_never_to_the_minute(news: Site, watch: Watch) -> None:
    watch.every_hours = 10
    assert due.rest(watch, lambda: 0.0) == dt.timedelta(hours=9)
    assert due.rest(watch, lambda: 1.0) == dt.timedelta(hours=11)


def test_a_site_that_asks_to_stay_away_is_left_alone_that_long(news: Site, watch: Watch) -> None:
    news.give("/list", "", status=503, Retry_After=str(20 * 3600))
    at = watch.next_at
    assert look(watch).next_at >= at + dt.timedelta(hours=20)


def test_the_same_trouble_is_kept_once(news: Site, watch: Watch) -> None:
    news.give("/list", b"%PDF-1.4")
    for number in range(3):
        news.give("/list", b"%PDF-1.4" + bytes([65 + number]))
        look(watch)
    assert Arrival.objects.count() == 1


def test_a_paused_source_is_not_asked(news: Site, watch: Watch) -> None:
    operations.pause(watch, by=None)
    look(watch, hours=100)
    assert news.asked == []
    operations.go_on(watch, by=None)
    look(watch)
    assert news.asked != []


def test_through_a_proxy_nothing_says_that_we_came_before(news: Site, watch: Watch, settings) -> None:
    settings.GATHER_PROXY = "socks5h://127.0.0.1:9050"
    news.give("/list", pages.MINING, ETag='"mark"')
    look(watch)
    look(watch)
    assert all("if-none-match" not in headers for _, headers in news.asked)


def test_a_folder_brings_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text(pages.MINING)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "fire.html").write_text(f"<!doctype html><html><body>{pages.ARTICLE}</body></html>")
    (tmp_path / "secret.key").write_text("not a page")
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    (tmp_path / "empty.txt").write_text("")
    for path in tmp_path.rglob("*.*"):
        if not path.is_symlink():
            os.utime(path, (1, 1))
    watch = gathered.watch_folder(tmp_path)
    look(watch)
    look(watch)
    assert sorted(Arrival.objects.values_list("name", "outcome")) == [
        ("empty.txt", Outcome.EMPTY),
        ("fire.html", Outcome.READ),
        ("mine.txt", Outcome.READ),
    ]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    assert look(gathered.watch_folder(tmp_path / "gone")).outcome == Outcome.NO_FOLDER


def test_no_member_watches_a_folder_of_the_server(union: House) -> None:
    with pytest.raises(ValidationError, match="command line only"):
        operations.watch(
            "/etc", publisher="x", sharing=Sharing.ONLY_US, kind=gathered.WatchKind.FOLDER, by=union.officer.member
        )


def test_what_is_private_stays_private(news: Site, union: House) -> None:
    watch = gathered.watch(union)
    Watch.objects.filter(id=watch.id).update(address=news.address("/list"))
    news.give("/list", pages.MINING)
    look(watch)
    assert (Item.objects.count(), reading.public_items().count()) == (3, 0)


def test_a_source_that_is_watched_outlives_its_pages(news: Site, watch: Watch) -> None:
    news.give("/list", pages.MINING)
    look(watch)
    remove_page(Page.objects.get(), by=None)
    watch.refresh_from_db()
    assert (watch.source.name, Arrival.objects.count()) == ("Herald", 0)


def test_two_processes_do_not_gather_at_once(settings, watch: Watch) -> None:
    with due._alone() as first, due._alone() as second:
        assert (first, second) == (True, False)
        assert due.gather_due(at=timezone.now() + dt.timedelta(days=1)) == 0


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["record", *words])
    return int(ended.value.code or 0)


def test_the_command_line_brings_watches_and_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "mine.html"
    page.write_text(f"<!doctype html><html><body>{pages.ARTICLE}</body></html>")
    assert run("bring", str(page), "--publisher", "Herald") == 0
    assert run("watch", str(tmp_path), "--publisher", "Folder", "--every", "12") == 0
    assert run("gather") == 0
    assert run("sources") == 0
    said = capsys.readouterr().out
    assert "[1/1] mine.html: Read. 1 new items, 0 with other words." in said
    assert "Folder: " in said
    assert "1 watched." in said


def test_the_command_line_says_what_it_cannot_bring(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bring", str(tmp_path / "none.html"), "--publisher", "Herald") == 1
    assert run("bring", "http://10.0.0.1/", "--publisher", "Herald") == 1
    assert run("bring", "x", "--publisher", "Herald", "--private-to", "Nobody") == 1
    assert run("watch", str(tmp_path / "none"), "--publisher", "Herald") == 1
    assert run("watch", str(tmp_path), "--publisher", "Herald", "--every", "0") == 1
    assert len(capsys.readouterr().err.splitlines()) == 5
