"""What many tell at once, what a representative wrote down for somebody, and what is set aside."""

import datetime as dt
import secrets

from django.utils import timezone

from safelamp.engines.sealing.receipts import Sort
from safelamp.ground.vault.models import Audience
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.cases import setting_aside
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports.models import Harm, Kind, PlaceKind, Report, Why
from safelamp.loop.reports.receiving import SECRET_BYTES, Telling
from safelamp.loop.reports.words import ReportWords
from safelamp.site.demonstration.people import Cast

PLACE = "DEMA44"
_SMOKE = (
    "ควันขาวออกจากห้องเก็บสี แสบตา หายใจไม่ออก",
    "Smoke from the dye store. Everybody ran out.",
    "ផ្សែងចេញពីឃ្លាំងជ្រលក់ពណ៌ ឈឺភ្នែក។",
    "มีคนเป็นลมสองคนหลังควันออก",
    "The drums were left open beside the heater.",
    "ဆေးဆိုးဂိုဒေါင်ကနေ မီးခိုးထွက်တယ်။",
    "กลิ่นสารเคมีแรงมาก หัวหน้าบอกให้ทำงานต่อ",
)
_FILED = "She cannot write. She says that the ladder to the upper tank has two broken steps."
_JUNK = "asdf asdf asdf"
WAITING = len(_SMOKE) + 1  # reports that nobody has taken


def come(cast: Cast) -> None:
    """Seven workers tell of one accident within half an hour; one is told in person; one is nothing to work with."""
    workplace, team, now = cast.workplaces[PLACE], cast.team_at(PLACE), timezone.now()
    for number, words in enumerate(_SMOKE):
        _tell(workplace, "chemical", words, now - dt.timedelta(minutes=170 - 4 * number))
    _tell(workplace, "fall", _FILED, now - dt.timedelta(hours=20), sort=Sort.HANDED, came_by="desk")
    junk = _tell(workplace, "other", _JUNK, now - dt.timedelta(hours=50))
    setting_aside.set_aside(junk, Why.EMPTY, by=team.focal_point.session, at=now - dt.timedelta(hours=40))


def _tell(
    workplace: Workplace, hazard: str, words: str, at: dt.datetime, *, sort: Sort = Sort.OWN, came_by: str = "page"
) -> Report:
    telling = Telling(
        secret=secrets.token_bytes(SECRET_BYTES),
        organisation=workplace.organisation,
        workplace=workplace,
        kind=Kind.HAZARD,
        hazard=hazard,
        danger_now=False,
        harm=Harm.UNKNOWN,
        place_kind=PlaceKind.WORKPLACE,
        shut_to=Audience.READERS,
        words=ReportWords(story=words, language=workplace.organisation.language, came_by=came_by),
        sort=sort,
    )
    reports.receive(telling, at=at)
    return Report.objects.select_related("organisation", "workplace").get(id=telling.report_id)
