"""The room's Django registration."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room under its short label."""

    name = "safelamp.loop.wall"
    label = "wall"
