"""Bringing pages, watching sources. Whatever is brought waits: the working process reads it, never a web process."""

import datetime as dt
import hashlib
import zlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member, Organisation
from safelamp.record.gathering.models import LONGEST_ADDRESS, Arrival, Watch, WatchKind, Way
from safelamp.record.gathering.outcomes import Outcome
from safelamp.record.gathering.sharing import Sharing, keeper, may_share
from safelamp.record.gathering.web.places import NotAllowed, place_of
from safelamp.record.reading.models import Page, Source
from safelamp.record.reading.operations import THE_INSTANCE, remove_page

LARGEST = 10 * 1024 * 1024  # bytes
LONGEST_NAME = 200
EVERY_HOURS = 24


@transaction.atomic
def bring(
    raw: bytes, *, name: str, publisher: str, way: Way, sharing: Sharing, by: Member | None, address: str = "",
    content_type: str = "", organisation: Organisation | None = None, at: dt.datetime | None = None,
) -> Arrival:  # fmt: skip
    """Keeps a page as it came, to be read; what is too large is not kept. `organisation` stands in for `by`."""
    arrival = _arrival(
        way, source=_source(publisher, sharing, by=by, organisation=organisation), name=name, address=_checked(address),
        sharing=sharing, by=by, organisation=organisation, at=at,
    )  # fmt: skip
    arrival.content_type = content_type[:120]
    put_raw(arrival, raw)
    arrival.save()
    _told("gathering.bring", arrival, by=by)
    return arrival


@transaction.atomic
def ask_for(
    address: str, *, publisher: str, sharing: Sharing, by: Member | None, organisation: Organisation | None = None,
    at: dt.datetime | None = None,
) -> Arrival:  # fmt: skip
    """Has a page or feed fetched once."""
    checked = _checked(address)
    if not checked:
        raise ValidationError(_("Type the whole address, beginning with https://"))
    source = _source(publisher, sharing, by=by, organisation=organisation)
    arrival = _arrival(
        Way.ADDRESS, source=source, name=checked, address=checked, sharing=sharing, by=by, organisation=organisation,
        at=at,
    )  # fmt: skip
    arrival.save()
    _told("gathering.ask_for", arrival, by=by)
    return arrival


@transaction.atomic
def watch(
    address: str, *, publisher: str, sharing: Sharing, by: Member | None, every_hours: int = EVERY_HOURS,
    organisation: Organisation | None = None, kind: WatchKind = WatchKind.WEB, at: dt.datetime | None = None,
) -> Watch:  # fmt: skip
    """Has a page, feed or folder read again and again. A folder of the server is for its keeper only."""
    if kind == WatchKind.FOLDER and by is not None:
        raise ValidationError(_("Folders are watched by the command line only."))
    place = address if kind == WatchKind.FOLDER else _checked(address)
    if not place:
        raise ValidationError(_("Type the whole address, beginning with https://"))
    source = _source(
        publisher, sharing, by=by, organisation=organisation, address=address if kind == WatchKind.WEB else ""
    )
    if source.watches.filter(address=place).exists():
        raise ValidationError(_("This address is watched already."))
    made = Watch(
        source=source, kept_by=keeper(_acting(by, organisation), sharing), kind=kind, address=place,
        every_hours=every_hours, next_at=at or timezone.now(),
    )  # fmt: skip
    made.full_clean()
    made.save()
    _told("gathering.watch", made, by=by)
    return made


@transaction.atomic
def change_hours(watched: Watch, *, every_hours: int, by: Member | None, at: dt.datetime | None = None) -> None:
    """Has it read more or less often."""
    watched.every_hours = every_hours
    watched.next_at = min(watched.next_at, (at or timezone.now()) + dt.timedelta(hours=every_hours))
    watched.full_clean()
    watched.save(update_fields=["every_hours", "next_at"])
    _told("gathering.change_hours", watched, by=by)


@transaction.atomic
def pause(watched: Watch, *, by: Member | None, at: dt.datetime | None = None) -> None:
    """Reads it no more until somebody lets it go on."""
    watched.paused_on = (at or timezone.now()).date()
    watched.save(update_fields=["paused_on"])
    _told("gathering.pause", watched, by=by)


@transaction.atomic
def go_on(watched: Watch, *, by: Member | None, at: dt.datetime | None = None) -> None:
    """Reads it again, now first."""
    watched.paused_on, watched.next_at = None, at or timezone.now()
    watched.save(update_fields=["paused_on", "next_at"])
    _told("gathering.go_on", watched, by=by)


