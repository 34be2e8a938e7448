"""Webhooks: signed as the standard says, no further than the open internet, no word too many."""

import base64
import datetime as dt
import hashlib
import hmac
import json
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from safelamp.ground.post.channels.contract import Verdict
from safelamp.ground.post.channels.webhook import targets
from safelamp.ground.post.channels.webhook.hook import Webhook
from safelamp.ground.post.channels.webhook.targets import NotAllowed, Reach, may_reach, target
from tests.ground.post.ways import WITHIN, WebhookWay, letter_by
from tests.ground.post.web_server import Listener

INSIDE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",  # noqa: S104
    "100.64.0.1",
    "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
    "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2002:7f00:1::1", "192.0.2.1", "2001:db8::1",
]  # fmt: skip


@pytest.fixture
def way() -> Iterator[WebhookWay]:
    made = WebhookWay()
    yield made
    made.stop()


def test_the_signature_is_the_one_of_the_standard(way: WebhookWay) -> None:
    assert way.adapter().send(letter_by(way)) is Verdict.SENT
    [came] = way.listener.came
    signed = f"{came.headers['webhook-id']}.{came.headers['webhook-timestamp']}.".encode() + came.body
    key = base64.b64decode(way.secret.removeprefix("whsec_"))
    assert len(key) == 32
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert came.headers["webhook-signature"] == f"v1,{expected}"
    assert abs(int(came.headers["webhook-timestamp"]) - time.time()) < 60


def test_only_the_occasion_and_an_id_are_told(way: WebhookWay) -> None:
    way.adapter().send(letter_by(way))
    [came] = way.listener.came
    assert json.loads(came.body) == {"type": "bell", "id": came.headers["webhook-id"]}
    assert set(came.headers) == {
        "host", "accept-encoding", "content-length", "content-type", "webhook-id", "webhook-timestamp",
        "webhook-signature",
    }  # fmt: skip


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(way: WebhookWay, status: int) -> None:
    elsewhere = Listener().start()
    way.listener.status, way.listener.location = status, f"http://127.0.0.1:{elsewhere.port}/"
    assert way.adapter().send(letter_by(way)) is Verdict.REFUSED
    elsewhere.stop()
    assert elsewhere.came == []


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(200, Verdict.SENT), (204, Verdict.SENT), (400, Verdict.REFUSED), (410, Verdict.REFUSED), (429, Verdict.BUSY),
     (408, Verdict.BUSY), (500, Verdict.BUSY), (503, Verdict.BUSY)],
)  # fmt: skip
def test_what_the_other_side_answers_decides(way: WebhookWay, status: int, verdict: Verdict) -> None:
    way.listener.status = status
    assert way.adapter().send(letter_by(way)) is verdict


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_a_network_are_never_reached(address: str) -> None:
    assert not may_reach(address, reach=Reach.INTERNET)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "2002:808:808::1", "64:ff9b::808:808"])
def test_addresses_of_the_open_internet_are_reached(address: str) -> None:
    assert may_reach(address, reach=Reach.INTERNET)


def test_a_name_that_means_an_inner_address_is_refused_when_it_is_sent(way: WebhookWay) -> None:
    """`localhost` is such a name; it passes the form in no case, and the sending looks again."""
    kept = json.loads(way.address) | {"url": f"https://localhost:{way.listener.port}/"}
    letter = replace(letter_by(way), to=json.dumps(kept))
    assert Webhook(reach=Reach.INTERNET, within=WITHIN).send(letter) is Verdict.REFUSED
    assert way.listener.came == []


def test_a_name_is_looked_up_once_and_the_line_goes_to_the_address_that_was_checked(
    way: WebhookWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanings = iter(["127.0.0.1", "10.0.0.1"])  # what whoever checks sees, and what a second look would give
    asked = []

    def rebinding(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(meanings), port))]

    monkeypatch.setattr(targets.socket, "getaddrinfo", rebinding)
    kept = json.loads(way.address) | {"url": f"http://rebinding.example:{way.listener.port}/"}
    letter = replace(letter_by(way), to=json.dumps(kept))
    assert way.adapter().send(letter) is Verdict.SENT
    assert asked == ["rebinding.example"]
    assert way.listener.came[0].headers["host"] == f"rebinding.example:{way.listener.port}"


def test_one_inner_address_among_outer_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(targets.socket, "getaddrinfo", lambda *_, **__: found)
    goal = target("https://mixed.example/", reach=Reach.INTERNET)
    with pytest.raises(NotAllowed):
        targets.connected(goal, reach=Reach.INTERNET, within=0.1)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"https://{text}", f"https://union.example/{text}"):
        try:
            goal = target(url, reach=Reach.INTERNET)
        except NotAllowed:
            continue
        assert goal.scheme == "https"
        assert goal.path.isascii()
        assert not set(goal.path + goal.host) & set("\r\n ")


def certificate(folder: Path, host: str) -> tuple[Path, Path]:
    """A certificate that nobody else vouches for, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "certificate", folder / "key"


@pytest.mark.parametrize(
    ("host", "trusted", "verdict"),
    [("localhost", True, Verdict.SENT), ("localhost", False, Verdict.BUSY), ("other.example", True, Verdict.BUSY)],
)
def test_https_wants_a_certificate_of_that_name_that_somebody_vouches_for(
    way: WebhookWay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, trusted: bool, verdict: Verdict
) -> None:
    chain, key = certificate(tmp_path, host)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    way.listener.server.socket = context.wrap_socket(way.listener.server.socket, server_side=True)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    kept = json.loads(way.address) | {"url": f"https://localhost:{way.listener.port}/"}
    letter = replace(letter_by(way), to=json.dumps(kept))
    assert Webhook(reach=Reach.THIS_MACHINE_TOO, within=5).send(letter) is verdict
    assert len(way.listener.came) == (verdict is Verdict.SENT)
