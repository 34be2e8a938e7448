"""Sorts of receipts: a typed code is tried as each, and nothing that is stored tells which it is."""

import datetime as dt

import pytest

from safelamp.doors.worker.visit import Visit
from safelamp.engines.sealing.receipts import Sort
from safelamp.loop.reports import operations, queries, receiving
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.receiving import ReceiptLookup
from tests.loop.tellings import telling
from tests.people import House

NOW = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)


@pytest.mark.parametrize("sort", Sort)
def test_a_code_opens_its_report_and_says_its_sort(union: House, sort: Sort) -> None:
    receipt = operations.receive(telling(union, sort=sort)).receipt
    access = queries.access(receipt)
    assert access is not None
    assert access.sort == sort
    assert access.report == Report.objects.get()


@pytest.mark.parametrize("sort", Sort)
def test_a_code_tried_as_another_sort_opens_nothing(union: House, sort: Sort) -> None:
    """By SMS a code is tried as SMS only: what a worker tells on the web is never opened there."""
    lookups = receiving.lookups_of(operations.receive(telling(union, sort=sort)).receipt)
    assert queries.access_by({other: found for other, found in lookups.items() if other != sort}) is None


def test_a_lookup_with_the_key_of_another_sort_opens_nothing(union: House) -> None:
    lookups = receiving.lookups_of(operations.receive(telling(union)).receipt)
    mixed = ReceiptLookup(lookups[Sort.OWN].lookup, lookups[Sort.SMS].wrapping_key)
    assert queries.access_by({Sort.OWN: mixed}) is None


def test_a_shredded_report_is_not_found_by_an_empty_lookup(union: House) -> None:
    operations.receive(telling(union))
    Report.objects.update(lookup=None)
    assert queries.access_by({Sort.OWN: ReceiptLookup(b"", b"k" * 32)}) is None


@pytest.mark.parametrize("sort", Sort)
def test_a_visit_remembers_the_sort(union: House, sort: Sort) -> None:
    lookups = receiving.lookups_of(operations.receive(telling(union, sort=sort)).receipt)
    visit = Visit.read(Visit(*lookups[sort], sort).field(now=NOW), now=NOW)
    access = visit.access()
    assert visit.sort == sort
    assert access is not None
    assert access.sort == sort
