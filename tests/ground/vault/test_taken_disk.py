"""Somebody takes the disk: the database file and the key folder, while members are logged in. They try everything."""

import base64
import contextlib
import itertools
import json
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection
from django.test import Client

from safelamp.engines.sealing import envelopes, wrapping
from safelamp.engines.sealing.envelopes import CannotOpen, Context
from safelamp.ground.vault import addresses, courier, paper_key, sessions
from safelamp.ground.vault.models import Address, Channel, HeldKey, MemberKey, PaperHeldKey, PaperPair
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports.models import Report
from tests.ground.vault.test_security_keys import added
from tests.loop.tellings import telling
from tests.people import House

HOOK_SECRET = "whsec_0123456789abcdef"
STORY = "the press has no guard since Tuesday"
PURPOSES = (
    "member key", "log-in check", "session", "paper key", "worker visit", "receipt wrapping", "receipt lookup",
    "receipt salt", "same words", "receipt", "second step", "new paper key",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """What lies on the disk: the database file as SQLite writes it, and the files of the key folder."""

    database: bytes
    keys: dict[str, bytes]

    @property
    def everything(self) -> bytes:
        return self.database + b"".join(self.keys.values())


@dataclass(frozen=True, slots=True)
class Scene:
    """The union at work when the disk is taken; `client` is still logged in somewhere else."""

    house: House
    client: Client
    report: Report


@pytest.fixture
def scene(union: House) -> Scene:
    told = telling(union, story=STORY)
    reports.receive(told)
    addresses.keep("officer@example.org", by=union.officer.member)
    addresses.keep("+66812345987", by=union.officer.member, channel=Channel.SMS)
    addresses.keep_webhook("https://hooks.example.org/bell", secret=HOOK_SECRET, by=union.officer.member)
    client = Client()
    client.post(
        "/desk/log-in/",
        {"login_name": union.restricted_reader.member.login_name, "passphrase": union.restricted_reader.passphrase},
    )
    half_way = Client()  # the officer has typed the passphrase and not touched the key yet
    added(union.officer)
    half_way.post(
        "/desk/log-in/", {"login_name": union.officer.member.login_name, "passphrase": union.officer.passphrase}
    )
    row = SessionStore(client.cookies["s"].value)  # and sheets of a new paper key are being printed
    fresh = paper_key.new()
    sessions.hide(row, "new paper key", fresh.private + fresh.sheets[0].encode(), cookie=client.cookies["k"].value)
    row.save()
    return Scene(union, client, Report.objects.get(id=told.report_id))


@pytest.fixture
def taken(scene: Scene) -> Taken:
    if connection.vendor != "sqlite":
        pytest.skip("the file of SQLite is what this test takes")
    connection.ensure_connection()
    database: sqlite3.Connection = connection.connection
    folder: Path = settings.KEYS.path
    return Taken(database.serialize(), {path.name: path.read_bytes() for path in folder.iterdir()})


def values_on_disk(taken: Taken) -> Iterator[bytes]:
    """Every value of every row as bytes, decoded where it looks encoded, and the key folder's files."""
    yield from taken.keys.values()
    for model in apps.get_models():
        for row in model._default_manager.values_list():
            for value in row:
                if isinstance(value, uuid.UUID):
                    yield value.bytes
                elif isinstance(value, bytes | memoryview):
                    yield bytes(value)
                elif isinstance(value, str | dict):
                    yield from decoded(value if isinstance(value, str) else json.dumps(value))


def decoded(text: str) -> Iterator[bytes]:
    yield text.encode()
    for part in (text, *text.replace('"', " ").replace("$", " ").replace(":", " ").split()):
        for decode in (base64.b64decode, base64.urlsafe_b64decode, bytes.fromhex):
            with contextlib.suppress(ValueError):
                yield decode(part)
    with contextlib.suppress(signing.BadSignature, ValueError):
        yield json.dumps(signing.loads(text, salt="django.contrib.sessions.SessionStore")).encode()


def guesses(taken: Taken) -> set[bytes]:
    """Keys of 32 bytes that somebody would try: each value that fits, and what HKDF makes of it for each purpose."""
    found = set()
    for value in values_on_disk(taken):
        if not 16 <= len(value) <= 200:
            continue
        found |= {value[:32].ljust(32, b"\0"), value[-32:].rjust(32, b"\0")}
        found |= {wrapping.derive(value, purpose) for purpose in PURPOSES}
    return found


def opens_a_wrap(guess: bytes, wrapped: bytes, purpose: str) -> bool:
    try:
        wrapping.unwrap(wrapped, key=guess, purpose=purpose)
    except CannotOpen:
        return False
    return True


def opens_an_envelope(guess: bytes, envelope: bytes, context: Context) -> bool:
    try:
        envelopes.open_envelope(envelope, private=guess, context=context)
    except CannotOpen:
        return False
    return True


def wraps_on_disk(scene: Scene) -> Iterator[tuple[bytes, str]]:
    for key in MemberKey.objects.all():
        yield bytes(key.wrapped_private), "member key"
    for row in Session.objects.all():
        kept = SessionStore().decode(row.session_data)
        if "pending" in kept:
            yield base64.b64decode(kept["pending"]["wrapped"]), "second step"
            continue
        yield base64.b64decode(kept["wrapped"]), "session"
        yield base64.b64decode(kept["new paper key"]), "new paper key"
    for pair in PaperPair.objects.all():
        for sheets, wrapped in dict(pair.wraps).items():
            yield base64.b64decode(wrapped), f"sheets ({sheets[0]}, {sheets[2]})"
    yield bytes(scene.report.wrapped_private), f"report {scene.report.id.hex}"


def envelopes_on_disk(scene: Scene) -> Iterator[tuple[bytes, Context]]:
    organisation = scene.house.organisation.id
    report = scene.report
    yield bytes(report.words_sealed), Context(organisation, report.id, "words")
    for held in HeldKey.objects.filter(pair__organisation=organisation)[:6]:
        yield bytes(held.sealed_private), Context(organisation, held.pair_id, f"held by {held.member_id.hex}")
    for paper in PaperHeldKey.objects.filter(pair__organisation=organisation)[:2]:
        yield bytes(paper.sealed_private), Context(organisation, paper.pair_id, "held on paper")


def is_a_scalar(guess: bytes) -> bool:
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
    return 0 < int.from_bytes(guess, "big") < order


def test_no_value_on_the_disk_unwraps_anything(scene: Scene, taken: Taken) -> None:
    tried = guesses(taken)
    assert len(tried) > 500
    wraps = list(wraps_on_disk(scene))
    assert len(wraps) > 10
    assert not [
        purpose
        for guess, (wrapped, purpose) in itertools.product(tried, wraps)
        if opens_a_wrap(guess, wrapped, purpose)
    ]


def test_no_value_on_the_disk_is_a_private_key_that_opens_anything(scene: Scene, taken: Taken) -> None:
    """A private key is recognised by its public half, which lies on the disk too: quicker than opening it."""
    points = {bytes(pair.point) for pair in scene.house.organisation.key_pairs.all()}
    points |= {bytes(key.point) for key in MemberKey.objects.all()} | {bytes(scene.report.point)}
    points |= {bytes(pair.point) for pair in PaperPair.objects.all()}
    raw = {value for value in values_on_disk(taken) if len(value) == 32}
    raw |= {wrapping.derive(value, purpose) for value in raw for purpose in PURPOSES}
    assert raw
    assert not [guess for guess in raw if is_a_scalar(guess) and envelopes.public_point(guess) in points]
    for envelope, context in envelopes_on_disk(scene):
        assert not [
            guess for guess in taken.keys.values() if len(guess) == 32 and opens_an_envelope(guess, envelope, context)
        ]


def test_the_courier_key_opens_addresses_and_never_a_story_or_a_key(scene: Scene, taken: Taken) -> None:
    opened = {courier.open_address(address, key_folder=settings.KEYS.path) for address in Address.objects.all()}
    assert opened >= {"officer@example.org", "+66812345987"}
    assert len(opened) == 3
    key = envelopes.serialization.load_der_private_key(taken.keys["courier.private"], password=None)
    private = key.private_numbers().private_value.to_bytes(32, "big")
    assert not [
        context for envelope, context in envelopes_on_disk(scene) if opens_an_envelope(private, envelope, context)
    ]


def secrets_of(scene: Scene) -> dict[str, bytes]:
    """What opens things, as the living processes and people know it."""
    reader = scene.house.restricted_reader
    found = {f"own key of {person.member.login_name}": person.session.private for person in scene.house.everybody}
    for held in reader.member.held_keys.select_related("pair"):
        found[f"{held.pair.purpose} key of {held.pair.audience}"] = reader.session.private_half(held.pair_id)
    found["second cookie"] = base64.urlsafe_b64decode(scene.client.cookies["k"].value)
    return found


def forms_of(secret: bytes) -> Iterator[bytes]:
    yield secret
    yield secret.hex().encode()
    yield base64.b64encode(secret).rstrip(b"=")
    yield base64.urlsafe_b64encode(secret).rstrip(b"=")
    yield str(int.from_bytes(secret, "big")).encode()


def test_no_usable_key_lies_on_the_disk_in_any_form(scene: Scene, taken: Taken) -> None:
    disk = taken.everything + b"|".join(values_on_disk(taken))  # session rows are packed: looked into, too
    found = [name for name, secret in secrets_of(scene).items() if any(each in disk for each in forms_of(secret))]
    assert found == []


def test_neither_story_nor_passphrase_nor_sheet_lies_on_the_disk(scene: Scene, taken: Taken) -> None:
    words = [
        STORY,
        "officer@example.org",
        "66812345987",
        "hooks.example",
        HOOK_SECRET,
        *scene.house.sheets,
        *(each.passphrase for each in scene.house.everybody),
    ]
    assert [word for word in words if word.encode() in taken.everything] == []


@pytest.mark.parametrize("guess", ["nothing", "the row's own name", "the signing key", "the pepper"])
def test_the_taken_session_row_needs_the_browser(scene: Scene, taken: Taken, guess: str) -> None:
    row = scene.client.cookies["s"].value
    assert row.encode() in taken.database  # the first cookie's value can be read there
    thief = Client()
    thief.cookies["s"] = row
    thief.cookies["k"] = {
        "nothing": "",
        "the row's own name": row,
        "the signing key": base64.urlsafe_b64encode(taken.keys["signing"]).decode(),
        "the pepper": base64.urlsafe_b64encode(taken.keys["pepper"]).decode(),
    }[guess]
    assert thief.get("/desk/me/").status_code == 302
    assert scene.client.get("/desk/me/").status_code == 302  # and the session that was tried is over


def test_the_search_would_find_a_key_that_lies_there(scene: Scene) -> None:
    """The control: one private key is written into an innocent field, and every test above would see it."""
    secret = scene.house.officer.session.private
    scene.house.organisation.neutral_name = base64.b64encode(secret).decode()
    scene.house.organisation.save()
    connection.ensure_connection()
    taken = Taken(connection.connection.serialize(), {})
    assert any(each in taken.everything for each in forms_of(secret))
    points = {bytes(key.point) for key in MemberKey.objects.all()}
    raw = {value for value in values_on_disk(taken) if len(value) == 32 and is_a_scalar(value)}
    assert [guess for guess in raw if envelopes.public_point(guess) in points] == [secret]
