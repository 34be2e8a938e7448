"""The systemd units that ship: systemd understands them, they keep what they should, and their own lines run."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tools import units

EXPOSED_AT_MOST = 2.0  # of 10, by `systemd-analyze security`; Debian's own web servers stand at 9
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def analysed(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    """What systemd-analyze says."""
    return subprocess.run(["systemd-analyze", *words], check=False, capture_output=True, text=True, timeout=400)


@pytest.fixture
def laid_out(tmp_path: Path) -> Path:
    """The units in a folder, with commands that are there."""
    for path in units.DEPLOY.glob("safelamp-*"):
        text = path.read_text().replace(f"{units.CODE}/.venv/bin/safelamp", "/bin/true")
        (tmp_path / path.name).write_text(text)
    return tmp_path


@needs_systemd
@pytest.mark.parametrize("name", [*units.services(), "safelamp-backup.timer", "safelamp-web.socket"])
def test_systemd_understands_the_unit(name: str, laid_out: Path) -> None:
    verified = analysed("verify", "--man=no", laid_out / name)
    complaints = re.findall(rf"^(?:{laid_out}|safelamp).*$", verified.stderr, re.MULTILINE)
    assert (verified.returncode, complaints) == (0, [])


@needs_systemd
def test_systemd_would_complain_of_a_wrong_unit(laid_out: Path) -> None:
    unit = laid_out / "safelamp-web.service"
    unit.write_text(unit.read_text().replace("UMask=0077", "UMask=never").replace("/bin/true", "/not/there"))
    verified = analysed("verify", "--man=no", unit)
    assert "Failed to parse mode value" in verified.stderr
    assert verified.returncode != 0


@needs_systemd
@pytest.mark.parametrize("name", units.services())
def test_little_of_the_machine_is_exposed_to_the_service(name: str) -> None:
    looked = analysed("security", "--offline=yes", units.DEPLOY / name)
    (level,) = re.findall(r"Overall exposure level.*?: ([\d.]+)", looked.stdout)
    assert float(level) <= EXPOSED_AT_MOST


@pytest.mark.parametrize("name", units.services())
def test_its_memory_reaches_no_disk_and_its_words_no_lasting_journal(name: str) -> None:
    unit = units.read(name)
    for directive, value in {
        "LimitCORE": "0", "MemorySwapMax": "0", "UMask": "0077", "LogNamespace": "safelamp", "PrivateTmp": "yes",
        "ProtectSystem": "strict", "User": "safelamp", "StandardOutput": "null",
    }.items():  # fmt: skip
        assert unit.only(directive) == value, directive


def test_the_web_server_reaches_neither_the_courier_key_nor_the_network() -> None:
    web = units.read("safelamp-web.service")
    assert "/etc/safelamp/keys/courier.private" in web.only("InaccessiblePaths")
    assert (web.only("IPAddressDeny"), web.only("IPAddressAllow")) == ("any", "localhost")


def test_the_backup_reads_every_key_and_has_no_network() -> None:
    backup = units.read("safelamp-backup.service")
    assert "InaccessiblePaths" not in backup.directives
    assert backup.only("PrivateNetwork") == "yes"


def test_the_settings_file_names_only_what_safelamp_reads() -> None:
    named = set(re.findall(r"^#?(SAFELAMP_[A-Z_]+)=", (units.DEPLOY / "safelamp.env").read_text(), re.MULTILINE))
    source = "".join(path.read_text() for path in (units.DEPLOY.parent / "src").rglob("*.py"))
    assert len(named) >= 8
    assert {name for name in named if f'"{name}"' not in source} == set()
