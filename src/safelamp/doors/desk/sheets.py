"""The sheets of the paper key as pages to print: one sheet a page."""

import datetime as dt

from safelamp.doors.desk.views.poster import square
from safelamp.ground.organisations.models import Organisation

QR_MM = 45


def context_of(sheet: str, *, number: int, organisation: Organisation, day: dt.date) -> dict[str, object]:
    """What desk/sheet.html shows of one sheet; the square holds the same letters as the groups."""
    return {
        "number": number,
        "groups": sheet.split("-"),
        "square": square(sheet, millimetres=QR_MM),
        "organisation": organisation,
        "day": day,
    }