@transaction.atomic
def read_now(watched: Watch, *, by: Member | None, at: dt.datetime | None = None) -> None:
    """Does not wait until it is due; what is paused stays so."""
    watched.next_at = at or timezone.now()
    watched.save(update_fields=["next_at"])
    _told("gathering.read_now", watched, by=by)


@transaction.atomic
def stop_watching(watched: Watch, *, by: Member | None) -> None:
    """Watches it no more; what was read of it stays."""
    _told("gathering.stop_watching", watched, by=by)
    source = watched.source
    watched.delete()
    _tidy(source)


@transaction.atomic
def try_again(arrival: Arrival, *, by: Member | None) -> None:
    """Has something read again whose outcome was none; what was read stays as it is."""
    if arrival.page_id or arrival.outcome == Outcome.WAITING:
        return
    arrival.outcome = Outcome.WAITING
    arrival.save(update_fields=["outcome"])
    _told("gathering.try_again", arrival, by=by)


@transaction.atomic
def forget(arrival: Arrival, *, by: Member | None) -> None:
    """Takes away what came and was not read into the record."""
    if arrival.page_id:
        raise ValidationError(_("This page is in the record. Take it out there."))
    _told("gathering.forget", arrival, by=by)
    source = arrival.source
    arrival.delete()
    _tidy(source)


@transaction.atomic
def take_out(page: Page, *, by: Member | None) -> None:
    """Takes a page out of the record, with what was kept of it as it came."""
    source = page.source
    remove_page(page, by=by)
    if Source.objects.filter(id=source.id).exists():
        _tidy(source)


def put_raw(arrival: Arrival, raw: bytes) -> None:
    """The bytes as they came, packed; what is too large, or nothing, is an outcome at once."""
    if len(raw) > LARGEST:
        arrival.outcome = Outcome.TOO_LARGE
        return
    arrival.size = len(raw)
    arrival.raw = zlib.compress(raw) if raw else b""
    arrival.raw_digest = hashlib.sha256(raw).hexdigest() if raw else ""
    arrival.outcome = Outcome.WAITING if raw.strip() else Outcome.EMPTY


def raw_of(arrival: Arrival) -> bytes:
    """The bytes as they came."""
    return zlib.decompress(bytes(arrival.raw)) if arrival.raw else b""


def _acting(by: Member | None, organisation: Organisation | None) -> Organisation | None:
    return by.organisation if by else organisation


def _source(
    publisher: str, sharing: Sharing, *, by: Member | None, organisation: Organisation | None, address: str = ""
) -> Source:
    acting = _acting(by, organisation)
    if sharing is Sharing.EVERYBODY and acting is not None and not may_share(acting):
        raise ValidationError(_("A practice organisation keeps its pages to itself."))
    owner = acting if sharing is Sharing.ONLY_US else None
    name = " ".join(publisher.split())
    if not name:
        raise ValidationError(_("Say who published it."))
    found, _new = Source.objects.get_or_create(name=name[:160], organisation=owner, defaults={"address": address[:500]})
    return found


def _arrival(
    way: Way, *, source: Source, name: str, address: str, sharing: Sharing, by: Member | None,
    organisation: Organisation | None, at: dt.datetime | None,
) -> Arrival:  # fmt: skip
    shown = "".join(sign if sign.isprintable() else " " for sign in name).strip() or source.name
    return Arrival(
        way=way, source=source, kept_by=keeper(_acting(by, organisation), sharing), name=shown[:LONGEST_NAME],
        address=address, arrived_on=timezone.localdate(at),
    )  # fmt: skip


def _checked(address: str) -> str:
    """The address as it is asked for, or nothing; raises ValidationError where it can never be."""
    if not address.strip():
        return ""
    try:
        whole = place_of(address).address
    except NotAllowed:
        raise ValidationError(
            _("This address cannot be read. Type a whole address of the open internet, beginning with https://")
        ) from None
    if len(whole) > LONGEST_ADDRESS:
        raise ValidationError(_("This address is too long."))
    return whole


def _tidy(source: Source) -> None:
    """A source that nothing stands under goes."""
    if not (source.pages.exists() or source.watches.exists() or source.arrivals.exists()):
        source.delete()


def _told(verb: str, subject: Arrival | Watch, *, by: Member | None) -> None:
    audit.record(
        verb,
        organisation_id=by.organisation_id if by else (subject.source.organisation_id or THE_INSTANCE),
        by=by.id if by else None,
        subject_id=subject.id,
    )
