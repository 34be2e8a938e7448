"""Papers to print as files of their own: the three sheets of the paper key and the first poster."""

import os
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from safelamp.doors.desk import sheets
from safelamp.doors.desk.views import poster
from safelamp.site.starting.founding import Founded

SHEETS = "paper-key-sheet-{number}.html"
POSTER = "poster-{code}.html"
_STYLE_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)  # they name us
_HASH = re.compile(r"\.[0-9a-f]{12}(?=\.css$)")


class NoFolder(ValueError):
    """Nothing can be printed into that folder; the text says why."""


def folder_for(typed: str) -> Path:
    """The folder to print to, made if need be; refuses one where sheets would lie beside what they open."""
    folder = Path(typed).resolve()
    for apart in (settings.HOME, settings.KEYS.path):
        if folder == apart or apart in folder.parents:
            raise NoFolder(
                f"{folder} lies inside {apart}: the sheets would lie beside what they open. Take a folder outside, "
                "best on a stick that you take away."
            )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        taken = sorted(path.name for path in folder.glob(SHEETS.format(number="*")))
    except OSError as error:
        raise NoFolder(f"{folder} cannot be used: {error.strerror}. Take another one.") from None
    if taken:
        raise NoFolder(
            f"{folder} holds sheets already ({', '.join(taken)}). Take another folder. If an earlier start was cut off "
            "before it said that the instance stands, those sheets open nothing: remove them."
        )
    return folder


def write(founded: Founded, *, folder: Path, address: str) -> list[Path]:
    """Writes the sheets, and the poster where the address is known, for the owner only; all of them or none."""
    pages = sheet_pages(founded) | (poster_page(founded, address=address) if address else {})
    written: list[Path] = []
    try:
        for name, page in pages.items():
            written.append(folder / name)
            _keep(folder / name, page)
    except BaseException:
        take_back(written)
        raise
    return written


def take_back(paths: list[Path]) -> None:
    """Removes what was printed for an instance that was not made."""
    for path in paths:
        path.unlink(missing_ok=True)


def sheet_pages(founded: Founded) -> dict[str, str]:
    """A page for each sheet, by the name of its file."""
    with translation.override(founded.organisation.language), poster.spoken_for(founded.organisation):
        return {
            SHEETS.format(number=number): _page(
                "desk/sheet.html",
                sheets.context_of(sheet, number=number, organisation=founded.organisation, day=timezone.localdate()),
            )
            for number, sheet in enumerate(founded.sheets, 1)
        }


def poster_page(founded: Founded, *, address: str) -> dict[str, str]:
    """The first workplace's poster, by the name of its file."""
    to = address + reverse("worker:poster", args=[founded.workplace.code])
    with translation.override(founded.organisation.language), poster.spoken_for(founded.organisation):
        context = poster.context_of(founded.workplace, address=to)
        return {POSTER.format(code=founded.workplace.code): _page("desk/poster_file.html", context)}


def _page(template: str, context: dict[str, object]) -> str:
    """The page with its style sheets inside: it needs no server."""
    return _STYLE_SHEET.sub(
        lambda link: f"<style>{_css(link[1])}</style>", render_to_string(template, context, _reader())
    )


def _css(address: str) -> str:
    name = _HASH.sub("", address.removeprefix(settings.STATIC_URL))
    found = finders.find(name)
    return _COMMENT.sub("", Path(str(found)).read_text(encoding="utf-8")) if found else ""


def _reader() -> HttpRequest:
    request = HttpRequest()
    request.path = "/"
    return request


def _keep(path: Path, page: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(page)
        file.flush()
        os.fsync(file.fileno())
