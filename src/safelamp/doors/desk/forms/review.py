"""Forms of the review: what a person decides about what the program read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.review_words import METRICS, QUALIFIERS
from safelamp.engines.extraction.values import Metric, Span
from safelamp.ground.standards.countries import codes, name_of
from safelamp.record.reading.keeping import body_of
from safelamp.record.reading.models import Fact, FactKind, Item, Page
from safelamp.record.reviewing.anchors import places_of
from safelamp.record.reviewing.gold_rules import STANDARD, is_date
from safelamp.record.reviewing.models import RELEASING, Reason

LONGEST_WORDS = 600
DATE_HINT = _("As 2024-06-21, 2024-06 or 2024; an interval as 2024-06-19/2024-06-21.")
KINDS = [
    (FactKind.FIGURE, _("a figure")),
    (FactKind.STANDARD, _("an international labour standard")),
    (FactKind.EVENT_DATE, _("the day of an event")),
    (FactKind.ORGANISATION, _("an organisation")),
    (FactKind.PLACE, _("a place")),
]


class ExactWords(forms.CharField):
    """Words that must stand on the page, letter for letter; white space makes no difference."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  # Django's own arguments
        kwargs.setdefault("max_length", LONGEST_WORDS)
        kwargs.setdefault("help_text", _("Copy them from the page beside, letter for letter."))
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2, "dir": "auto"}))
        super().__init__(**kwargs)


def span_in(words: str, page: Page, *, within: Sequence[Span] = (), near: int = 0) -> Span:
    """Where exact words stand, inside the item first; raises ValidationError that says how to find them."""
    found = list(places_of(words, page.text))
    inside = [span for span in found if any(part.start <= span.start and span.end <= part.end for part in within)]
    if not found:
        lower = list(places_of(words.casefold(), page.text.casefold()))
        if lower and len(page.text.casefold()) == len(page.text):
            stands = lower[0].of(page.text)
            raise forms.ValidationError(_now("The page writes it “%(words)s”. Copy it so.") % {"words": stands})
        raise forms.ValidationError(
            _now(
                "These words do not stand on the page. Copy them from the text beside; a part of a sentence is enough."
            )
        )
    return min(inside or found, key=lambda span: abs(span.start - near))


def spans_of(item: Item) -> list[Span]:
    """The item's headline and text."""
    return [Span(item.headline_start, item.headline_end), *body_of(item)]


class ValuesForm(forms.Form):
    """What a fact says."""

    value = forms.FloatField(label=_("How many"), required=False)
    metric = forms.ChoiceField(label=_("Of what"), choices=list(METRICS.items()), required=False)
    qualifier = forms.ChoiceField(label=_("How exactly"), choices=list(QUALIFIERS.items()), required=False)
    unit = forms.CharField(
        label=_("Unit"), max_length=40, required=False, help_text=_("For wages and money: USD, or USD/month.")
    )
    counted = forms.CharField(label=_("Counted are"), max_length=160, required=False)
    period = forms.CharField(
        label=_("When, or per what"), max_length=24, required=False, help_text=_("2024-06-19, or P1Y for a year.")
    )
    code = forms.CharField(label=_("It stands for"), max_length=40, required=False)

    def __init__(self, *args: Any, kind: FactKind | None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.kind = kind
        figure = ("value", "metric", "qualifier", "unit", "counted", "period")
        unwanted = {FactKind.FIGURE: ("code",), FactKind.STANDARD: figure, FactKind.EVENT_DATE: figure}
        for name in unwanted.get(kind, (*figure, "code")) if kind else ():
            del self.fields[name]

    def values(self, kind: FactKind, words: str) -> dict[str, Any]:
        """The values as a correction keeps them."""
        held = self.cleaned_data
        if kind != FactKind.FIGURE:
            return {"code": held.get("code") or words}
        names = ("metric", "value", "unit", "counted", "qualifier", "period")
        return {name: held.get(name) if name == "value" else held.get(name) or "" for name in names} | {"code": ""}

    def check(self, kind: FactKind) -> None:
        """Says what does not fit the kind of fact."""
        held = self.cleaned_data
        if kind == FactKind.FIGURE and held.get("value") is None and "value" not in self.errors:
            self.add_error("value", _now("Write the number."))
        if kind == FactKind.FIGURE and held.get("metric") == Metric.PERCENT:
            held["unit"] = "%"
        if held.get("period") and not is_date(held["period"]):
            self.add_error("period", _now("This is neither a day nor a time. %(hint)s") % {"hint": DATE_HINT})
        if kind == FactKind.STANDARD and not STANDARD.fullmatch(held.get("code") or ""):
            self.add_error("code", _now("Write a standard as C155, P155 or R197."))
        if kind == FactKind.EVENT_DATE and not is_date(held.get("code") or ""):
            self.add_error("code", _now("This is not a day. %(hint)s") % {"hint": DATE_HINT})


class FactForm(ValuesForm):
    """Another value for a fact that was read."""

    def __init__(self, *args: Any, fact: Fact, **kwargs: Any) -> None:  # noqa: ANN401
        names = ("value", "metric", "qualifier", "unit", "counted", "period", "code")
        kwargs.setdefault("initial", {name: getattr(fact, name) for name in names})
        if fact.value is not None and fact.value.is_integer():
            kwargs["initial"]["value"] = int(fact.value)
        super().__init__(*args, kind=FactKind(fact.kind), **kwargs)
        for name in ("metric", "qualifier", "code"):
            if name in self.fields:
                self.fields[name].required = name != "qualifier"

    def clean(self) -> dict[str, Any]:
        """Checks the values together."""
        if self.kind:
            self.check(self.kind)
        return self.cleaned_data


class PersonForm(forms.Form):
    """Whether a person may be named: the reason decides."""

    reason = forms.ChoiceField(
        label=_("Why"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason."), "invalid_choice": _("Choose a reason from the list.")},
    )

    def __init__(self, *args: Any, releases: Sequence[Reason], withholds: Sequence[Reason], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        groups = [(_now("Withhold the name, because"), [(one.value, one.label) for one in withholds])]
        if releases:
            groups.append((_now("Show the name, because"), [(one.value, one.label) for one in releases]))
        self.fields["reason"].choices = groups  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Reason:
        """The reason."""
        return Reason(self.cleaned_data["reason"])

    @property
    def releases(self) -> bool:
        """Whether the reason shows the name."""
        return self.chosen in RELEASING


def country_choices() -> list[tuple[str, str]]:
    """All countries by name."""
    return sorted(((code, name_of(code)) for code in codes()), key=lambda each: each[1])
