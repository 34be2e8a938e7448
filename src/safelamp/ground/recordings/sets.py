"""A set: all recordings of a language in one file with a manifest, so that unions can pass it on."""

import io
import json
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from safelamp.ground.recordings.models import Licence, Recording
from safelamp.ground.recordings.operations import Spoken, mark_of
from safelamp.ground.recordings.screens import ALOUD

MANIFEST = "manifest.json"
FORMAT = "safelamp-recordings-1"
LARGEST_SOUND = 1_500_000  # bytes
LARGEST_MANIFEST = 100_000


class Unreadable(ValueError):
    """The file is no set of recordings; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A set as it came: its language and recordings."""

    language: str
    spoken: Sequence[Spoken]


def packed(language: str) -> bytes:
    """The set as a ZIP file; what is for this server only is left out."""
    found = Recording.objects.filter(language=language).exclude(licence=Licence.HERE).order_by("key")
    held = io.BytesIO()
    rows = []
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for each in found:
            archive.writestr(zipfile.ZipInfo(f"{each.key}.webm"), bytes(each.sound))
            rows.append(
                {"key": each.key, "file": f"{each.key}.webm", "mark": each.mark, "licence": each.licence,
                 "speaker": each.speaker, "speaker_agreed": True}
            )  # fmt: skip
        about = {"format": FORMAT, "language": language, "recordings": rows}
        archive.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(about, ensure_ascii=False, indent=1))
    return held.getvalue()


def unpacked(raw: bytes) -> Brought:
    """Reads a set; raises Unreadable. Nothing is unpacked to a disk, and no more than it may hold is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            about = json.loads(_read(archive, MANIFEST, LARGEST_MANIFEST))
            return _brought(archive, about)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, EOFError, NotImplementedError,
            RuntimeError, OSError, zlib.error) as error:  # fmt: skip
        raise Unreadable(_("This is no set of recordings, or it is damaged. Ask for it again.")) from error


def _brought(archive: zipfile.ZipFile, about: dict[str, Any]) -> Brought:
    if about["format"] != FORMAT:
        raise Unreadable(_("This set is of a later version than this server. Update the server first."))
    rows = about["recordings"]
    if not 0 < len(rows) <= len(ALOUD):
        raise Unreadable(_("There is no recording in this set, or there are too many."))
    return Brought(str(about["language"]), [_spoken(archive, row) for row in rows])


def _spoken(archive: zipfile.ZipFile, row: dict[str, Any]) -> Spoken:
    if row["speaker_agreed"] is not True:
        raise Unreadable(_("Somebody who speaks in this set has not agreed that it is passed on."))
    if row["licence"] not in {Licence.CC0, Licence.BY_SA}:
        raise Unreadable(_("The set does not say that it may be passed on."))
    raw = _read(archive, str(row["file"]), LARGEST_SOUND)
    if mark_of(raw) != row["mark"]:
        raise Unreadable(_("This is no set of recordings, or it is damaged. Ask for it again."))
    return Spoken(str(row["key"]), raw, Licence(row["licence"]), str(row["speaker"])[:60])


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    if archive.getinfo(name).compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ValueError("a way of packing that nobody needs for sounds")
    with archive.open(name) as file:
        raw = file.read(most + 1)
    if len(raw) > most:
        raise Unreadable(_("A recording in this set is too long. A minute is the most."))
    return raw
