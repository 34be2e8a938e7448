"""How far an instance has come: whether it may be founded, served, or must be brought up to date first."""

from enum import Enum

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from safelamp.ground.organisations.models import Organisation

DEMONSTRATION_MARK = "demonstration-log-ins.json"


class Stage(Enum):
    """The stages, each with what to do."""

    EMPTY = "Nothing has been started here yet. Run: safelamp start"
    BEHIND = "The program is newer than its database. Make a backup, then run: safelamp django migrate"
    NEWER = "The database was made by a newer Safelamp than this one. Install that version, or restore its backup."
    DEMONSTRATION = "This folder holds the demonstration. A real instance needs a folder of its own: set SAFELAMP_HOME."
    STARTED = "It has been started."


def stage() -> Stage:
    """Where this instance stands; raises django.db.Error when the database cannot be reached."""
    if (settings.HOME / DEMONSTRATION_MARK).exists():
        return Stage.DEMONSTRATION
    if not _has_organisation():
        return Stage.EMPTY
    executor = MigrationExecutor(connection)
    if set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations):
        return Stage.NEWER
    return Stage.BEHIND if executor.migration_plan(executor.loader.graph.leaf_nodes()) else Stage.STARTED


def _has_organisation() -> bool:
    table = Organisation._meta.db_table
    return table in connection.introspection.table_names() and Organisation.objects.exists()
