"""Asking to take something down: no account, no cookie, no script; what is written is sealed at once."""

import secrets
import uuid

from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from safelamp.doors.look import plain_http
from safelamp.ground.vault.queries import NoKey
from safelamp.record.reading import queries
from safelamp.record.reading.models import Item
from safelamp.record.reading.showing import shown_headline_text
from safelamp.record.reviewing import take_downs

SALT = "safelamp.take-down"
OPEN_FOR = 24 * 60 * 60  # seconds that a form may lie open
GONE, OPENLY, NOT_KEPT, TRY_LATER = 410, 403, 422, 503


class TakeDownForm(forms.Form):
    """Why, and how to answer; the signed random value lets the same form be kept once."""

    value = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
    why = forms.CharField(
        label=_("What should go, and why"),
        help_text=_("A name, a number, the whole item. Say no more about anybody than is needed."),
        max_length=take_downs.LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "autocomplete": "off"}),
        error_messages={"required": _("Write what should go, and why.")},
    )
    way = forms.CharField(
        label=_("How we can answer you"),
        help_text=_("An e-mail address or a phone number. Without it you see the answer on the item’s page."),
        max_length=take_downs.LONGEST_WAY,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def clean_value(self) -> str:
        """The random value; a form that lay open too long, or is not ours, is shown again."""
        try:
            return str(signing.loads(self.cleaned_data["value"], salt=SALT, max_age=OPEN_FOR))
        except signing.BadSignature:
            raise forms.ValidationError(_("This form lay open for too long. Send it once more.")) from None


def new_value() -> str:
    """A signed random value for one showing of the form."""
    return signing.dumps(secrets.token_hex(16), salt=SALT)


@csrf_exempt  # no cookie, no log-in: there is no session that another site could use
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """The form, and what became of it."""
    try:
        item = queries.public_item(item_id)
    except Item.DoesNotExist:
        if queries.was_taken_down(item_id):
            return taken_down(request)
        raise Http404 from None
    organisation = take_downs.receiver()
    if organisation is None:
        return _page(request, item, {"nobody": True})
    if not plain_http.takes_words(request, organisation):
        protected = plain_http.protected_address(request.path)
        return _page(request, item, {"open_line": True, "protected": protected}, status=OPENLY)
    return _form(request, item, named=organisation.shown_name)


def _form(request: HttpRequest, item: Item, *, named: str) -> HttpResponse:
    sent = request.POST.copy()
    form = TakeDownForm(sent if request.method == "POST" else None, initial={"value": new_value()})
    if not form.is_valid():
        if "value" in form.errors:
            sent["value"] = new_value()
        return _page(request, item, {"form": form, "organisation": named}, status=NOT_KEPT if form.is_bound else 200)
    held = form.cleaned_data
    try:
        take_downs.ask(item, why=held["why"], way=held["way"], value=held["value"])
    except take_downs.TooMany:
        return _page(request, item, {"too_many": True}, status=TRY_LATER)
    except NoKey:
        return _page(request, item, {"nobody": True}, status=TRY_LATER)
    return _page(request, item, {"organisation": named, "kept": True})


def taken_down(request: HttpRequest) -> HttpResponse:
    """An item stood here and was taken down: that, and no word of it."""
    return render(request, "public/taken_down.html", status=GONE)


def _page(request: HttpRequest, item: Item, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    common = {"item": item, "headline": shown_headline_text(item)}
    answer = render(request, "public/take_down.html", {**common, **context}, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
