"""The register in Chromium: usable by everybody, at both sizes, in both modes; written without scripts."""

import pytest
from django.urls import reverse

from safelamp.loop.register import operations
from safelamp.loop.register.models import Entry, RegisterSource
from tests.browser import Device, Scripts
from tests.loop.register.written import DAY, NOW, disease, injury
from tests.people import House
from tests.screens import assert_accessible, log_in

pytestmark = pytest.mark.browser


def filled(house: House) -> list[Entry]:
    """An own injury, a disease, and a public source's injuries on two pages."""
    source = RegisterSource.objects.create(
        organisation=house.organisation, name="OSHA severe injury reports", public=True, licence="Public domain"
    )
    Entry.objects.bulk_create(
        Entry(
            organisation=house.organisation, source=source, source_key=str(number), kind="injury", hazard="machine",
            severity="serious", hospitalised=1, day=DAY, recorded_on=DAY, employer_public="Pepsi Bottling Group Inc.",
            place_public="Macon, Georgia", narrative_public="An employee's leg was pinned.",
        )
        for number in range(60)
    )  # fmt: skip
    public = Entry.objects.filter(source=source).first()
    assert public is not None
    public.codes.create(axis="event", scheme="OIICS", version="2.01", code="640")
    session = house.focal_point.session
    own = operations.record_injury(injury(workplace=house.workplace, hazard="struck"), by=session, at=NOW)
    operations.correct(own, facts=injury(workplace=house.workplace), reason="It was a ladder", by=session, at=NOW)
    return [public, own, operations.record_disease(disease(), by=session, at=NOW)]


def test_every_screen_of_the_register_is_usable_by_everybody(phone: Device, laptop: Device, union: House) -> None:
    entries = filled(union)
    addresses = [reverse(f"desk:register{end}") for end in ("", "_new", "_new_injury", "_new_disease")]
    addresses += [reverse("desk:register_entry", args=[entry.id]) for entry in entries]
    addresses += [reverse("desk:register_correct", args=[entry.id]) for entry in entries]
    for device in (phone, laptop):
        page = device.page("/desk/log-in/", scripts=Scripts.ON)
        log_in(page, union.officer)
        for address in addresses:
            page.goto(address)
            assert_accessible(page)


def test_an_injury_is_recorded_and_found_without_scripts(phone: Device, union: House) -> None:
    page = phone.page("/desk/log-in/")
    log_in(page, union.focal_point)
    page.goto(reverse("desk:register"))
    page.get_by_role("link", name="Record something").click()
    page.get_by_role("link", name="Record an injury").click()
    page.get_by_role("button", name="Record it").click()  # the browser asks for the day first
    page.get_by_label("On which day?", exact=True).fill("2026-03-02")
    page.get_by_label("What was the danger?").select_option("fall")
    page.get_by_label("At which workplace?").select_option(label="Union Mill")
    page.get_by_label("How badly?").select_option("serious")
    page.get_by_role("button", name="Record it").click()
    assert page.get_by_role("heading", level=1).inner_text().strip() == "Fall or slip, 2 March 2026"
    page.goto(reverse("desk:register"))
    assert "Showing 1–1 of 1 entry" in page.inner_text("main")
