"""The room's Django registration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from safelamp.record.reading.index_upkeep import look_after


class Config(AppConfig):
    """Registers the room under its short label."""

    name = "safelamp.record.reading"
    label = "reading"

    def ready(self) -> None:
        """Lets the search index be looked after whenever tables have changed."""
        post_migrate.connect(_after_migrating, sender=self)


def _after_migrating(using: str, **_kwargs: object) -> None:
    look_after(using)
