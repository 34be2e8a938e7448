"""Somebody types a thousand wrong passphrases at a real server: the member comes in, others too, nothing grows."""

import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.doors.worker.form import forms_of
from tests.running import Instance, Visitor

TRIES = 1000
APPLICATION = "tests.site.cheap_passphrases"  # one derivation costs 0.4 s otherwise


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    made = Instance(tmp_path_factory.mktemp("tries"), APPLICATION)
    made.prepare(program="tests.site.cheap_seeding")
    made.start()
    yield made
    made.stop()


def memory(instance: Instance) -> int:
    """What the server's processes hold, in kB; pages that they share count in each, for they stop being shared once."""
    found = 0
    for number in instance.processes:
        for line in Path(f"/proc/{number}/smaps_rollup").read_text().splitlines():
            found += int(line.split()[1]) if line.startswith("Rss:") else 0
    return found


class Guesser:
    """One browser that goes on guessing."""

    def __init__(self, instance: Instance) -> None:
        self._page = f"{instance.address}/desk/log-in/"
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with self._browser.open(self._page) as page:
            self._values = next(form for form in forms_of(page.read().decode()) if "passphrase" in form.values).values

    def guess(self, name: str) -> float:
        """One wrong try; how long it took."""
        wrong = self._values | {"login_name": name, "passphrase": "abandon ability able about above absent"}
        began = time.monotonic()
        with self._browser.open(self._page, urllib.parse.urlencode(wrong).encode()) as answer:
            assert "do not belong together" in answer.read().decode()
        return time.monotonic() - began


def kept(instance: Instance, question: str) -> str:
    return instance.ask(f"from safelamp.ground.vault.models import MemberKey\n{question}")


@pytest.mark.slow
def test_a_thousand_wrong_passphrases_lock_nobody_out_and_leave_nothing_behind(instance: Instance) -> None:
    guesser = Guesser(instance)
    took = [guesser.guess("officer") for _ in range(100)]
    early, rows = memory(instance), kept(instance, "print(MemberKey.objects.count())")
    took += [guesser.guess("officer") for _ in range(TRIES - 100)]
    assert "1000 wrong passphrases were tried" in Visitor(instance).log_in("officer").html
    assert Visitor(instance).log_in("floor").status == 200
    assert memory(instance) < early * 1.2
    assert sorted(took[-100:])[50] < 3 * sorted(took[:100])[50]
    assert kept(instance, "print(MemberKey.objects.count())") == rows
    assert kept(instance, "print(list(MemberKey.objects.values_list('failures', 'wait_until')))") == str(
        [(0, None), (0, None)]
    )
    written = b"".join(path.read_bytes() for path in (instance.folder / "home").rglob("*.sqlite3*") if path.is_file())
    assert b"127.0.0.1" not in written
    assert b"urllib" not in written
