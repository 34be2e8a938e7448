"""Forms of the duty list."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.forms.fields import DayField
from safelamp.ground.organisations.models import Member
from safelamp.loop.duty.hours import days_of
from safelamp.loop.duty.models import DutyTurn, Level

_DAYS = [
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")),
    (5, _("Saturday")), (6, _("Sunday")),
]  # fmt: skip


class TurnForm(forms.Form):
    """The hours of a week in which somebody is rung."""

    level = forms.ChoiceField(
        label=_("When are they rung?"),
        choices=[
            (Level.FIRST.value, _("On duty: at once")),
            (Level.DEPUTY.value, _("Deputy: after 15 minutes, if nobody has taken the report")),
            (Level.NEXT.value, _("Next level: after 30 minutes")),
        ],
        widget=forms.RadioSelect,
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"), choices=_DAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    ends = forms.TimeField(
        label=_("Until"),
        help_text=_("An earlier hour means the next morning. The same hour twice means a whole day."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )

    def hours(self) -> dict[str, Any]:
        """What the operations take."""
        return {
            "level": Level(self.cleaned_data["level"]),
            "days": self.cleaned_data["days"],
            "begins": self.cleaned_data["begins"],
            "ends": self.cleaned_data["ends"],
        }

    @staticmethod
    def of(turn: DutyTurn) -> dict[str, object]:
        """What the form shows of a turn that stands on the list."""
        return {
            "level": turn.level,
            "days": days_of(turn.weekdays),
            "begins": turn.begins,
            "ends": turn.ends,
        }


class NewTurnForm(TurnForm):
    """The same, for somebody who is to be chosen."""

    member = forms.ChoiceField(label=_("Who?"))
    field_order = ("member", "level", "days", "begins", "ends")

    def __init__(self, *args: Any, candidates: Sequence[Member], **kwargs: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*args, **kwargs)
        self._candidates = {str(each.id): each for each in candidates}
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.login_name} ({each.get_role_display()})") for key, each in self._candidates.items()
        ]

    @property
    def chosen(self) -> Member:
        """Who was chosen."""
        return self._candidates[self.cleaned_data["member"]]


class AwayForm(forms.Form):
    """Until when somebody is not to be rung."""

    last_day = DayField(
        label=_("Last day on which you are away"),
        help_text=_("You are rung again from the day after it."),
    )

    def day(self) -> dt.date:
        """The chosen day."""
        found: dt.date = self.cleaned_data["last_day"]
        return found
