"""Deaths and injuries that the record tells: single events, totals over a time, estimates and others, kept apart."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safelamp.doors.public import toll_rows
from safelamp.doors.public.caching import kept_shortly
from safelamp.doors.public.narrowing import narrowed, offers
from safelamp.doors.public.paging import page_number, without
from safelamp.record.searching.toll_queries import METRICS, tolls
from safelamp.record.searching.tolls import Sort

FIGURES_A_PAGE = 25


@require_safe
def toll(request: HttpRequest) -> HttpResponse:
    """Each number with its words; a total only over single events that are distinct news."""
    metric = request.GET.get("of", "")
    metric = metric if metric in METRICS else METRICS[0]
    asked = narrowed(request.GET, metrics=(metric,))
    held = tolls(asked, metric=metric)
    sort = request.GET.get("kind", "")
    shown_sort = Sort(sort) if sort in set(Sort) else held.first_sort
    page = Paginator(held.of(shown_sort), FIGURES_A_PAGE).get_page(page_number(request.GET))
    return kept_shortly(
        render(
            request,
            "public/tolls.html",
            {
                "metric": metric,
                "metrics": toll_rows.metric_choices(metric),
                "sorts": toll_rows.sort_choices(held, shown_sort),
                "sort": shown_sort,
                "held": held,
                "left_out": toll_rows.reasons(held),
                "by_country": toll_rows.country_rows(held),
                "by_year": held.by_year(),
                "page": page,
                "rows": [toll_rows.row(figure) for figure in page.object_list],
                "offers": offers(asked),
                "kept_fields": [("of", metric)],
                "kept": without(request.GET, "page"),
                "other_metric": without(request.GET, "page", "of"),
                "other_sort": without(request.GET, "page", "kind"),
            },
        )
    )
