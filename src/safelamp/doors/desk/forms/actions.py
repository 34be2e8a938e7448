"""Forms about actions and plans. Each knows its act."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk.forms.cases import NOT_IN_LIST
from safelamp.doors.desk.forms.fields import DayField, words_field
from safelamp.doors.desk.once import OnceForm
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.queries import members_of
from safelamp.ground.vault.models import Audience
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.models import Workplace
from safelamp.ground.workplaces.queries import reached_by
from safelamp.loop.actions import operations, queries
from safelamp.loop.actions.models import ControlLevel, CorrectiveAction, CostBand, OwnerSide, Plan, SeenHow, Term
from safelamp.loop.cases.models import Case

FARTHEST_DUE = dt.timedelta(days=5 * 366)
DUE_IN = dt.timedelta(days=30)  # proposed, changed as agreed
LONGEST_NAME = 120
MOST_WORKERS = 10_000


class AgreeForm(OnceForm):
    """What was agreed, how strong it is, who owes it and by when."""

    what = words_field(
        gettext_lazy("What was agreed?"),
        help_text=gettext_lazy("One thing that can be seen when it is done. No names of those who told you."),
        rows=2,
    )
    level = forms.TypedChoiceField(
        label=gettext_lazy("How strong is it? Strongest first."),
        choices=ControlLevel,
        coerce=lambda value: ControlLevel(int(value)),
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    owner_side = forms.ChoiceField(
        label=gettext_lazy("Who owes it?"), choices=OwnerSide, error_messages=NOT_IN_LIST, initial=OwnerSide.SITE
    )
    owner = forms.CharField(
        label=gettext_lazy("Department or function"),
        help_text=gettext_lazy("Such as: maintenance, line manager."),
        max_length=LONGEST_NAME,
        required=False,
    )
    owner_member = forms.ChoiceField(
        label=gettext_lazy("Colleague who owes it for the union"), required=False, error_messages=NOT_IN_LIST
    )
    due_on = DayField(label=gettext_lazy("Due on"))
    cost = forms.ChoiceField(
        label=gettext_lazy("What it costs"), choices=CostBand, required=False, error_messages=NOT_IN_LIST
    )
    plan = forms.ChoiceField(label=gettext_lazy("Part of a plan"), required=False, error_messages=NOT_IN_LIST)

    def __init__(self, *args: Any, case: Case, session: OpenSession, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("initial", {"due_on": timezone.localdate() + DUE_IN})
        super().__init__(*args, **kwargs)
        self.case = case
        self.session = session
        self._members = {str(each.id): each for each in members_of(case.organisation).filter(is_active=True)}
        self._plans = {str(each.id): each for each in _plans(session.member, case)}
        _choices(self, "owner_member", [(key, each.login_name) for key, each in self._members.items()])
        _choices(self, "plan", [(key, _plan_name(each)) for key, each in self._plans.items()])

    def clean_due_on(self) -> dt.date:
        """From today on, within five years."""
        return _due(self.cleaned_data["due_on"])

    def clean(self) -> dict[str, Any]:
        """A colleague owes only for the union."""
        cleaned = super().clean() or {}
        if cleaned.get("owner_member") and cleaned.get("owner_side") != OwnerSide.UNION:
            self.add_error("owner_member", _("A colleague can owe an action only for the union."))
        return cleaned

    def act(self) -> CorrectiveAction:
        """Writes the action down."""
        given = self.cleaned_data
        return operations.agree(
            self.case,
            what=given["what"],
            level=given["level"],
            owner_side=OwnerSide(given["owner_side"]),
            owner=given["owner"],
            owner_member=self._members.get(given["owner_member"]),
            due_on=given["due_on"],
            cost=CostBand(given["cost"]),
            plan=self._plans.get(given["plan"]),
            by=self.session,
        )


class ActionForm(OnceForm):
    """A form about one action, for one session."""

    def __init__(self, *args: Any, action: CorrectiveAction, session: OpenSession, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.action = action
        self.session = session

    def act(self) -> CorrectiveAction:
        """Does what the form is for."""
        raise NotImplementedError


class StartForm(ActionForm):
    """Nothing to fill in."""

    def act(self) -> CorrectiveAction:
        """Work has begun."""
        return operations.start(self.action, by=self.session)


class ReportFixedForm(ActionForm):
    """What whoever owes it says."""

    words = words_field(gettext_lazy("Who said so, and how"), required=False)

    def act(self) -> CorrectiveAction:
        """Writes down that it is said to be fixed."""
        return operations.report_fixed(self.action, words=self.cleaned_data["words"], by=self.session)


class VerifyForm(ActionForm):
    """How it was seen."""

    seen_how = forms.ChoiceField(
        label=gettext_lazy("How was it seen?"), choices=SeenHow, widget=forms.RadioSelect, error_messages=NOT_IN_LIST
    )
    told_by_count = forms.IntegerField(
        label=gettext_lazy("How many workers told you"),
        help_text=gettext_lazy("Only where workers told you."),
        min_value=1,
        max_value=MOST_WORKERS,
        required=False,
    )
    evidence = words_field(gettext_lazy("What was seen"), required=False)

    def clean(self) -> dict[str, Any]:
        """Told by workers says by how many."""
        cleaned = super().clean() or {}
        told = cleaned.get("seen_how") == SeenHow.TOLD
        if told and not cleaned.get("told_by_count") and "told_by_count" not in self.errors:
            self.add_error("told_by_count", _("Say how many workers told you."))
        return cleaned

    def act(self) -> CorrectiveAction:
        """Verifies it."""
        given = self.cleaned_data
        seen_how = SeenHow(given["seen_how"])
        return operations.verify(
            self.action,
            seen_how=seen_how,
            told_by_count=given["told_by_count"] if seen_how == SeenHow.TOLD else None,
            evidence=given["evidence"],
            by=self.session,
        )


class RefuseForm(ActionForm):
    """Why it is not really done."""

    reason = words_field(gettext_lazy("What is not done?"))

    def act(self) -> CorrectiveAction:
        """Sends it back."""
        return operations.do_not_accept(self.action, reason=self.cleaned_data["reason"], by=self.session)


class EscalateForm(ActionForm):
    """To whom and why."""

    reason = words_field(gettext_lazy("To whom, and why"))

    def act(self) -> CorrectiveAction:
        """Takes it higher."""
        return operations.escalate(self.action, reason=self.cleaned_data["reason"], by=self.session)


class ReviseForm(ActionForm):
    """Another due date with its reason."""

    due_on = DayField(label=gettext_lazy("New due date"))
    reason = words_field(gettext_lazy("Reason"))

    def clean_due_on(self) -> dt.date:
        """From today on, within five years."""
        return _due(self.cleaned_data["due_on"])

    def act(self) -> CorrectiveAction:
        """Agrees the other date."""
        given = self.cleaned_data
        return operations.revise_due_date(self.action, due_on=given["due_on"], reason=given["reason"], by=self.session)


class IntoPlanForm(ActionForm):
    """Which plan it belongs to."""

    plan = forms.ChoiceField(label=gettext_lazy("Plan"), error_messages=NOT_IN_LIST)

    def __init__(self, *args: Any, action: CorrectiveAction, session: OpenSession, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, action=action, session=session, **kwargs)
        self._plans = {str(each.id): each for each in _plans(session.member, action.case)}
        _choices(self, "plan", [(key, _plan_name(each)) for key, each in self._plans.items()])

    @property
    def nobody(self) -> str:
        """Why the form cannot be used."""
        return "" if self._plans else _("This workplace has no plan yet. Make one under Plans.")

    def act(self) -> CorrectiveAction:
        """Puts it into the plan."""
        return operations.put_into_plan(self.action, self._plans[self.cleaned_data["plan"]], by=self.session)


class PlanForm(OnceForm):
    """A new plan of a workplace."""

    workplace = forms.ModelChoiceField(
        label=gettext_lazy("Workplace"),
        queryset=Workplace.objects.none(),
        empty_label=gettext_lazy("Choose"),
        error_messages=NOT_IN_LIST,
    )
    term = forms.ChoiceField(
        label=gettext_lazy("How far does it reach?"),
        choices=Term,
        widget=forms.RadioSelect,
        initial=Term.IMMEDIATE,
        error_messages=NOT_IN_LIST,
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_NAME)

    def __init__(self, *args: Any, session: OpenSession, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.session = session
        places: Any = self.fields["workplace"]
        places.queryset = reached_by(session.member)

    def act(self) -> Plan:
        """Makes the plan."""
        given = self.cleaned_data
        return operations.make_plan(given["workplace"], term=Term(given["term"]), title=given["title"], by=self.session)


def _plans(member: Member, case: Case) -> list[Plan]:
    if case.workplace_id is None:
        return []
    return list(queries.plans_for(member).filter(workplace=case.workplace_id, audience=Audience(case.audience)))


def _plan_name(plan: Plan) -> str:
    return f"{plan.number} · {Term(plan.term).label}"


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field: Any = form.fields[name]
    field.choices = [("", _("Nobody") if name == "owner_member" else _("Choose")), *choices]


def _due(day: dt.date) -> dt.date:
    today = timezone.localdate()
    if not today <= day <= today + FARTHEST_DUE:
        raise forms.ValidationError(_("Choose a day from today on, within five years."))
    return day
