"""Forms of what is done to an alert. Each knows its act; no answer is coloured."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk import alert_words, titles
from safelamp.doors.desk.forms.fields import words_field
from safelamp.doors.desk.once import OnceForm
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.insight.alerts import operations, queries
from safelamp.insight.alerts.choices import Feedback, Risk
from safelamp.insight.alerts.models import Alert
from safelamp.insight.alerts.states import AlertVerb
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.queries import open_cases_for

NOT_IN_LIST = {"invalid_choice": gettext_lazy("Choose one from the list.")}
MOST_CASES = 40  # in the list; the newest


class AlertForm(OnceForm):
    """A form about one alert, for one session; `verb` is what the table of states calls it."""

    def __init__(self, *args: Any, alert: Alert, verb: AlertVerb, session: OpenSession, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.alert, self.verb, self.session = alert, verb, session

    def act(self) -> Alert:
        """Does what the form is for, and returns the alert to go on with."""
        return operations.handle(self.alert, self.verb, by=self.session, note=self.cleaned_data.get("note", ""))


class VerifyForm(AlertForm):
    """It is real; with how one knows, if one likes."""

    note = words_field(gettext_lazy("How do you know?"), required=False)


class WordsForm(AlertForm):
    """Words are needed."""

    note = words_field(gettext_lazy("What do you know?"))


class EndForm(AlertForm):
    """How it ended."""

    note = words_field(gettext_lazy("How did it end?"))


class AssessForm(AlertForm):
    """How great the risk is, in four steps."""

    risk = forms.ChoiceField(
        label=gettext_lazy("How great is the risk?"),
        help_text=gettext_lazy("How bad could it become, how many people does it reach, and does it go on?"),
        choices=[each for each in Risk.choices if each[0]],
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    note = words_field(gettext_lazy("Why?"), required=False)

    def act(self) -> Alert:
        """Keeps the assessment."""
        given = self.cleaned_data
        return operations.handle(
            self.alert, AlertVerb.ASSESS, by=self.session, note=given["note"], risk=Risk(given["risk"])
        )


class ActForm(AlertForm):
    """What was done, and in which case it goes on."""

    case = forms.ChoiceField(
        label=gettext_lazy("In which case does it go on?"), required=False, error_messages=NOT_IN_LIST
    )
    note = words_field(gettext_lazy("What was done?"))

    def __init__(self, *args: Any, alert: Alert, session: OpenSession, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, alert=alert, session=session, **kwargs)
        listed: Any = self.fields["case"]
        listed.choices = [("", _("in none")), *_cases(alert, session)]

    def act(self) -> Alert:
        """Keeps what was done; the case's number stands before the words."""
        number = self.cleaned_data["case"]
        words = self.cleaned_data["note"]
        note = _("Case %(number)s. %(words)s") % {"number": number, "words": words} if number else words
        return operations.handle(self.alert, self.verb, by=self.session, note=note)


class MergeForm(AlertForm):
    """Which alert it becomes part of."""

    into = forms.ChoiceField(label=gettext_lazy("Which alert is it part of?"), error_messages=NOT_IN_LIST)
    note = words_field(gettext_lazy("Why?"), required=False)

    def __init__(self, *args: Any, alert: Alert, session: OpenSession, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, alert=alert, session=session, **kwargs)
        others = list(queries.mergeable(session.member, alert)[:MOST_CASES])
        self._others = {str(each.id): each for each in others}
        listed: Any = self.fields["into"]
        listed.choices = [
            ("", _("Choose")),
            *((str(each.id), title) for each, title in zip(others, alert_words.titles_of(others), strict=True)),
        ]

    @property
    def nobody(self) -> str:
        """Why the form cannot be used, if there is no other alert."""
        return "" if self._others else _("No other open alert is there that the same people read.")

    def act(self) -> Alert:
        """Puts it into the other."""
        other = self._others[self.cleaned_data["into"]]
        return operations.merge(self.alert, into=other, by=self.session, note=self.cleaned_data["note"])


class JudgeForm(AlertForm):
    """What a closed alert was, as one knows now."""

    feedback = forms.ChoiceField(
        label=gettext_lazy("What was it?"),
        choices=[each for each in Feedback.choices if each[0]],
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    note = words_field(gettext_lazy("What do you know?"))

    def act(self) -> Alert:
        """Keeps the better word."""
        given = self.cleaned_data
        return operations.correct_feedback(self.alert, Feedback(given["feedback"]), by=self.session, note=given["note"])


def _cases(alert: Alert, session: OpenSession) -> list[tuple[str, str]]:
    """Open cases of the same readers: those of its workplace or danger first, then the newest.

    A case of the restricted lane is not named in an alert that others read.
    """
    restricted = Q(audience=Audience.RESTRICTED)
    alike = open_cases_for(session.member).filter(restricted if alert.audience == Audience.RESTRICTED else ~restricted)
    found: list[Case] = list(alike.order_by("-opened_on", "id")[:MOST_CASES])
    found.sort(key=lambda case: (case.workplace_id != alert.workplace_id, case.hazard != alert.hazard))
    opened = titles.of_cases(session, found)
    return [
        (case.number, f"{case.number} · {opened.get(case.id) or titles.of_untitled(case.hazard, case.lane)}")
        for case in found
    ]
