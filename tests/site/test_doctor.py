"""`safelamp doctor`: each check against the real thing, and the command as somebody types it."""

import datetime as dt
import json
import os
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import LazySettings
from django.utils import timezone

from safelamp.ground.audit.models import AuditLine
from safelamp.ground.organisations.models import Organisation, OrganisationKind
from safelamp.ground.post.channels.mail.server import MailServer, Tls
from safelamp.ground.vault.models import Audience, HeldKey, PaperPair
from safelamp.site.backups.parts import Part
from safelamp.site.doctor import examination, moments
from safelamp.site.doctor.checks import backups, clock, custody, database, disk, duty, folders, https, mail, schedule
from safelamp.site.doctor.finding import Finding, Verdict, good, missing
from tests.people import House
from tests.site.beginning import ANSWERS, Home
from tools.instance import free_port

GOOD, LOOK, MISSING = Verdict.GOOD, Verdict.LOOK, Verdict.MISSING


@pytest.fixture
def home(settings: LazySettings, tmp_path: Path) -> Path:
    """A data folder of the test's own, keys beside it."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    settings.HOME, settings.SPOOL = folder, folder / "spool"
    return folder


def verdicts(findings: Iterator[Finding]) -> list[Verdict]:
    return [each.verdict for each in findings]


# HTTPS: a real server with a certificate of its own authority.


def certificate(folder: Path, *, name: str, days: int) -> ssl.SSLContext:
    """A server's certificate for that name, and the context of a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=400))
        .not_valid_after(now + dt.timedelta(days=days, hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return server


@contextmanager
def answering(context: ssl.SSLContext | None) -> Iterator[int]:
    """A port that shakes hands, or without a context says something else and goes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            try:
                line, _ = listening.accept()
                if context is None:
                    line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    line.close()
                else:
                    context.wrap_socket(line, server_side=True).close()
            except OSError:
                return

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        listening.close()
        thread.join(10)


@pytest.mark.parametrize(
    ("name", "days", "verdict", "said"),
    [
        ("localhost", 60, GOOD, "lasts 60 days"),
        ("localhost", 5, LOOK, "ends in 5 days"),
        ("localhost", -2, MISSING, "certificate has expired"),
        ("other.example", 60, MISSING, "certificate is refused"),
    ],
)
def test_a_certificate_is_looked_at_in_a_real_handshake(
    tmp_path: Path, name: str, days: int, verdict: Verdict, said: str
) -> None:
    server = certificate(tmp_path, name=name, days=days)
    trusting = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
    with answering(server) as port:
        found = https.handshake("localhost", called="host 1", port=port, context=trusting)
    assert found.verdict is verdict, found
    assert said in found.looked_at


def test_a_certificate_of_an_unknown_authority_is_missing(tmp_path: Path) -> None:
    with answering(certificate(tmp_path, name="localhost", days=60)) as port:
        assert https.handshake("localhost", called="host 1", port=port).verdict is MISSING


def test_a_port_that_speaks_no_https_is_missing() -> None:
    with answering(None) as port:
        assert https.handshake("localhost", called="host 1", port=port).verdict is MISSING


def test_a_host_that_cannot_be_reached_from_here_is_to_be_looked_at() -> None:
    found = https.handshake("127.0.0.1", called="host 1", port=free_port())
    assert found.verdict is LOOK
    assert "127.0.0.1" not in found.looked_at + found.to_do


def test_without_https_and_without_a_host_both_are_missing(settings: LazySettings) -> None:
    settings.BEHIND_HTTPS, settings.ALLOWED_HOSTS = False, ["localhost", "127.0.0.1"]
    assert verdicts(https.examine()) == [MISSING, MISSING]


def test_every_name_is_one_too_many(settings: LazySettings) -> None:
    settings.BEHIND_HTTPS, settings.ALLOWED_HOSTS = True, ["*"]
    assert verdicts(https.examine()) == [LOOK, MISSING]


# Clock.


def test_a_clock_that_went_back_a_day_is_noticed_and_the_newest_moment_stays(db: None, home: Path) -> None:
    now = timezone.now()
    assert clock.gone_back(now).verdict is GOOD
    assert clock.gone_back(now - dt.timedelta(days=1)).verdict is MISSING
    moments.note(now - dt.timedelta(days=1))
    assert clock.gone_back(now - dt.timedelta(hours=1)).verdict is MISSING
    assert clock.gone_back(now + dt.timedelta(minutes=5)).verdict is GOOD


def test_an_act_of_tomorrow_tells_it_too(union: House, home: Path) -> None:
    AuditLine.objects.create(organisation_id=union.organisation.id, verb="x", day=dt.date(2999, 1, 1))
    assert clock.gone_back(timezone.now()).verdict is MISSING


@pytest.mark.parametrize("written", ["", "yesterday", "2026-11-21T10:00:00", "\xff"])
def test_a_damaged_note_of_the_time_is_written_anew(db: None, home: Path, written: str) -> None:
    (home / moments.STAMP).write_text(written, encoding="latin-1")
    assert clock.gone_back(timezone.now()).verdict is GOOD
    assert moments.newest_seen() is not None


# Mail: a real SMTP server.


class Strict:
    """Lets one user in."""

    def __call__(self, _server: object, _session: object, _envelope: object, _how: str, data: object) -> AuthResult:
        right = (data.login, data.password) == (b"desk", b"right")  # type: ignore[attr-defined]
        return AuthResult(success=right, handled=False)


@pytest.fixture
def smtp(tmp_path: Path) -> Iterator[tuple[int, ssl.SSLContext]]:
    """A mail server with STARTTLS and log-in; its port, and a context that trusts it."""
    context = certificate(tmp_path, name="localhost", days=60)
    controller = Controller(
        object(), hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True,
        authenticator=Strict(), auth_required=True,
    )  # fmt: skip
    controller.start()
    yield controller.port, ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
    controller.stop()


def server(port: int, *, password: str = "right", tls: Tls = Tls.STARTTLS) -> MailServer:  # noqa: S107  # of a server that the test runs
    return MailServer("localhost", port, tls, "desk@union.example", "", user="desk", password=password)


def test_a_mail_server_that_lets_us_in_is_good(smtp: tuple[int, ssl.SSLContext]) -> None:
    port, context = smtp
    assert mail.greeted(server(port), context=context).verdict is GOOD


def test_a_wrong_password_is_missing_and_not_shown(smtp: tuple[int, ssl.SSLContext]) -> None:
    port, context = smtp
    found = mail.greeted(server(port, password="hunter2"), context=context)
    assert (found.verdict, found.looked_at) == (MISSING, "the mail server refuses our log-in")
    assert "hunter2" not in str(found)


def test_a_certificate_that_nobody_vouches_for_is_missing(smtp: tuple[int, ssl.SSLContext]) -> None:
    found = mail.greeted(server(smtp[0]))
    assert found.verdict is MISSING
    assert "certificate" in found.looked_at


def test_a_server_without_starttls_is_missing() -> None:
    controller = Controller(object(), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        assert "no STARTTLS" in mail.greeted(server(controller.port)).looked_at
    finally:
        controller.stop()


def test_a_server_that_says_nothing_ends_in_its_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        found = mail.greeted(server(silent.getsockname()[1]), within=0.5)
    assert found.verdict is MISSING


def test_nobody_there_is_missing() -> None:
    assert mail.greeted(server(free_port())).verdict is MISSING


def test_without_a_mail_server_the_bell_reaches_nobody(settings: LazySettings) -> None:
    settings.POST_MAIL = None
    assert verdicts(mail.examine()) == [MISSING]


# Backups, schedule, disk, folders, database.


@pytest.mark.parametrize(
    ("days", "data", "keys"),
    [(0, GOOD, GOOD), (3, LOOK, GOOD), (9, MISSING, GOOD), (40, MISSING, LOOK), (-1, LOOK, LOOK)],
)
def test_a_backup_grows_old(home: Path, days: int, data: Verdict, keys: Verdict) -> None:
    now = timezone.now()
    for name in ("backup.stamp", "keys-backup.stamp"):
        at = (now - dt.timedelta(days=days, hours=1)).isoformat(timespec="minutes")
        (home / name).write_text(json.dumps({"at": at, "kind": "data", "sha256": "0"}))
    assert (backups.aged(Part.DATA, now).verdict, backups.aged(Part.KEYS, now).verdict) == (data, keys)


@pytest.mark.parametrize("stamp", [None, "", "[]", "{}", '{"at": 5}', '{"at": "soon"}', "\x00\x00"])
def test_a_stamp_that_says_nothing_counts_as_no_backup(home: Path, stamp: str | None) -> None:
    if stamp is not None:
        (home / "backup.stamp").write_text(stamp)
    assert backups.aged(Part.DATA, timezone.now()).verdict is MISSING


def test_the_schedule_is_seen_by_the_age_of_its_stamp(home: Path) -> None:
    assert verdicts(schedule.examine()) == [MISSING]
    stamp = home / "work.stamp"
    stamp.touch()
    now = stamp.stat().st_mtime
    assert [schedule.alive(now + age).verdict for age in (0, 170, 190, -190)] == [GOOD, GOOD, MISSING, LOOK]


def test_a_report_that_waits_in_the_spool_is_counted(home: Path) -> None:
    (home / "spool").mkdir()
    (home / "work.stamp").touch()
    waiting = home / "spool" / "a.report"
    waiting.touch()
    assert verdicts(schedule.examine()) == [GOOD]
    os.utime(waiting, (1, 1))
    assert verdicts(schedule.examine()) == [GOOD, LOOK]


def test_a_full_disk_is_missing_and_says_what_happens_then() -> None:
    assert [disk.roomy(free).verdict for free in (10**10, 5 * 10**8, 10**8)] == [GOOD, LOOK, MISSING]
    assert "the worker is told to try again" in disk.roomy(0).to_do


def test_a_data_folder_that_others_can_open_is_missing(home: Path) -> None:
    assert GOOD in verdicts(folders.examine())
    home.chmod(0o755)
    assert GOOD not in verdicts(folders.examine())


def test_settings_of_the_database_are_asked_from_the_database(db: None) -> None:
    found = database.in_force({"synchronous": ("1", "2"), "secure_delete": ("1", "1")})
    assert (found.verdict, found.to_do.startswith("Must be synchronous=2,")) == (MISSING, True)


# Keys and people.


def by_words(findings: Iterator[Finding], words: str) -> Verdict:
    return next(each.verdict for each in findings if words in each.looked_at)


def test_keys_that_one_member_alone_holds_are_to_be_looked_at(union: House) -> None:
    assert by_words(custody.examine(), "“readers”") is GOOD
    assert by_words(custody.examine(), "restricted lane") is LOOK  # one restricted reader each
    HeldKey.objects.filter(pair__audience=Audience.RESTRICTED, pair__organisation=union.organisation).delete()
    assert by_words(custody.examine(), "restricted lane") is MISSING


def test_an_organisation_without_a_paper_key_is_missing(union: House) -> None:
    assert by_words(custody.examine(), "paper key") is GOOD
    PaperPair.objects.filter(organisation=union.organisation).delete()
    assert by_words(custody.examine(), "no paper key") is MISSING


def test_a_key_file_that_others_can_read_is_missing(db: None, settings: LazySettings) -> None:
    pepper = settings.KEYS.path / "pepper"
    mode = pepper.stat().st_mode
    pepper.chmod(0o644)
    try:
        assert by_words(custody.examine(), "key folder") is MISSING
    finally:
        pepper.chmod(mode)


def test_an_empty_duty_list_is_missing_but_not_for_practice(union: House) -> None:
    assert set(verdicts(duty.examine())) == {MISSING}
    Organisation.objects.update(kind=OrganisationKind.PRACTICE)
    assert verdicts(duty.examine()) == []


def test_no_finding_names_anybody(union: House) -> None:
    said = " ".join(f"{each.finding.looked_at} {each.finding.to_do}" for each in examination.everything())
    names = [each.member.login_name for each in union.everybody] + [union.organisation.name, union.workplace.name]
    assert not [name for name in names if f" {name} " in f" {said} "]


def test_a_sick_check_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def sick() -> Iterator[Finding]:
        yield good("one")
        raise OSError("10.0.0.7 said no")

    found = examination._all({"sick": sick, "well": lambda: [good("two")]})
    assert [(each.check, each.finding.verdict) for each in found] == [("sick", GOOD), ("sick", MISSING), ("well", GOOD)]
    assert "10.0.0.7" not in str(found)


def test_a_finding_that_is_not_good_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="says what to do"):
        missing("something", "")


@pytest.mark.slow
def test_as_a_command_it_tells_people_and_machines_the_same(tmp_path: Path) -> None:
    home = Home(tmp_path)
    before = home.run("doctor")
    assert (before.returncode, "Run: safelamp start" in before.stdout) == (1, True)
    assert home.run("start", "--yes", *ANSWERS).returncode == 0
    told = home.run("doctor", "--json")
    found = json.loads(told.stdout)
    assert (told.returncode, found["whole"]) == (1, False)
    assert {each["verdict"] for each in found["findings"]} == {"good", "look at it", "missing"}
    assert {"keys", "https", "clock", "mail", "duty list", "schedule", "backup"} <= {
        each["check"] for each in found["findings"]
    }
    trial = home.run("doctor", "--trial", "anna")
    assert (trial.returncode, "keeps no address" in trial.stderr) == (2, True)
    assert "anna" not in trial.stdout.casefold() + trial.stderr.casefold()
