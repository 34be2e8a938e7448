"""Forms of what is done to a case. Each knows its act."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk.forms.fields import DayField, words_field
from safelamp.doors.desk.forms.reports import LONGEST_TITLE
from safelamp.doors.desk.once import OnceForm
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.queries import is_posted
from safelamp.loop.actions import closing
from safelamp.loop.cases import floor, operations, queries, shredding
from safelamp.loop.cases.models import Case, ConfirmedBy, FloorAnswer
from safelamp.loop.cases.rating import Likelihood, WorstHarm

ANSWER_IN = dt.timedelta(days=14)  # proposed, changed as agreed
ANSWER_IN_DANGER = dt.timedelta(days=1)
FARTHEST_ANSWER = dt.timedelta(days=366)
NOT_IN_LIST = {"invalid_choice": gettext_lazy("Choose one from the list.")}


class CaseForm(OnceForm):
    """A form about one case, for one session."""

    def __init__(self, *args: Any, case: Case, session: OpenSession, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.case = case
        self.session = session

    def act(self) -> Case:
        """Does what the form is for, and returns the case to go on with."""
        raise NotImplementedError


class RatingForm(CaseForm):
    """Credible worst harm first, then likelihood."""

    worst_harm = forms.ChoiceField(
        label=gettext_lazy("What is the worst that can credibly happen?"),
        choices=WorstHarm,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    likelihood = forms.ChoiceField(
        label=gettext_lazy("How likely is that harm?"),
        help_text=gettext_lazy("Leave it open if you cannot say. What could kill is top priority anyway."),
        choices=[("", gettext_lazy("I cannot say")), *Likelihood.choices],
        required=False,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("initial", {"worst_harm": case.worst_harm, "likelihood": case.likelihood})
        super().__init__(*args, case=case, **kwargs)

    def act(self) -> Case:
        """Rates the case."""
        likelihood = self.cleaned_data["likelihood"]
        return operations.rate(
            self.case,
            worst_harm=WorstHarm(self.cleaned_data["worst_harm"]),
            likelihood=Likelihood(likelihood) if likelihood else None,
            by=self.session,
        )


class RenameForm(CaseForm):
    """Another title."""

    title = forms.CharField(
        label=gettext_lazy("Title of the case"),
        help_text=gettext_lazy("What is dangerous, in a few words. No names of people."),
        max_length=LONGEST_TITLE,
    )

    def act(self) -> Case:
        """Gives the title."""
        return operations.rename(self.case, self.cleaned_data["title"], by=self.session)


class HandOverForm(CaseForm):
    """Only colleagues who may read the case stand in the list."""

    to = forms.ChoiceField(label=gettext_lazy("Who takes it on?"), error_messages=NOT_IN_LIST)
    note = words_field(gettext_lazy("What they should know"), required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, case=case, **kwargs)
        self._hands: dict[str, Member] = {str(member.id): member for member in queries.next_hands(case)}
        listed: Any = self.fields["to"]
        listed.choices = [
            ("", _("Choose")),
            *((key, f"{member.login_name} · {Member.get_role_display(member)}") for key, member in self._hands.items()),
        ]

    @property
    def nobody(self) -> str:
        """Why the form cannot be used, if nobody can take it on."""
        return (
            "" if self._hands else _("Nobody else may read this case and work on it. Ask an officer to admit somebody.")
        )

    def act(self) -> Case:
        """Hands the case over."""
        to = self._hands[self.cleaned_data["to"]]
        return operations.hand_over(self.case, to=to, note=self.cleaned_data["note"], by=self.session)


class MergeForm(CaseForm):
    """Into which case, by its number."""

    number = forms.CharField(
        label=gettext_lazy("Number of the case that it becomes part of"),
        help_text=gettext_lazy("Six letters and digits, such as 3F2-A1B. It stands above each case."),
        max_length=12,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_number(self) -> Case:
        """The one case with that number that the member may know of."""
        found = queries.numbered(self.session.member, self.cleaned_data["number"])
        others = [case for case in found if case.id != self.case.id]
        if not others:
            raise forms.ValidationError(_("There is no other case with this number that you may read."))
        return others[0]

    def act(self) -> Case:
        """Puts the case into the other."""
        return operations.merge(self.case, into=self.cleaned_data["number"], by=self.session)


class NoteForm(CaseForm):
    """A note into the history."""

    words = words_field(gettext_lazy("Note"), help_text=gettext_lazy("Sealed to those who may read the case."))

    def act(self) -> Case:
        """Writes the note."""
        return operations.note(self.case, self.cleaned_data["words"], by=self.session)


class EndDangerForm(CaseForm):
    """How it is known that nobody is in danger now."""

    words = words_field(gettext_lazy("How do you know that nobody is in danger now?"))

    def act(self) -> Case:
        """Takes the case out of danger now."""
        return operations.end_danger(self.case, self.cleaned_data["words"], by=self.session)


class HoldForm(CaseForm):
    """Who needs the case, and why."""

    reason = words_field(
        gettext_lazy("Who needs it, and why?"), help_text=gettext_lazy("Sealed to those who may read the case.")
    )

    def act(self) -> Case:
        """Holds the case back."""
        return shredding.hold(self.case, self.cleaned_data["reason"], by=self.session)


class EndHoldForm(CaseForm):
    """Why nobody needs it any more."""

    reason = words_field(gettext_lazy("Why is it not needed any more?"))

    def act(self) -> Case:
        """Lets it go the way of all cases."""
        return shredding.end_hold(self.case, self.cleaned_data["reason"], by=self.session)


class RaiseForm(CaseForm):
    """By which day the employer must answer."""

    answer_due = DayField(label=gettext_lazy("The employer answers by"))
    note = words_field(
        gettext_lazy("How and with whom it was raised"),
        help_text=gettext_lazy("Sealed to those who may read the case. It is not sent to the employer."),
        required=False,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:  # noqa: ANN401
        ahead = ANSWER_IN_DANGER if case.danger_now else ANSWER_IN
        kwargs.setdefault("initial", {"answer_due": timezone.localdate() + ahead})
        super().__init__(*args, case=case, **kwargs)

    def clean_answer_due(self) -> dt.date:
        """A day from today on, within a year."""
        day: dt.date = self.cleaned_data["answer_due"]
        today = timezone.localdate()
        if not today <= day <= today + FARTHEST_ANSWER:
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return day

    def act(self) -> Case:
        """Keeps that it was raised."""
        given = self.cleaned_data
        return operations.raise_with_employer(
            self.case, answer_due=given["answer_due"], note=given["note"], by=self.session
        )


class AskForm(CaseForm):
    """Nothing to fill in: the question is a ready one."""

    def act(self) -> Case:
        """Asks every reporter of the case."""
        return floor.ask_the_floor(self.case, by=self.session)


class CloseForm(CaseForm):
    """On whose word it closes; only what is true stands in the list."""

    confirmed_by = forms.ChoiceField(
        label=gettext_lazy("Who on the floor says that it is solved?"),
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    note = words_field(gettext_lazy("What was seen"), required=False)

    def __init__(self, *args: Any, case: Case, session: OpenSession, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, case=case, session=session, **kwargs)
        listed: Any = self.fields["confirmed_by"]
        listed.choices = [(each.value, each.label) for each in _who_confirms(case, session.member)]

    @property
    def nobody(self) -> str:
        """Why the form cannot be used, and who can."""
        if _who_confirms(self.case, self.session.member):
            return ""
        return _(
            "No reporter has said yet that it is fixed, and you are not a safety representative of this workplace. "
            "Ask the floor, or ask the representative to confirm it here."
        )

    def act(self) -> Case:
        """Closes the case."""
        confirmed_by = ConfirmedBy(self.cleaned_data["confirmed_by"])
        return closing.close_case(self.case, by=self.session, confirmed_by=confirmed_by, note=self.cleaned_data["note"])


class ReopenForm(CaseForm):
    """Why it is open again."""

    note = words_field(gettext_lazy("What came back?"))

    def act(self) -> Case:
        """Opens the case again."""
        return closing.reopen_case(self.case, by=self.session, note=self.cleaned_data["note"])


def _who_confirms(case: Case, member: Member) -> list[ConfirmedBy]:
    who = [ConfirmedBy.REPORTER] if queries.answers_of(case).get(FloorAnswer.FIXED) else []
    if case.workplace is not None and is_posted(member, case.workplace):
        who.append(ConfirmedBy.REPRESENTATIVE)
    return who
