"""A worker's phone without scripts: it shows one page, fills its form, touches its buttons, as a browser would."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.people import House

# The page goes on without a connection where it can: one file of ours, loaded after everything can be used.
GOES_ON = re.compile(r'<script type="module" src="/static/worker/page\.bundle(\.\w+)?\.js"></script>')
FORGETS = '<script>history.replaceState(0,"","/r/")</script>'  # the one script, where a form held words or a code
SPEAKS = re.compile(r'<script type="module" src="/static/worker/follow(\.\w+)?\.js"></script>')
DOOR = "/r/"


@dataclass
class Form:
    """What a page's form holds: values by name, its buttons, its address."""

    action: str = ""
    enctype: str = ""
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads every form of a page; what stands outside of any form belongs to the first entry."""

    def __init__(self) -> None:
        super().__init__()
        self.forms = [Form()]
        self._area = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("enctype", "")))
        form = self.forms[-1]
        form.addresses += [given[name] for name in ("href", "src", "action", "formaction") if name in given]
        if tag == "input":
            self._input(given)
        elif tag == "textarea" and "name" in given:
            self._area = given["name"]
            form.values[self._area] = ""
        elif tag == "button" and "name" in given:
            form.buttons.append((given["name"], given.get("value", "")))
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select and ("selected" in given or self._select not in form.values):
            form.values[self._select] = given.get("value", "")

    def _input(self, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given.get("name", "")
        if kind == "file" or not name or (kind in {"radio", "checkbox"} and "checked" not in given):
            return
        self.forms[-1].values[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].values[self._area] += data


def forms_of(html: str) -> list[Form]:
    """Every form of a page."""
    reader = Reader()
    reader.feed(html)
    return reader.forms[1:]


def read(html: str) -> Form:
    """The one form of a worker page, with every address of the page."""
    reader = Reader()
    reader.feed(html)
    outside, form = reader.forms
    form.addresses += outside.addresses
    return form


def words_of(html: str) -> str:
    """A page's words, without marks."""
    return re.sub(r"\s+", " ", re.sub(r"<style.*?</style>|<svg.*?</svg>|<[^>]*>", " ", html, flags=re.DOTALL))


class Phone:
    """One phone at the worker door. Every answer is checked for what must hold on every page of this door."""

    def __init__(self, *, language: str = "en") -> None:
        self.client = Client(headers={"accept-language": language})
        self.answer = HttpResponse()

    def open(self, address: str) -> "Phone":
        """Types or scans an address."""
        return self._shows(self.client.get(address))

    def scan(self, house: House) -> "Phone":
        """Scans the poster of the house's workplace."""
        return self.open(f"/r/{house.workplace.code}")

    def touch(self, name: str, value: str, **typed: str | SimpleUploadedFile) -> "Phone":
        """Touches a button that stands on the page."""
        assert (name, value) in self.form.buttons, (name, value, self.form.buttons)
        return self.post(**{**self.form.values, name: value, **typed})

    def post(self, **values: str | SimpleUploadedFile) -> "Phone":
        """Sends whatever, as somebody who forges does."""
        return self._shows(self.client.post(DOOR, values))

    def tell(self, *, hazard: str = "machine", kind: str = "hazard") -> "Phone":
        """The taps from the first screen to the words, where nobody is hurt."""
        return self.touch("hazard", hazard).touch("kind", kind)

    @property
    def html(self) -> str:
        """The page, without the one script that lets an answer be spoken."""
        return SPEAKS.sub("", self.answer.content.decode())

    @property
    def form(self) -> Form:
        """Its form."""
        return read(self.html)

    @property
    def text(self) -> str:
        """Its words, without marks."""
        return words_of(self.html)

    @property
    def receipt(self) -> str:
        """The code on the page."""
        return "".join(re.findall(r"<span>(\d{4})</span>", self.html))

    def _shows(self, answer: HttpResponse) -> "Phone":
        self.answer = answer
        assert not answer.cookies, "this door sets no cookie"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        if answer.status_code in {200, 422, 503}:
            assert not re.search(r"<script|\son\w+=|javascript:", GOES_ON.sub("", self.html.replace(FORGETS, "")))
            assert read(self.html).action == DOOR
            assert set(read(GOES_ON.sub("", self.html)).addresses) <= {DOOR, "/r/calendar/", "data:,"} | set(
                self._numbers()
            )
        return self

    def _numbers(self) -> list[str]:
        return re.findall(r"tel:[+\d]+", self.html)
