"""A correction is kept, spoken at once by every process, and survives what happens around it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.utils import translation

from safelamp.ground.languages import operations, overlay, queries
from safelamp.ground.languages.catalogues import CATALOGUES
from safelamp.ground.languages.models import Correction
from safelamp.ground.languages.operations import Given
from safelamp.ground.languages.places import Part
from safelamp.ground.languages.queries import Standing
from safelamp.ground.languages.sentences import shipped
from tests.ground.languages.corrected import DAY, given, sentence, spoken
from tests.ground.languages.racing import EACH
from tests.prepared import home_with_tables

ENGLISH = "Tell us about a danger"
BETTER = "ប្រាប់យើងអំពីគ្រោះថ្នាក់មួយ"
BEST = "ប្រាប់អំពីគ្រោះថ្នាក់"


def keep(*each: Given, language: str = "km") -> operations.Kept:
    return operations.keep(language, each, reviewer=None, on=DAY)


def test_screens_speak_with_a_correction_at_once(words_folder: Path) -> None:
    before = spoken(ENGLISH)
    assert keep(given(ENGLISH, BETTER)).changed
    assert before != spoken(ENGLISH) == BETTER


def test_nothing_is_written_into_the_package(words_folder: Path) -> None:
    before = {path: path.read_bytes() for path in CATALOGUES.rglob("django.*")}
    keep(given(ENGLISH, BETTER))
    assert {path: path.read_bytes() for path in CATALOGUES.rglob("django.*")} == before
    assert (words_folder / "km/LC_MESSAGES/django.mo").exists()


def test_the_file_says_the_day_and_nobodys_name(words_folder: Path) -> None:
    keep(given(ENGLISH, BETTER))
    (entry,) = polib.pofile(str(words_folder / "km/LC_MESSAGES/django.po"))
    assert (entry.msgid, entry.msgstr, entry.tcomment) == (ENGLISH, BETTER, "checked 2026-11-21")


def test_a_draft_that_reads_well_is_checked_without_a_change(words_folder: Path) -> None:
    ships = sentence(ENGLISH).shipped
    left = queries.drafts_of("km"), queries.drafts_of("km", Part.WORKER)
    outcome = keep(given("I see something dangerous", *sentence("I see something dangerous").shipped))
    assert (len(outcome.confirmed), outcome.changed) == (1, [])
    assert (queries.drafts_of("km"), queries.drafts_of("km", Part.WORKER)) == (left[0] - 1, left[1] - 1)
    assert spoken(ENGLISH) == ships[0]


def test_a_correction_taken_back_gives_the_shipped_words_again(words_folder: Path) -> None:
    keep(given(ENGLISH, BETTER))
    assert operations.take_back("km", sentence(ENGLISH).mark)
    assert spoken(ENGLISH) == sentence(ENGLISH).shipped[0]
    assert not operations.take_back("km", sentence(ENGLISH).mark)


def test_only_what_is_wrong_is_refused(words_folder: Path) -> None:
    outcome = keep(given(ENGLISH, BETTER), given("Day", "ថ្ងៃ <b>"))
    assert len(outcome.changed) == 1
    assert list(outcome.refused) == [sentence("Day").mark]
    assert Correction.objects.get().source == ENGLISH


def test_two_reviewers_of_the_same_sentence_hear_of_each_other(words_folder: Path) -> None:
    seen = queries.said_now("km", [sentence(ENGLISH).mark])[sentence(ENGLISH).mark].seen
    keep(given(ENGLISH, BETTER, seen=seen))
    outcome = keep(given(ENGLISH, BEST, seen=seen))
    assert BETTER in outcome.refused[sentence(ENGLISH).mark][0]
    assert spoken(ENGLISH) == BETTER


def test_two_reviewers_at_once_lose_nothing(tmp_path: Path) -> None:
    home_with_tables(tmp_path / "home")
    places = {"SAFELAMP_HOME": str(tmp_path / "home"), "SAFELAMP_KEYS": str(tmp_path / "keys")}
    script = "import django; django.setup(); from tests.ground.languages.racing import main; main()"
    environment = os.environ | places | {"DJANGO_SETTINGS_MODULE": "safelamp.site.settings", "PYTHONPATH": "."}
    raced = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=400
    )
    assert json.loads(raced.stdout) == [2 * EACH, 2 * EACH]


def test_another_process_speaks_with_it_too(words_folder: Path) -> None:
    spoken(ENGLISH)
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(words_folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": "."},
    )  # fmt: skip
    assert other.stdin is not None
    assert other.stdout is not None
    assert other.stdout.readline().strip() == sentence(ENGLISH).shipped[0]
    keep(given(ENGLISH, BETTER))
    other.stdin.write("again\n")
    other.stdin.flush()
    assert other.stdout.readline().strip() == BETTER
    other.communicate(timeout=30)
    assert other.returncode == 0


OTHER = f"""
import os, sys
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
from django.conf import settings
django.setup()
settings.WORDS = Path(sys.argv[1])
settings.LOCALE_PATHS = [settings.WORDS, settings.LOCALE_PATHS[-1]]
sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)
from django.utils import translation
from safelamp.ground.languages import overlay
for _ in range(2):
    overlay.refresh()
    with translation.override("km"):
        print(translation.gettext("{ENGLISH}"))
    sys.stdin.readline()
