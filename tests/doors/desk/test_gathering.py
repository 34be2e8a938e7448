"""Adding pages at the desk, what became of them, and watched sources."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import OrganisationKind, Profile
from safelamp.record.gathering import due, operations
from safelamp.record.gathering.models import Arrival, Watch
from safelamp.record.gathering.outcomes import Outcome
from safelamp.record.gathering.sharing import Sharing
from safelamp.record.reading.models import Item, Page
from tests.people import House, Person
from tests.record import gathered, pages
from tests.record.gathering.sites import site

AtDesk = Callable[[Person], Client]
ADD = "/desk/record/add/"
COMMON = {"publisher": "Herald", "sharing": "everybody"}


def shown(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_file_is_added_waits_and_is_read(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    file = SimpleUploadedFile("mine.html", pages.MINING.encode(), content_type="text/html")
    answer = client.post(f"{ADD}?way=file", COMMON | {"file": file, "address": "https://herald.example/mine"})
    arrival = Arrival.objects.get()
    assert answer["Location"] == f"/desk/record/arrived/{arrival.id}/"
    assert "Waits to be read." in shown(client, answer["Location"])
    due.gather_due()
    page = shown(client, answer["Location"])
    assert "3 items are new in the record." in page
    assert "Mine collapse kills nine in Balochistan" in page
    assert Page.objects.get().address == "https://herald.example/mine"


def test_pasted_text_is_added(at_desk: AtDesk, union: House) -> None:
    at_desk(union.officer).post(f"{ADD}?way=text", COMMON | {"text": pages.ARTICLE})
    due.gather_due()
    assert (Arrival.objects.get().name, Item.objects.count()) == ("Fire in a furniture factory", 1)


def test_an_address_is_fetched_and_read(at_desk: AtDesk, union: House, settings) -> None:
    with site() as news:
        news.give("/a", f"<!doctype html><html><body><article><h1>{pages.ARTICLE}</h1></article></body></html>")
        settings.PAGE_VISITOR = "tests.record.gathering.sites.visitor"
        made = operations.ask_for(
            "https://news.example/a", publisher="Herald", sharing=Sharing.EVERYBODY, by=union.officer.member
        )
        Arrival.objects.filter(id=made.id).update(address=news.address("/a"))
        due.gather_due()
    page = shown(at_desk(union.officer), f"/desk/record/arrived/{made.id}/")
    assert "1 item is new in the record." in page


@pytest.mark.parametrize(
    "address",
    ["news.example", "ftp://news.example/", "http://127.0.0.1/", "http://169.254.169.254/", "https://a:b@c.org/"],
)
def test_an_address_that_leads_inside_is_refused_in_words(at_desk: AtDesk, union: House, address: str) -> None:
    for way in ("address", "watch"):
        answer = at_desk(union.officer).post(f"{ADD}?way={way}", COMMON | {"address": address, "every_hours": "24"})
        assert answer.status_code == 422
        assert "This address cannot be read." in answer.content.decode()
    assert not Arrival.objects.exists()
    assert not Watch.objects.exists()


def test_an_upload_that_is_too_large_is_told(at_desk: AtDesk, union: House) -> None:
    file = SimpleUploadedFile("large.html", b"x" * 13_000_000)
    answer = at_desk(union.officer).post(f"{ADD}?way=file", COMMON | {"file": file})
    assert (answer.status_code, "larger than 10 MB" in answer.content.decode()) == (422, True)


def test_what_is_empty_is_told_and_can_be_taken_away(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    client.post(f"{ADD}?way=file", COMMON | {"file": SimpleUploadedFile("empty.txt", b"")})
    arrival = Arrival.objects.get()
    assert "There is nothing in it." in shown(client, "/desk/record/")
    client.post(f"/desk/record/arrived/{arrival.id}/forget/")
    assert not Arrival.objects.exists()


def test_a_hostile_page_is_a_download_and_never_a_page_of_ours(at_desk: AtDesk, union: House) -> None:
    arrival = gathered.bring("<script>alert(1)</script>", by=union, content_type="text/html")
    answer = at_desk(union.officer).get(f"/desk/record/arrived/{arrival.id}/as-it-came/")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_source_is_watched_paused_changed_and_stopped(at_desk: AtDesk, union: House) -> None:
    client = at_desk(union.officer)
    answer = client.post(f"{ADD}?way=watch", COMMON | {"address": "https://herald.example/", "every_hours": "72"})
    watch = Watch.objects.get()
    path = answer["Location"]
    assert (path, watch.every_hours) == (f"/desk/record/watched/{watch.id}/", 72)
    client.post(f"{path}pause/")
    assert "Paused since" in shown(client, path)
    client.post(f"{path}go-on/")
    client.post(f"{path}hours/", {"every_hours": "6"})
    watch.refresh_from_db()
    assert (watch.paused_on, watch.every_hours) == (None, 6)
    assert "Stop watching this source?" in shown(client, f"{path}stop/")
    client.post(f"{path}stop/")
    assert not Watch.objects.exists()
    verbs = set(AuditLine.objects.filter(verb__startswith="gathering.").values_list("verb", flat=True))
    assert verbs == {f"gathering.{verb}" for verb in ("watch", "pause", "go_on", "change_hours", "stop_watching")}


def test_a_page_is_taken_out_after_a_second_look(at_desk: AtDesk, union: House) -> None:
    came = gathered.read(pages.MINING, by=union)
    client = at_desk(union.officer)
    path = f"/desk/record/{came.page_id}/remove/"
    assert "Take this page out of the record?" in shown(client, path)
    assert Page.objects.count() == 1
    client.post(path)
    assert (Page.objects.count(), Item.objects.count(), Arrival.objects.count()) == (0, 0, 0)


def test_a_union_takes_out_what_it_shared_and_not_what_others_shared(
    at_desk: AtDesk, union: House, other_union: House, federation: House
) -> None:
    path = f"/desk/record/{gathered.read(pages.MINING, by=union).page_id}/remove/"
    houses = (union, other_union, federation)
    said = {house.organisation.name: at_desk(house.officer).get(path).status_code for house in houses}
    assert said == {"Union": 200, "Other": 404, "Federation": 200}  # the federation stands on top: its officers curate


def test_a_practice_organisation_shares_nothing(at_desk: AtDesk, union: House) -> None:
    union.organisation.kind = OrganisationKind.PRACTICE
    union.organisation.save()
    client = at_desk(union.officer)
    assert "it becomes part of the public record" not in shown(client, f"{ADD}?way=text")
    assert client.post(f"{ADD}?way=text", COMMON | {"text": "x"}).status_code == 422


def test_a_hostile_profile_leaves_no_name_at_what_everybody_sees(at_desk: AtDesk, union: House) -> None:
    union.organisation.profile = Profile.HOSTILE
    union.organisation.retention_months = 1
    union.organisation.save()
    client = at_desk(union.officer)
    assert client.get(ADD).context["form"]["sharing"].value() == Sharing.ONLY_US
    client.post(f"{ADD}?way=text", COMMON | {"text": pages.ARTICLE})
    assert Arrival.objects.get().kept_by is None


@pytest.mark.parametrize("who", ["representative", "trainer", "focal_point"])
def test_others_read_pages_and_add_none(at_desk: AtDesk, union: House, who: str) -> None:
    client = at_desk(getattr(union, who))
    assert client.get("/desk/record/").status_code == 200
    assert "Add a page" not in shown(client, "/desk/record/")
    assert client.get(ADD).status_code == 404


def test_without_the_extra_the_desk_says_what_to_do(at_desk: AtDesk, union: House, monkeypatch, settings) -> None:
    monkeypatch.setattr("safelamp.record.gathering.readiness.NEEDED", ("a_package_that_is_not_there",))
    settings.PAGE_VISITOR = "a_package_that_is_not_there.visitor"
    client = at_desk(union.officer)
    for path in (ADD, "/desk/record/watched/"):
        assert "safelamp[ingest]" in shown(client, path).replace("&#x27;", "'")
    assert "safelamp[ingest]" not in shown(client, f"{ADD}?way=file")
    client.post(f"{ADD}?way=address", COMMON | {"address": "https://herald.example/"})
    due.gather_due()
    arrival = Arrival.objects.get()
    assert arrival.outcome == Outcome.NOT_SET_UP
    assert "cannot read pages from the web yet" in shown(client, f"/desk/record/arrived/{arrival.id}/")
