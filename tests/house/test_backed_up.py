"""Every table belongs to one of the two backups; keys lie in none but their own."""

import re

import pytest
from django.apps import apps
from django.db import models

from safelamp.ground.vault.models import Address, HeldKey, KeyPair
from safelamp.site.backups.parts import (
    DATA_OF_THE_VAULT,
    KEY_COLUMNS,
    KEY_MODELS,
    LEFT_OUT,
    MADE_ANEW,
    Part,
    tables_of,
)

BACKED_UP = [model for model in apps.get_models() if model._meta.app_label not in MADE_ANEW and model not in LEFT_OUT]
VAULT = {model for model in apps.get_models() if model._meta.app_label == "vault"}
SOUNDS_LIKE_A_KEY = re.compile(r"private|password|passphrase|secret|wrapped")
# Wrapped under the reporter's receipt, and it opens the union's answers only: a backup of the keys that is a month
# old must not shut reporters out of this month's threads.
KEYS_AMONG_THE_DATA = {"reports.Report.wrapped_private"}


def columns_of(part: Part) -> list[tuple[str, str]]:
    return [(table.name, column.name) for table in tables_of(part) for column in table.columns]


def test_every_model_of_the_vault_is_assigned_to_keys_or_data() -> None:
    assert KEY_MODELS | DATA_OF_THE_VAULT == VAULT, "see safelamp.site.backups.parts"
    assert not KEY_MODELS & DATA_OF_THE_VAULT


@pytest.mark.parametrize("model", BACKED_UP, ids=lambda model: model._meta.label)
def test_every_column_is_in_exactly_one_backup(model: type[models.Model]) -> None:
    table = model._meta.db_table
    for field in model._meta.concrete_fields:
        where = [part for part in Part if (table, field.column) in columns_of(part)]
        assert len(where) == 1 or (field.primary_key and model in KEY_COLUMNS), field.name


def test_what_lives_for_a_day_is_in_no_backup() -> None:
    kept = {table.name for part in Part for table in tables_of(part)}
    assert not kept & {model._meta.db_table for model in LEFT_OUT}


def test_what_is_made_anew_is_not_ours() -> None:
    assert not [
        model for model in apps.get_models() if model._meta.app_label in MADE_ANEW and "safelamp" in model.__module__
    ]


@pytest.mark.parametrize("model", BACKED_UP, ids=lambda model: model._meta.label)
def test_a_field_that_sounds_like_a_key_is_among_the_keys(model: type[models.Model]) -> None:
    suspicious = {field.name for field in model._meta.concrete_fields if SOUNDS_LIKE_A_KEY.search(field.name)}
    if model not in KEY_MODELS:
        excused = {name for name in suspicious if f"{model._meta.label}.{name}" in KEYS_AMONG_THE_DATA}
        assert suspicious - excused == KEY_COLUMNS.get(model, frozenset())


def test_pairs_and_those_who_hold_them_are_keys_and_addresses_are_apart_from_the_courier_key() -> None:
    assert {KeyPair, HeldKey} <= KEY_MODELS
    assert Address in DATA_OF_THE_VAULT


def test_no_table_stands_in_a_backup_twice() -> None:
    for part in Part:
        names = [table.name for table in tables_of(part)]
        assert len(set(names)) == len(names)
