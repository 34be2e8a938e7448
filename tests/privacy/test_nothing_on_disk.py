"""Secret words go in through the real doors of a real server, and lie nowhere afterwards, in no form."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from safelamp.ground.apart import photos
from tests.doors.worker.form import words_of
from tests.privacy.searching import Watch, files_below, forms_of, found_in
from tests.running import Instance, Visitor, running

pytestmark = [pytest.mark.slow]

PLANTED = {
    "story": "Krathongduang saw the เครื่องปั๊ม crush",
    "contact": "0812345987 Wongsuwan",
    "reply": "Phetchabunkaset reply words",
    "answer": "Nakhonratchasima answer words",
    "case title": "Sakonnakhonville title words",
    "case note": "Mukdahanfield note words",
    "register story": "Yasothonbrook ladder words",
    "register person": "Somsri Amnatcharoenwong",
    "action": "Chaiyaphumgate guard words",
    "action owner": "Prachuapkhirikhan Maintenance",
    "member's address": "roietmountain@example.org",
    "member's phone": "+66899123987",
    "webhook": "https://hooks.ubonratchathani.example/bell",
}
TODAY = dt.date.today()  # noqa: DTZ011  # the server's day in UTC and ours may differ by one: a week ahead is safe


@dataclass(frozen=True, slots=True)
class Told:
    """What was done, and what was on the disk and made on it afterwards."""

    receipt: str
    way: str
    photo: bytes
    passphrase: str
    places: dict[str, bytes]
    made: list[str]
    deleted: set[str]
    seen_at_desk: str


def photo_of_six_megabytes() -> bytes:
    written = BytesIO()
    Image.effect_noise((2600, 2000), 120).convert("RGB").save(written, "JPEG", quality=97)
    raw = written.getvalue()
    return raw + b"\xff\xfe" * ((6 * 1024 * 1024 - len(raw)) // 2)


def report_through_the_door(instance: Instance, photo: bytes) -> tuple[Visitor, str, str]:
    """Tells, gets the receipt, comes back with it and replies with the photo once more."""
    worker = Visitor(instance).open(f"/r/{instance.code}").send(hazard="machine").send(kind="hazard")
    way = worker.form().values["way"]
    worker.send(go="send", story=PLANTED["story"], contact=PLANTED["contact"], photo=photo)
    receipt = "".join(sign for sign in words_of(worker.html).partition("20 digits")[2] if sign.isdigit())[:20]
    assert len(receipt) == 20
    worker.send(go="follow").send(go="check", receipt=receipt)
    assert "What happened with my report" in worker.html
    worker.send(go="reply", text=PLANTED["reply"], photo=photo)
    assert "Your answer has arrived." in worker.html
    return worker, receipt, way


def work_at_the_desk(instance: Instance) -> str:
    """Takes the case, writes everywhere where words can be written; returns what the desk shows at the end."""
    desk = Visitor(instance).log_in("officer").open("/desk/inbox/")
    report = desk.html.partition("/desk/reports/")[2]
    while report.startswith("new/"):
        report = report.partition("/desk/reports/")[2]
    address = f"/desk/reports/{report[:36]}/"
    shown = desk.open(address).html
    desk.send("/answer/", text=PLANTED["answer"])
    desk.open(address).send("/take/", title=PLANTED["case title"])
    case = desk.address.partition("/desk/cases/")[2][:36]
    assert len(case) == 36, words_of(desk.html)
    desk.open(f"/desk/cases/{case}/note/").send("/note/", words=PLANTED["case note"])
    desk.open(f"/desk/cases/{case}/agree/").send(
        "/agree/",
        what=PLANTED["action"], owner=PLANTED["action owner"], owner_side="site", level="3",
        due_on=(TODAY + dt.timedelta(days=7)).isoformat(),
    )  # fmt: skip
    assert "/agree/" not in desk.address, words_of(desk.html)
    shown += desk.open(f"/desk/cases/{case}/").html
    desk.open("/desk/register/new/injury/").send(
        "/injury/",
        kind="injury", day=(TODAY - dt.timedelta(days=30)).isoformat(), hazard="fall", severity="lost_time",
        days_lost="11", notified="not_known", narrative=PLANTED["register story"], person=PLANTED["register person"],
        consent="on", workplace=instance.workplace,
    )  # fmt: skip
    assert "/new/" not in desk.address, words_of(desk.html)
    shown += desk.html
    desk.open("/desk/me/bell/").send("/me/address/", email=PLANTED["member's address"])
    desk.open("/desk/me/bell/").send("/me/phone/", phone=PLANTED["member's phone"])
    desk.open("/desk/organisation/webhook/").send("/webhook/keep/", url=PLANTED["webhook"])
    assert "whsec_" in desk.html, words_of(desk.html)
    return shown


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("real")
    photo = photo_of_six_megabytes()
    with running(folder) as instance:
        with Watch(folder / "tmp", processes=instance.processes) as watch:
            _, receipt, way = report_through_the_door(instance, photo)
            seen = work_at_the_desk(instance)
        while_it_runs = {f"running: {name}": raw for name, raw in files_below(folder).items()}
    at_the_end = files_below(folder)
    passphrase = instance.passphrases["officer"]
    return Told(receipt, way, photo, passphrase, while_it_runs | at_the_end, watch.made, watch.deleted, seen)


def pieces(raw: bytes) -> Iterable[bytes]:
    """Three stretches from the middle of a picture, and nothing that every picture has."""
    return [raw[len(raw) * part // 10 :][:24] for part in (2, 4, 6)]


def test_everything_was_really_said_and_can_be_read_at_the_desk(told: Told) -> None:
    for name in ("story", "contact", "reply", "case title", "case note", "action", "register story", "register person"):
        assert PLANTED[name] in told.seen_at_desk.replace("&#x27;", "'"), name
    stored = told.places["home/safelamp.sqlite3"]
    assert b"reports_report" in stored
    assert len(stored) > 2 * len(photos.stripped(told.photo)) * 0.9  # both photos are in there, sealed


@pytest.mark.parametrize("name", PLANTED)
def test_the_words_lie_nowhere(told: Told, name: str) -> None:
    word = PLANTED[name]
    longest = max(word.split(), key=len)
    assert found_in(told.places, {"whole": forms_of(word), "one word": forms_of(longest)}) == []


def test_neither_photo_nor_what_was_kept_of_it_lies_anywhere(told: Told) -> None:
    stripped = photos.stripped(told.photo)
    assert (
        found_in(told.places, {"as sent": pieces(told.photo[: len(told.photo) // 2]), "as kept": pieces(stripped)})
        == []
    )


def test_neither_receipt_nor_way_nor_passphrase_lies_anywhere(told: Told) -> None:
    grouped = " ".join(told.receipt[start : start + 4] for start in range(0, 20, 4))
    words = {
        "receipt": forms_of(told.receipt) | forms_of(grouped),
        "way": forms_of(told.way),
        "passphrase": forms_of(told.passphrase),
    }
    assert found_in(told.places, words) == []


def test_no_file_was_made_in_the_temporary_folder_while_the_requests_ran(told: Told) -> None:
    assert told.made == []


def test_no_nameless_file_held_anything_either(told: Told) -> None:
    """Gunicorn's workers hold an empty nameless file each, for their heartbeat; nothing else may."""
    assert not [name for name in told.deleted if "wgunicorn" not in name]


def test_the_places_are_the_ones_that_matter(told: Told) -> None:
    names = " ".join(told.places)
    for place in ("home/safelamp.sqlite3", "stdout", "stderr", "keys/pepper", "running: home/safelamp.sqlite3-wal"):
        assert place in names


def test_logs_tell_of_no_visitor_and_no_address(told: Told) -> None:
    said = told.places["stdout"] + told.places["stderr"]
    assert b"127.0.0.1 - " not in said
    assert b"/desk/" not in said
    assert b"/r/" not in said
    assert b"Mozilla" not in said
    assert b"Python-urllib" not in said


def test_job_and_session_tables_hold_no_words_and_no_addresses(told: Told) -> None:
    database = next(
        raw for name, raw in told.places.items() if name.endswith("home/safelamp.sqlite3") and "running" not in name
    )
    for trace in (b"127.0.0.1", b"Python-urllib", b"/desk/me/"):
        assert trace not in database


def test_every_file_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    instance = Instance(tmp_path)
    instance.prepare_here()
    for path in (tmp_path / "home", tmp_path / "keys", *(tmp_path / "keys").iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path
