"""The forms with which something is set aside."""

from django import forms
from django.utils.translation import gettext_lazy

from safelamp.doors.desk.forms.cases import CaseForm
from safelamp.doors.desk.forms.fields import words_field
from safelamp.doors.desk.once import OnceForm
from safelamp.loop.cases import setting_aside
from safelamp.loop.cases.models import Case
from safelamp.loop.reports.models import Why


class SetAsideForm(OnceForm):
    """One of few reasons: words of one's own would be another thing to keep."""

    why = forms.ChoiceField(label=gettext_lazy("Why can nobody work with it?"), choices=Why, widget=forms.RadioSelect)


class SetCaseAsideForm(CaseForm):
    """Why nobody can confirm it any more."""

    reason = words_field(gettext_lazy("Why can nobody confirm it any more?"))

    def act(self) -> Case:
        """Sets the case aside."""
        return setting_aside.set_case_aside(self.case, self.cleaned_data["reason"], by=self.session)
