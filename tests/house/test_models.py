"""Models obey the house: foreign keys go down, ids are random, every field says what shredding does to it."""

import itertools
import uuid

import pytest
from django.apps import apps
from django.db import models

OURS = [model for model in apps.get_models() if model.__module__.startswith("safelamp.")]
REFERENCES = [
    (model, field)
    for model in OURS
    for field in itertools.chain(model._meta.concrete_fields, model._meta.many_to_many)
    if field.is_relation and field.related_model.__module__.startswith("safelamp.")
]
WAYS = {"keep", "blank", "drop"}


def place_of(model: type[models.Model]) -> tuple[str, str]:
    """Floor and room."""
    _, floor, room, *_ = model.__module__.split(".")
    return floor, room


def height(layers: list[set[str]], name: str) -> int:
    """How far down a floor or room lies; 0 is the top."""
    return next(depth for depth, layer in enumerate(layers) if name in layer)


def may_refer(layers: dict[str, list[set[str]]], source: tuple[str, str], target: tuple[str, str]) -> bool:
    if source == target:
        return True
    if source[0] == target[0]:
        order = layers[source[0]]
        return height(order, source[1]) < height(order, target[1])
    order = layers["floors"]
    return height(order, source[0]) < height(order, target[0])


@pytest.mark.parametrize(("model", "field"), REFERENCES, ids=str)
def test_a_foreign_key_goes_down_the_house(
    layers: dict[str, list[set[str]]], model: type[models.Model], field: models.ForeignKey[models.Model]
) -> None:
    assert may_refer(layers, place_of(model), place_of(field.related_model))


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (("loop", "cases"), ("loop", "reports"), True),
        (("loop", "reports"), ("loop", "cases"), False),
        (("loop", "reports"), ("loop", "register"), False),
        (("record", "reading"), ("loop", "reports"), False),
        (("ground", "vault"), ("loop", "reports"), False),
        (("insight", "indicators"), ("ground", "workplaces"), True),
    ],
)
def test_the_order_is_the_one_of_the_contracts(
    layers: dict[str, list[set[str]]], source: tuple[str, str], target: tuple[str, str], expected: bool
) -> None:
    assert may_refer(layers, source, target) is expected


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_shredding_is_declared_for_every_field(model: type[models.Model]) -> None:
    fields = {field.name for field in itertools.chain(model._meta.concrete_fields, model._meta.many_to_many)} - {"id"}
    declared = vars(model).get("SHREDDING")
    assert declared is not None, f"{model._meta.label} needs SHREDDING = {{field: 'keep', 'blank' or 'drop'}}"
    assert set(declared) == fields
    assert set(declared.values()) <= WAYS


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_ids_are_random_and_never_tell_an_order(model: type[models.Model]) -> None:
    key = model._meta.pk
    assert isinstance(key, models.UUIDField)
    assert key.default is uuid.uuid4
