"""Forms about promises, agreements and trainings. Each knows its act; a citation travels beside it as ids only."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk.forms.cases import NOT_IN_LIST
from safelamp.doors.desk.forms.fields import DayField, words_field
from safelamp.doors.desk.once import OnceForm
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.models import Workplace
from safelamp.ground.workplaces.queries import reached_by
from safelamp.loop.agreements import operations as agreements
from safelamp.loop.agreements.citations import Citation
from safelamp.loop.agreements.models import Agreement, AgreementKind, Clause, Commitment, Promiser, Renewal
from safelamp.loop.agreements.operations import AgreementFacts
from safelamp.loop.agreements.states import CommitmentVerb
from safelamp.loop.training import operations as training
from safelamp.loop.training.models import Training
from safelamp.loop.training.operations import TrainingFacts

EARLIEST = dt.date(1900, 1, 1)
LATEST_IN = dt.timedelta(days=50 * 366)
MOST_PEOPLE = 10_000_000
LONGEST_NAMES = 300


def years_hold(day: dt.date | None) -> dt.date | None:
    """Keeps a day where people can have meant it."""
    if day is not None and not EARLIEST <= day <= timezone.localdate() + LATEST_IN:
        raise forms.ValidationError(_("Check the year of this day."))
    return day


class CitedForm(OnceForm):
    """A form that may rest on words of the public record."""

    def __init__(self, *args: Any, session: OpenSession, citation: Citation | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.session = session
        self.citation = citation


class CommitmentForm(CitedForm):
    """Who promised what, and by when."""

    who = forms.CharField(label=gettext_lazy("Who promised it?"), max_length=LONGEST_NAMES)
    promiser = forms.ChoiceField(
        label=gettext_lazy("What sort of body is that?"),
        choices=Promiser,
        widget=forms.RadioSelect,
        error_messages=NOT_IN_LIST,
    )
    what = words_field(
        gettext_lazy("What was promised?"),
        help_text=gettext_lazy("One thing of which you can say later whether it was kept."),
    )
    due_on = DayField(
        label=gettext_lazy("By when?"), required=False, help_text=gettext_lazy("Empty if no day was promised.")
    )

    def clean_due_on(self) -> dt.date | None:
        """A day that can be meant."""
        return years_hold(self.cleaned_data["due_on"])

    def act(self) -> Commitment:
        """Follows the promise."""
        given = self.cleaned_data
        return agreements.follow(
            promiser=Promiser(given["promiser"]),
            who=given["who"],
            what=given["what"],
            due_on=given["due_on"],
            citation=self.citation,
            by=self.session,
        )


class EvidenceForm(OnceForm):
    """What shows it."""

    evidence = words_field(
        gettext_lazy("What shows it?"),
        help_text=gettext_lazy("Who saw what, or where it stands. No names of those who told you."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        commitment: Commitment,
        verb: CommitmentVerb,
        session: OpenSession,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.commitment, self.verb, self.session = commitment, verb, session

    def act(self) -> Commitment:
        """Does what the page is for."""
        words = self.cleaned_data["evidence"]
        return agreements.settle(self.commitment, self.verb, evidence=words, by=self.session)


class AgreementForm(CitedForm):
    """Between whom, what sort, from when until when."""

    parties = forms.CharField(label=gettext_lazy("Between whom?"), max_length=LONGEST_NAMES)
    kind = forms.ChoiceField(
        label=gettext_lazy("What sort of agreement?"), choices=AgreementKind, error_messages=NOT_IN_LIST
    )
    signed_on = DayField(label=gettext_lazy("Signed on"))
    expires_on = DayField(
        label=gettext_lazy("Ends on"), required=False, help_text=gettext_lazy("Empty if it has no end.")
    )
    workplace = forms.ModelChoiceField(
        label=gettext_lazy("Workplace"),
        queryset=Workplace.objects.none(),
        empty_label=gettext_lazy("More than one, or none of ours"),
        required=False,
        error_messages=NOT_IN_LIST,
    )
    about = words_field(gettext_lazy("What it says on safety and health"), required=False)
    safety_clause = forms.ChoiceField(
        label=gettext_lazy("Does it hold a clause on safety and health?"),
        choices=Clause, required=False, error_messages=NOT_IN_LIST,
    )  # fmt: skip
    committee_clause = forms.ChoiceField(
        label=gettext_lazy("Does it hold a clause on a safety committee?"),
        choices=Clause, required=False, error_messages=NOT_IN_LIST,
    )  # fmt: skip

    def __init__(self, *args: Any, session: OpenSession, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, session=session, **kwargs)
        places: Any = self.fields["workplace"]
        places.queryset = reached_by(session.member)

    def clean_signed_on(self) -> dt.date | None:
        """A day that can be meant."""
        return years_hold(self.cleaned_data["signed_on"])

    def clean_expires_on(self) -> dt.date | None:
        """A day that can be meant."""
        return years_hold(self.cleaned_data["expires_on"])

    def act(self) -> Agreement:
        """Writes the agreement down."""
        given = self.cleaned_data
        facts = AgreementFacts(
            kind=AgreementKind(given["kind"]),
            signed_on=given["signed_on"],
            expires_on=given["expires_on"],
            workplace=given["workplace"],
            safety_clause=Clause(given["safety_clause"]),
            committee_clause=Clause(given["committee_clause"]),
        )
        return agreements.write_agreement(
            facts, parties=given["parties"], about=given["about"], citation=self.citation, by=self.session
        )


class RenewForm(OnceForm):
    """When it was renewed and until when."""

    renewed_on = DayField(label=gettext_lazy("Renewed on"))
    expires_on = DayField(
        label=gettext_lazy("Now ends on"), required=False, help_text=gettext_lazy("Empty if it has no end.")
    )

    def __init__(self, *args: Any, agreement: Agreement, session: OpenSession, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.agreement, self.session = agreement, session

    def clean_renewed_on(self) -> dt.date | None:
        """A day that can be meant."""
        return years_hold(self.cleaned_data["renewed_on"])

    def clean_expires_on(self) -> dt.date | None:
        """A day that can be meant."""
        return years_hold(self.cleaned_data["expires_on"])

    def act(self) -> Renewal:
        """Keeps the renewal."""
        given = self.cleaned_data
        return agreements.renew(
            self.agreement, renewed_on=given["renewed_on"], expires_on=given["expires_on"], by=self.session
        )


class TrainingForm(CitedForm):
    """What was held, when, where and for how many."""

    title = forms.CharField(label=gettext_lazy("What was it called?"), max_length=LONGEST_NAMES)
    held_from = DayField(label=gettext_lazy("First day"))
    held_until = DayField(label=gettext_lazy("Last day"))
    place = forms.CharField(label=gettext_lazy("Where?"), max_length=LONGEST_NAMES, required=False)
    participants = forms.IntegerField(
        label=gettext_lazy("How many took part?"), min_value=1, max_value=MOST_PEOPLE, required=False
    )
    women = forms.IntegerField(
        label=gettext_lazy("How many of them women?"), min_value=0, max_value=MOST_PEOPLE, required=False
    )
    unions = forms.IntegerField(
        label=gettext_lazy("From how many unions?"), min_value=1, max_value=MOST_PEOPLE, required=False
    )
    about = words_field(gettext_lazy("What it was about, and what was planned"), required=False)

    def clean_held_from(self) -> dt.date | None:
        """A day that can be meant."""
        return years_hold(self.cleaned_data["held_from"])

    def clean_held_until(self) -> dt.date | None:
        """A day that can be meant."""
        return years_hold(self.cleaned_data["held_until"])

    def act(self) -> Training:
        """Writes the training down."""
        given = self.cleaned_data
        facts = TrainingFacts(
            held_from=given["held_from"],
            held_until=given["held_until"],
            participants=given["participants"],
            women=given["women"],
            unions=given["unions"],
        )
        return training.write(
            facts,
            title=given["title"],
            place=given["place"],
            about=given["about"],
            citation=self.citation,
            by=self.session,
        )
