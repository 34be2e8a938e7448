"""Forms of what can be corrected in an item: each gives the changes that it stands for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.forms.review import (
    DATE_HINT,
    KINDS,
    ExactWords,
    ValuesForm,
    country_choices,
    span_in,
    spans_of,
)
from safelamp.engines.extraction.values import Span
from safelamp.record.reading.keeping import body_of
from safelamp.record.reading.models import LONGEST_DATELINE, LONGEST_LABEL, FactKind, Item
from safelamp.record.reviewing import bounds
from safelamp.record.reviewing.gold_rules import is_date
from safelamp.record.reviewing.models import Act, Subject
from safelamp.record.reviewing.operations import Change


class ItemForm(forms.Form):
    """A form about one item of a page."""

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:  # noqa: ANN401  # Django's own arguments
        super().__init__(*args, **kwargs)
        self.item = item
        self.page = item.page

    @property
    def stood(self) -> Span:
        """Where the item's headline stands."""
        return Span(self.item.headline_start, self.item.headline_end)

    def changes(self) -> Sequence[Change]:
        """What the form asks for."""
        raise NotImplementedError

    def span(self, words: str) -> Span:
        """Where exact words stand, the item's own first."""
        return span_in(words, self.page, within=spans_of(self.item), near=self.item.headline_start)

    def of_item(self, after: dict[str, Any]) -> Change:
        """Another value for the item itself."""
        return Change(Subject.ITEM, Act.CHANGE, self.stood, bounds.values_of(self.item), after)


class HeadForm(ItemForm):
    """Headline, date, label and place."""

    headline = ExactWords(label=_("Headline"))
    published = forms.CharField(label=_("Published"), max_length=10, required=False, help_text=DATE_HINT)
    label = forms.CharField(label=_("Sort of text, as printed"), max_length=LONGEST_LABEL, required=False)
    dateline = forms.CharField(label=_("Place by the date, as printed"), max_length=LONGEST_DATELINE, required=False)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:  # noqa: ANN401
        names = ("headline", "published", "label", "dateline")
        super().__init__(*args, item=item, initial={name: getattr(item, name) for name in names}, **kwargs)

    def clean_headline(self) -> Span:
        """Where the headline stands."""
        return self.span(self.cleaned_data["headline"])

    def clean_published(self) -> str:
        """A day, month or year."""
        day: str = self.cleaned_data["published"]
        if day and (not is_date(day) or day.startswith(("-", "P"))):
            raise forms.ValidationError(_now("This is not a day. %(hint)s") % {"hint": DATE_HINT})
        return day

    def clean(self) -> dict[str, Any]:
        """Label and place must stand on the page."""
        for name in ("label", "dateline"):
            words = self.cleaned_data.get(name)
            if words and words not in self.page.text:
                self.add_error(name, _now("These words do not stand on the page."))
        return self.cleaned_data

    def changes(self) -> Sequence[Change]:
        """Only what differs."""
        held = self.cleaned_data
        names = ("published", "label", "dateline")
        after: dict[str, Any] = {name: held[name] for name in names if held[name] != getattr(self.item, name)}
        if held["headline"] != self.stood:
            after["headline"] = bounds.anchors_of(self.page.text, [held["headline"]])[0]
        return [self.of_item(after)] if after else []


