"""What can be corrected in an item: one row an act. Addresses and pages follow from it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.forms import review_items as forms
from safelamp.doors.desk.forms.review_items import ItemForm


@dataclass(frozen=True, slots=True)
class ItemAct:
    """An act: its address, its words and its form; `takes_away` where the item is not there any more afterwards."""

    path: str
    question: Promise
    button: Promise
    hint: Promise
    form: type[ItemForm]
    takes_away: bool = False


ITEM_ACTS: dict[str, ItemAct] = {
    "review_missed": ItemAct(
        "missed", _("Add a fact that was missed"), _("Add it"),
        _("A fact stands on the exact words of the page. Copy them, then say what they mean."), forms.MissedForm,
    ),
    "review_head": ItemAct(
        "head", _("Correct headline, date, label or place"), _("Keep it"),
        _("A date is the day of publication, never that of an event."), forms.HeadForm,
    ),
    "review_countries": ItemAct(
        "countries", _("Correct the countries"), _("Keep it"),
        _("Where it happens, or whose workers it is about; not where an owner or a donor is at home."),
        forms.CountriesForm,
    ),
    "review_bounds": ItemAct(
        "bounds", _("Correct where its text begins and ends"), _("Keep it"),
        _("What stands between moves to this item, with its facts."), forms.BoundsForm,
    ),
    "review_split": ItemAct(
        "split", _("Make two items of it"), _("Split it"),
        _("The second one begins at its headline. Its facts go with it."), forms.SplitForm,
    ),
    "review_merge": ItemAct(
        "merge", _("Put the item below into this one"), _("Put them together"),
        _("The two are one piece of news. The headline of this one stays."), forms.MergeForm,
    ),
    "review_remove": ItemAct(
        "remove", _("This is no news: take it away"), _("Take it away"),
        _("For menus, advertisements and the like. It stays away when the page is read again."), forms.RemoveForm,
        takes_away=True,
    ),
}  # fmt: skip
