"""Forms of what is watched: how watchfully, in which hours nobody is told, and who wants to hear of what."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk import alert_words
from safelamp.doors.desk.once import OnceForm
from safelamp.insight.alerts.choices import FALSE_ALARMS_A_MONTH, Hears, Watchfulness
from safelamp.insight.alerts.models import Lookout, Watch

NOT_IN_LIST = {"invalid_choice": gettext_lazy("Choose one from the list.")}


class WatchfulnessForm(forms.Form):
    """One of three settings, each with the false alarms that it costs."""

    watchfulness = forms.ChoiceField(
        label=gettext_lazy("How watchfully?"), widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )

    def __init__(self, *args: Any, watch: Watch, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("auto_id", f"id_{watch.id}_%s")
        kwargs.setdefault("initial", {"watchfulness": watch.watchfulness})
        super().__init__(*args, **kwargs)
        listed: Any = self.fields["watchfulness"]
        listed.choices = [(each.value, _said(each, watch)) for each in Watchfulness]


class QuietForm(OnceForm):
    """From when until when; both empty for never."""

    begins = forms.TimeField(
        label=gettext_lazy("Quiet from"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=gettext_lazy("Leave both empty to be told at every hour."),
    )
    ends = forms.TimeField(
        label=gettext_lazy("Quiet until"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )

    @staticmethod
    def of(lookout: Lookout | None) -> dict[str, object]:
        """What the form shows of the hours that hold."""
        if lookout is None:
            return {"begins": Lookout._meta.get_field("quiet_from").get_default(),
                    "ends": Lookout._meta.get_field("quiet_until").get_default()}  # fmt: skip
        return {"begins": lookout.quiet_from, "ends": lookout.quiet_until}


class ListenForm(forms.Form):
    """Of which alerts somebody wants to be told."""

    hears = forms.ChoiceField(
        label=gettext_lazy("Tell me of"), choices=Hears, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )


def _said(setting: Watchfulness, watch: Watch) -> str:
    expected = watch.expected.get(setting.value) if isinstance(watch.expected, dict) else None
    often = alert_words.often(FALSE_ALARMS_A_MONTH[setting] if expected is None else float(expected))
    return _("%(setting)s: expect %(often)s") % {"setting": setting.label, "often": often}
