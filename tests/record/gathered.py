"""What an organisation gathers, for tests: made by the real operations."""

from pathlib import Path

from safelamp.ground.organisations.models import Organisation
from safelamp.record.gathering import due, operations
from safelamp.record.gathering.models import Arrival, Watch, WatchKind, Way
from safelamp.record.gathering.sharing import Sharing
from tests.people import House
from tests.record.pages import ARTICLE

ADDRESS = "https://news.example.org/"


def watch(house: House) -> Watch:
    """A source that is private to the house."""
    found = Watch.objects.filter(source__organisation=house.organisation).first()
    return found or operations.watch(ADDRESS, publisher="Herald", sharing=Sharing.ONLY_US, by=house.officer.member)


def arrival(house: House) -> Arrival:
    """Something private to the house that waits to be read."""
    found = Arrival.objects.filter(source__organisation=house.organisation).first()
    return found or bring(ARTICLE, by=house, sharing=Sharing.ONLY_US)


def bring(
    page: str | bytes, *, by: House | None = None, sharing: Sharing = Sharing.EVERYBODY, publisher: str = "Herald",
    name: str = "page.html", content_type: str = "", address: str = "",
) -> Arrival:  # fmt: skip
    """Brings a page and does not read it yet."""
    raw = page.encode() if isinstance(page, str) else page
    return operations.bring(
        raw, name=name, publisher=publisher, way=Way.FILE, sharing=sharing, content_type=content_type,
        address=address, by=by.officer.member if by else None,
    )  # fmt: skip


def read(page: str | bytes, **how: object) -> Arrival:
    """Brings a page and reads it as the working process does."""
    came = bring(page, **how)
    while due.gather_due() and Arrival.objects.filter(outcome="waiting").exists():
        pass
    came.refresh_from_db()
    return came


def watch_folder(folder: Path, *, organisation: Organisation | None = None) -> Watch:
    """Watches a folder of this machine for everybody, or for one organisation."""
    sharing = Sharing.ONLY_US if organisation else Sharing.EVERYBODY
    return operations.watch(
        str(folder), publisher="Folder", sharing=sharing, kind=WatchKind.FOLDER, organisation=organisation, by=None
    )
