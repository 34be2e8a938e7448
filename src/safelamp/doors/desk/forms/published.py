"""Forms about statements and newsletters."""

from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelamp.doors.desk.once import OnceForm
from safelamp.ground.languages.spoken import spoken_languages
from safelamp.record.publishing.models import (
    LONGEST_HEADLINE,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_QUERY,
    LONGEST_REASON,
    LONGEST_TEXT,
    Rhythm,
)
from safelamp.record.publishing.newsletters import Owner, Plan
from safelamp.record.publishing.refusals import Refused
from safelamp.record.publishing.tongues import LANGUAGES
from safelamp.record.publishing.wording import Words
from safelamp.record.searching.asked import Search

LONGEST_ADDRESS = 4_000


class PublishingForm(OnceForm):
    """A form whose act may be refused by the rules of publishing."""

    def publish(self, act: Callable[[], object]) -> bool:
        """Does the act; what it refuses stands above the form, in its own words."""
        try:
            act()
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return False
        return True


class StatementForm(PublishingForm):
    """A statement's words in one language."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    headline = forms.CharField(
        label=gettext_lazy("Headline"),
        help_text=gettext_lazy("One sentence: what you say, not what about."),
        max_length=LONGEST_HEADLINE,
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("Where you say it, such as Rayong, Thailand."),
        max_length=LONGEST_PLACE,
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("An empty line between paragraphs. Name nobody who could be harmed by it."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args: Any, fixed: str = "", **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # it stands above
        names = spoken_languages()
        field.choices = [(fixed, names.get(fixed, fixed))] if fixed else list(names.items())

    @property
    def words(self) -> Words:
        """What was written."""
        given = self.cleaned_data
        return Words(given["headline"], given["place"], given["text"])


class WithdrawForm(PublishingForm):
    """Why a statement is withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"),
        help_text=gettext_lazy("Everybody reads this sentence under the statement's link."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


_OWNERS: tuple[tuple[str, Promise], ...] = (
    (Owner.ORGANISATION.value, gettext_lazy("your organisation")),
    (Owner.INSTANCE.value, gettext_lazy("this server, for everybody on it")),
)


class NewsletterForm(PublishingForm):
    """A search, and how it goes out."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Readers see it in each subject line, such as Mines in Pakistan."),
        max_length=LONGEST_NAME,
    )
    query = forms.CharField(
        label=gettext_lazy("Which search?"),
        help_text=gettext_lazy(
            "Search the public record until it shows what you want. Then copy the address of that page to here."
        ),
        max_length=LONGEST_ADDRESS,
        required=False,
    )
    rhythm = forms.ChoiceField(label=gettext_lazy("How often?"), choices=Rhythm, initial=Rhythm.WEEKLY)
    language = forms.ChoiceField(label=gettext_lazy("Language that is offered first"), choices=list(LANGUAGES.items()))
    owner = forms.ChoiceField(label=gettext_lazy("In whose name?"), choices=_OWNERS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, owners: Collection[Owner] = (), **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        if len(owners) <= 1:
            del self.fields["owner"]

    def clean_name(self) -> str:
        """One line that can stand in a subject."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not name.isprintable():
            raise forms.ValidationError(_("This holds signs that are not letters. Write the name again."))
        return name

    def clean_query(self) -> Search:
        """The search that an address or its query holds."""
        text = str(self.cleaned_data["query"]).strip()
        search = Search.from_query(urlsplit(text).query if "://" in text or text.startswith("/") else text)
        if text and search.is_empty and "=" in text:
            raise forms.ValidationError(
                _("No search could be read from this. Copy the whole address of a page of results.")
            )
        if text and "=" not in text and "://" not in text and not text.startswith("/"):
            search = Search(words=text[:200])
        if len(search.as_query()) > LONGEST_QUERY:
            raise forms.ValidationError(_("This search is too long. Choose fewer things to search for."))
        return search

    @property
    def plan(self) -> Plan:
        """The newsletter that was asked for."""
        given = self.cleaned_data
        return Plan(given["name"], given["query"], given["language"], Rhythm(given["rhythm"]))

    @property
    def chosen_owner(self) -> Owner:
        """In whose name it goes out."""
        return Owner(self.cleaned_data.get("owner", Owner.ORGANISATION.value))
