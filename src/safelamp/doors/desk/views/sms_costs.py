"""Text messages: the numbers that are printed, counts of each month, and the price that the organisation pays."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from safelamp.doors.desk import by_sms, sms_on_paper
from safelamp.doors.desk.forms.organisation import SmsNumbersForm, SmsPriceForm
from safelamp.doors.desk.navigation import done
from safelamp.doors.desk.permits import DeskRequest, needs
from safelamp.ground.organisations import operations, queries
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.organisations.policy import Permission
from safelamp.ground.post import news
from safelamp.loop.reports.sms_counts import months_of


@needs(Permission.KEEP_ORGANISATION)
@require_safe
def costs(request: DeskRequest) -> HttpResponse:
    """The months, the newest first."""
    return _page(request)


@needs(Permission.KEEP_ORGANISATION)
@require_POST
def keep_numbers(request: DeskRequest) -> HttpResponse:
    """The numbers that stand on posters, forms, cards and slips; empty for none."""
    own = queries.organisation(request.desk.member.organisation_id)
    form = SmsNumbersForm(request.POST, organisation=own)
    if not form.is_valid():
        return _page(request, numbers_form=form)
    operations.print_sms_numbers(own, numbers=form.cleaned_data["sms_numbers"], by=request.desk.member)
    return done("desk:sms_costs")


@needs(Permission.KEEP_ORGANISATION)
@require_POST
def keep_price(request: DeskRequest) -> HttpResponse:
    """The price of one segment; empty where it is not known."""
    form = SmsPriceForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form)
    operations.choose_sms_price(
        request.desk.member.organisation,
        price=form.cleaned_data["price"],
        currency=form.cleaned_data["currency"],
        by=request.desk.member,
    )
    return done("desk:sms_costs")


def _page(
    request: DeskRequest, *, form: SmsPriceForm | None = None, numbers_form: SmsNumbersForm | None = None
) -> HttpResponse:
    own = queries.organisation(request.desk.member.organisation_id)
    months = [(month, by_sms.money(own, month.segments)) for month in months_of(request.desk.member)]
    price = None if own.sms_price is None else f"{own.sms_price.normalize():f}"
    initial = {"price": price, "currency": own.sms_currency}
    context = {"organisation": own, "months": months, "form": form or SmsPriceForm(initial=initial)}
    context |= {"numbers_form": numbers_form or _numbers_form(own), "gateway": sms_on_paper.gateway_is_there()}
    context |= {"news": news.cost(), "news_money": by_sms.money(own, news.cost())}
    return render(request, "desk/sms_costs.html", context)


def _numbers_form(own: Organisation) -> SmsNumbersForm:
    """What is printed now; where nothing is, the number from which the gateway sends, to be looked at and kept."""
    sender = settings.POST_SMS.sender if settings.POST_SMS else ""
    guessed = sender if sender.lstrip("+").isdigit() else ""
    initial = {"sms_numbers": own.sms_numbers or guessed, "knowing": own.sms_although_hostile}
    return SmsNumbersForm(initial=initial, organisation=own)
