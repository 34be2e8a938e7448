"""What has to be known before an instance can begin, each answer checked as it comes."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

from safelamp.doors.desk.forms.members import EnrolForm
from safelamp.ground.organisations.models import OrganisationKind, Profile
from safelamp.ground.standards import countries
from safelamp.ground.standards.sectors import sectors

LONGEST_NAME = 120  # as the database keeps it
MOST_SHOWN = 12  # of what a word may mean
_JOINERS = "\u200b\u200c\u200d"  # needed to write Khmer, Thai, Burmese, Persian

Known = Mapping[str, str]


class NotThat(ValueError):
    """The answer cannot be taken; the text says why and what would do."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that founding needs; made of checked answers only."""

    organisation: str
    kind: OrganisationKind
    country: str
    language: str
    profile: Profile
    neutral_name: str
    officer: str
    workplace: str
    employer: str
    sector: str
    place: str
    address: str

    @classmethod
    def of(cls, known: Known) -> "Answers":
        """From canonical answers by name."""
        return cls(**{**known, "kind": OrganisationKind(known["kind"]), "profile": Profile(known["profile"])})  # type: ignore[arg-type]


def readable(raw: bytes) -> str:
    """The text of what was typed; raises NotThat for another encoding."""
    try:
        return raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise NotThat(
            "Your terminal sends letters in an encoding other than UTF-8. Set it to UTF-8 (for example: "
            "export LANG=C.UTF-8), or type without accents for now."
        ) from None


def name(typed: str, _known: Known) -> str:
    """A name of somebody or something: one line of real signs, at most 120."""
    return _line(typed, most=LONGEST_NAME)


def town(typed: str, _known: Known) -> str:
    """A town or district; may stay empty."""
    return _line(typed, most=LONGEST_NAME) if typed else ""


def neutral_name(typed: str, known: Known) -> str:
    """A name that gives nothing away."""
    chosen = _line(typed, most=LONGEST_NAME)
    own = known["organisation"].casefold()
    if own in chosen.casefold() or chosen.casefold() in own:
        raise NotThat("This name gives the organisation away. Take one that says nothing, such as: Daily notes.")
    return chosen


def kind(typed: str, _known: Known) -> str:
    """A kind of organisation, by its word or its number in the list."""
    return _one_of(typed, OrganisationKind.values)


def profile(typed: str, _known: Known) -> str:
    """Open or hostile."""
    return _one_of(typed, Profile.values)


def language(typed: str, _known: Known) -> str:
    """A language that Safelamp speaks."""
    return _one_of(typed, [code for code, _ in settings.LANGUAGES])


def country(typed: str, _known: Known) -> str:
    """A country by its code of two letters or its usual English name."""
    wanted = typed.strip().casefold()
    if wanted.upper() in countries.codes():
        return wanted.upper()
    names = {label.casefold(): code for code, label in countries.by_name()}
    if wanted in names:
        return names[wanted]
    near = [f"{code} {label}" for code, label in countries.by_name() if len(wanted) > 2 and wanted in label.casefold()]  # noqa: PLR2004  # a code
    if len(near) == 1:
        return near[0][:2]
    hint = f" Did you mean: {', '.join(near[:MOST_SHOWN])}?" if near else ""
    raise NotThat(f"Type the code of two letters, such as TH or KH, or the country's English name.{hint}")


def sector(typed: str, _known: Known) -> str:
    """A sector of ISIC Rev. 4 by its code, or by a word that stands in one title only."""
    wanted = typed.strip()
    if wanted.upper() in sectors():
        return wanted.upper()
    if len(wanted) < 3:  # noqa: PLR2004  # too short for a word
        raise NotThat("Type a code from the list, such as C14, or an English word such as mining, apparel, transport.")
    near = [each for each in sectors().values() if wanted.casefold() in each.title.casefold()]
    if len(near) == 1:
        return near[0].code
    if not near:
        raise NotThat("No sector has this word. Try another, such as apparel, mining, crop, transport, construction.")
    listed = "".join(f"\n  {each.code:5} {each.title}" for each in near[:MOST_SHOWN])
    more = f"\n  and {len(near) - MOST_SHOWN} more: try a longer word" if len(near) > MOST_SHOWN else ""
    raise NotThat(f"{len(near)} sectors have this word. Type the code of one:{listed}{more}")


def log_in_name(typed: str, _known: Known) -> str:
    """A log-in name as the desk takes it."""
    chosen = _line(typed, most=LONGEST_NAME)
    try:
        return str(EnrolForm.base_fields["login_name"].clean(chosen)).casefold()
    except ValidationError:
        raise NotThat("A log-in name has at most 40 signs, no @ and single spaces. A nickname is welcome.") from None


def address(typed: str, _known: Known) -> str:
    """The address that workers open, or nothing."""
    if not typed:
        return ""
    parts = urlsplit(typed if "://" in typed else f"https://{typed}")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise NotThat("Type the address without anything behind the name, such as https://lamp.example.org")
    if parts.scheme == "http" and not parts.hostname.endswith(".onion"):
        raise NotThat("Workers write only over HTTPS, so the address begins with https:// (or is an onion address).")
    return f"{parts.scheme}://{parts.netloc}"


def _line(typed: str, *, most: int) -> str:
    chosen = unicodedata.normalize("NFC", " ".join(typed.split()))
    if not chosen:
        raise NotThat("This cannot stay empty.")
    if len(chosen) > most:
        raise NotThat(f"This is too long: {len(chosen)} signs, at most {most}.")
    if any(unicodedata.category(sign).startswith("C") and sign not in _JOINERS for sign in chosen):
        raise NotThat("This holds a sign that cannot be seen, such as an arrow key. Type it again.")
    if not any(sign.isalnum() for sign in chosen):
        raise NotThat("A name needs at least one letter or digit.")
    return chosen


def _one_of(typed: str, values: list[str]) -> str:
    wanted = typed.strip().casefold()
    if wanted in values:
        return wanted
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:3]) <= len(values):
        return values[int(wanted[:3]) - 1]
    raise NotThat(f"Type one of: {', '.join(values)}.")
