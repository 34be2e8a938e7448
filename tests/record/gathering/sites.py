"""A real web site on this machine for the tests: plain or TLS, with pages that a test gives it."""

import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from safelamp.record.gathering.web.lines import lines
from safelamp.record.gathering.web.places import Reach
from safelamp.record.gathering.web.visits import Visitor

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What it answers by path, and what it was asked: path and headers."""

    port: int
    scheme: str = "http"
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def address(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def give(self, path: str, body: bytes | str, *, status: int = 200, **headers: str) -> None:
        raw = body.encode() if isinstance(body, str) else body
        self.pages[path] = answering(raw, status=status, headers=headers)


def answering(body: bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(status)
        for name, value in (headers or {}).items():
            asked.send_header(name.replace("_", "-"), value)
        asked.send_header("Content-Length", str(len(body)))
        asked.end_headers()
        asked.wfile.write(body)

    return answer


@contextlib.contextmanager
def site(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site that runs until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            made.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            with contextlib.suppress(OSError):
                made.pages.get(self.path, answering(b"nothing here", status=404))(self)
            self.close_connection = True

        def log_message(self, *arguments: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    made = Site(server.server_address[1], "https" if context else "http")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def news() -> Iterator[Site]:
    """A site over plain HTTP."""
    with site() as made:
        yield made


def visitor(**how: object) -> Visitor:
    """A visitor that may reach this machine, is not kept waiting, and remembers nothing from other tests."""
    resolver = how.pop("resolver", lambda host, port: ["127.0.0.1"])
    reach = how.pop("reach", Reach.THIS_MACHINE_TOO)
    proxy = how.pop("proxy", None)
    settings = {"agent": "PageReader", "reach": reach, "within": 5.0, "sleep": lambda seconds: None} | how
    return Visitor(lines=lines(proxy=proxy, resolver=resolver, reach=reach), **settings)


@dataclass(frozen=True)
class Authority:
    """An authority of the test's own, in a file, that certifies names."""

    file: Path
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def made(cls, folder: Path) -> "Authority":
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tests")])
        certificate = _built(
            name, name, key, key, extensions=[(x509.BasicConstraints(ca=True, path_length=None), True)]
        )
        file = folder / "authority.pem"
        file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        return cls(file, certificate, key)

    def context(self, host: str) -> ssl.SSLContext:
        """What a server needs to speak as that host."""
        key = ec.generate_private_key(ec.SECP256R1())
        try:
            name: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            name = x509.DNSName(host)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A server")])
        made = _built(
            subject, self.certificate.subject, key, self.key,
            extensions=[(x509.SubjectAlternativeName([name]), False)],
        )  # fmt: skip
        file = self.file.with_name(f"{host}.pem")
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def _built(subject, issuer, key, signer, *, extensions) -> x509.Certificate:
    now = dt.datetime.now(tz=dt.UTC)
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
    )  # fmt: skip
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    extensions = [
        *extensions,
        (identifier, False),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
    ]
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(signer, hashes.SHA256())


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
