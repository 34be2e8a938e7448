"""What is written again for a later test is what the real operations wrote."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from safelamp.engines.sealing.envelopes import PublicKey
from safelamp.ground.organisations.models import Organisation, OrganisationKind
from safelamp.ground.vault import members, sealing
from safelamp.ground.vault.models import Audience
from tests.people import House, build
from tests.remembered import memories_by_id, remembered


def everything() -> Mapping[str, Sequence[tuple[Any, ...]]]:
    """Every row of every table."""
    return {
        model._meta.label: sorted((tuple(map(str, row)) for row in model._base_manager.values_list()), key=str)
        for model in apps.get_models()
    }


def made(name: str) -> tuple[House, Mapping[str, Sequence[tuple[Any, ...]]]]:
    """The organisation of that name, everything that the database then holds; and it is empty again."""
    with transaction.atomic():
        house = remembered(name, lambda: build(name, kind=OrganisationKind.UNION))
        rows = everything()
        transaction.set_rollback(True)
    return house, rows


@pytest.mark.django_db
def test_the_same_rows_stand_in_every_table() -> None:
    name = uuid.uuid4().hex[:8]
    (first, founded), (second, again) = made(name), made(name)
    assert founded == again
    assert len(founded["vault.HeldKey"]) > len(first.everybody) == len(second.everybody)
    assert first.sheets == second.sheets


@pytest.mark.django_db
def test_another_test_gets_values_of_its_own() -> None:
    name = uuid.uuid4().hex[:8]
    made(name)
    (first, _), (second, _) = made(name), made(name)
    first.organisation.name = "Other"
    assert (second.organisation.name, second.organisation.id) == (name, first.organisation.id)
    assert second.workplace.organisation is second.organisation


def test_passphrase_and_keys_of_a_copy_open_what_they_opened(union: House) -> None:
    again = members.log_in(union.officer.member.login_name, union.officer.passphrase)
    assert again is not None
    assert again.private == union.officer.session.private
    pair = union.officer.member.held_keys.values_list("pair_id", flat=True).first()
    assert again.private_half(pair)


def test_what_a_process_knew_of_an_organisation_is_forgotten(union: House) -> None:
    sealing.inbox_key(union.organisation, Audience.READERS)
    key: dict[Any, tuple[float, PublicKey]] = sealing._known
    assert any(key is known for known in memories_by_id())
    assert key
    remembered("Anybody", Organisation.objects.count)
    assert not key