class CountriesForm(ItemForm):
    """Countries that the item is about."""

    add = forms.ChoiceField(label=_("Add a country"), required=False)
    words = ExactWords(label=_("The words that say so"), required=False)
    away = forms.MultipleChoiceField(label=_("Take away"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, item=item, **kwargs)
        choices = country_choices()
        names = dict(choices)
        self.fields["add"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        held = [(one.country, names.get(one.country, one.country)) for one in item.countries.all()]
        self.fields["away"].choices = held  # type: ignore[attr-defined]
        if not held:
            del self.fields["away"]

    def clean(self) -> dict[str, Any]:
        """A country needs the words that say so."""
        if self.cleaned_data.get("add"):
            try:
                self.cleaned_data["span"] = self.span(self.cleaned_data.get("words") or "")
            except forms.ValidationError as problem:
                self.add_error("words", problem)
        return self.cleaned_data

    def changes(self) -> Sequence[Change]:
        """One for each country."""
        added = self.cleaned_data.get("add")
        found = [Change(Subject.COUNTRY, Act.ADD, self.cleaned_data["span"], after={"code": added})] if added else []
        away = self.cleaned_data.get("away", ())
        taken = [one for one in self.item.countries.all() if one.country in away]
        return [
            *found,
            *(
                Change(Subject.COUNTRY, Act.TAKE_AWAY, Span(one.start, one.end), before={"code": one.country})
                for one in taken
            ),
        ]


class MissedForm(ItemForm, ValuesForm):
    """A fact that the program missed."""

    words = ExactWords(label=_("The exact words of the fact"))
    sort = forms.ChoiceField(label=_("It is"), choices=KINDS)
    field_order = ("words", "sort", "value", "metric", "qualifier", "unit", "counted", "period", "code")

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, item=item, kind=None, **kwargs)

    def clean_words(self) -> Span:
        """Where they stand."""
        return self.span(self.cleaned_data["words"])

    def clean(self) -> dict[str, Any]:
        """Checks the values of the chosen kind."""
        if "sort" in self.cleaned_data:
            self.check(FactKind(self.cleaned_data["sort"]))
        return self.cleaned_data

    def changes(self) -> Sequence[Change]:
        """The fact."""
        kind, span = FactKind(self.cleaned_data["sort"]), self.cleaned_data["words"]
        values = self.values(kind, span.of(self.page.text))
        return [Change(Subject(kind.value), Act.ADD, span, after=values | {"alone": True})]


class NameForm(ItemForm):
    """A name that must not be shown in public and that the program missed."""

    words = ExactWords(label=_("The name, as the page writes it"), max_length=120)

    def clean_words(self) -> Span:
        """Where it stands."""
        return self.span(self.cleaned_data["words"])


class BoundsForm(ItemForm):
    """Where the item's text begins and ends."""

    first = ExactWords(label=_("The first words of its text"))
    last = ExactWords(label=_("The last words of its text"))

    def clean(self) -> dict[str, Any]:
        """The first words must stand before the last."""
        held = self.cleaned_data
        if "first" in held and "last" in held:
            try:
                first = span_in(held["first"], self.page, within=spans_of(self.item), near=self.item.headline_end)
                last = span_in(held["last"], self.page, near=first.end)
            except forms.ValidationError as problem:
                self.add_error(None, problem)
            else:
                if last.end <= first.start:
                    self.add_error("last", _now("The last words stand before the first. Change one of them."))
                held["bounds"] = (first.start, last.end)
        return held

    def changes(self) -> Sequence[Change]:
        """The item with these bounds."""
        body = lines_between(self.page.text, *self.cleaned_data["bounds"])
        return [self.of_item({"body": bounds.anchors_of(self.page.text, body)})]


class SplitForm(ItemForm):
    """Two pieces of news that were read as one."""

    headline = ExactWords(label=_("The headline of the second piece of news"))

    def clean_headline(self) -> Span:
        """It must stand inside the item's text, not at its beginning."""
        words: str = self.cleaned_data["headline"]
        span = self.span(words)
        body = body_of(self.item)
        if not body or not body[0].start < span.start < body[-1].end:
            raise forms.ValidationError(_now("The second headline must stand inside the text of this item."))
        return span

    def changes(self) -> Sequence[Change]:
        """The first without the second, then the second."""
        text, cut = self.page.text, self.cleaned_data["headline"]
        body = body_of(self.item)
        before = lines_between(text, body[0].start, cut.start)
        behind = lines_between(text, cut.end, body[-1].end)
        second = {"headline": bounds.anchors_of(text, [cut])[0], "body": bounds.anchors_of(text, behind)}
        return [
            self.of_item({"body": bounds.anchors_of(text, before)}),
            Change(Subject.ITEM, Act.ADD, cut, after=second),
        ]


class MergeForm(ItemForm):
    """The item below belongs to this one."""

    def next_item(self) -> Item | None:
        """The item that stands below."""
        below = self.page.items.filter(headline_start__gt=self.item.headline_start, earlier_of__isnull=True)
        return below.order_by("headline_start").first()

    def clean(self) -> dict[str, Any]:
        """There must be one."""
        if self.next_item() is None:
            self.add_error(None, _now("No item stands below this one."))
        return self.cleaned_data

    def changes(self) -> Sequence[Change]:
        """This one with both texts; the other goes first, so that what it held finds its place."""
        below = self.next_item()
        if below is None:
            return []
        text = self.page.text
        theirs = [Span(below.headline_start, below.headline_end), *body_of(below)]
        body = [*body_of(self.item), *theirs]
        return [
            self.of_item({"body": bounds.anchors_of(text, body)}),
            Change(Subject.ITEM, Act.TAKE_AWAY, theirs[0], bounds.values_of(below)),
        ]


class RemoveForm(ItemForm):
    """What was read as news and is none."""

    def changes(self) -> Sequence[Change]:
        """The item goes."""
        return [Change(Subject.ITEM, Act.TAKE_AWAY, self.stood, bounds.values_of(self.item))]


def lines_between(text: str, start: int, end: int) -> list[Span]:
    """The lines from `start` to `end` that hold something, without the white space around them."""
    spans, place = [], start
    for line in text[start:end].splitlines(keepends=True):
        words = line.strip()
        if words:
            first = place + line.index(words)
            spans.append(Span(first, first + len(words)))
        place += len(line)
    return spans