"""


def test_a_request_that_is_being_answered_keeps_its_language(words_folder: Path) -> None:
    with translation.override("km"):
        keep(given(ENGLISH, BETTER))
        overlay.refresh()
        assert translation.get_language() == "km"
        assert translation.gettext(ENGLISH) == sentence(ENGLISH).shipped[0]


def test_lost_files_are_made_again_from_the_database(words_folder: Path) -> None:
    keep(given(ENGLISH, BETTER))
    for path in words_folder.rglob("*.*o"):
        path.unlink()
    assert overlay.bring_up_to_date() == ["km"]
    assert overlay.bring_up_to_date() == []
    assert spoken(ENGLISH) == BETTER


def test_a_correction_is_kept_where_the_disk_has_no_room_for_the_file(words_folder: Path, monkeypatch) -> None:
    def full(_language: str) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as no_room:
        no_room.setattr(overlay, "write_if_changed", full)
        assert keep(given(ENGLISH, BETTER)).changed
    assert spoken(ENGLISH) != BETTER
    overlay.bring_up_to_date()
    assert spoken(ENGLISH) == BETTER


def upgraded(monkeypatch: pytest.MonkeyPatch, *, without: str, sentences) -> None:
    """A version of the package whose Khmer catalogue has other sentences."""
    newer = {mark: each for mark, each in shipped("km").items() if each.source != without}
    newer |= {each.mark: each for each in sentences}
    for module in (queries, overlay):
        monkeypatch.setattr(module, "shipped", lambda _language: newer)


def changed(known, **fields):
    return type(known)(**{name: getattr(known, name) for name in known.__slots__} | fields)


def test_a_new_version_that_says_it_otherwise_asks_for_another_look(words_folder, monkeypatch) -> None:
    keep(given(ENGLISH, BETTER))
    upgraded(monkeypatch, without=ENGLISH, sentences=[changed(sentence(ENGLISH), shipped=(BEST,))])
    said = queries.said_now("km", [sentence(ENGLISH).mark])[sentence(ENGLISH).mark]
    assert (said.standing, said.words, said.ships) == (Standing.ANOTHER_LOOK, (BETTER,), (BEST,))


def test_changed_english_brings_the_old_correction_along(words_folder, monkeypatch) -> None:
    keep(given(ENGLISH, BETTER))
    newer = changed(sentence(ENGLISH), source="Tell us about any danger", shipped=("x",))
    upgraded(monkeypatch, without=ENGLISH, sentences=[newer])
    said = next(each for each in queries.sentences_in("km") if each.sentence == newer)
    assert said.standing == Standing.ANOTHER_LOOK
    assert said.once is not None
    assert (said.once.source, said.once.words) == (ENGLISH, (BETTER,))


def test_a_correction_that_no_longer_fits_is_kept_but_not_spoken(words_folder, monkeypatch) -> None:
    keep(given(ENGLISH, BETTER))
    upgraded(monkeypatch, without=ENGLISH, sentences=[])
    (words_folder / "km/LC_MESSAGES/django.mo").unlink()
    overlay.bring_up_to_date()
    assert len(polib.pofile(str(words_folder / "km/LC_MESSAGES/django.po"))) == 0
    assert Correction.objects.count() == 1


def test_sentences_of_workers_come_first(words_folder: Path) -> None:
    parts = [said.sentence.part for said in queries.sentences_in("th")]
    assert parts == sorted(parts, key=list(Part).index)
    assert set(parts) == set(Part)
