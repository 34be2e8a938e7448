"""Migrations say what the models say, can be undone, and stay in the database that they are for."""

import inspect
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.core.management.commands import makemigrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.db.migrations.operations.base import Operation


def operations_of_ours() -> Iterator[tuple[str, Operation]]:
    for migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values():
        if migration.__module__.startswith("safelamp."):
            for operation in migration.operations:
                yield f"{migration.app_label}.{migration.name}: {operation.describe()}", operation


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command(makemigrations.Command(), check_changes=True, dry_run=True, verbosity=1)


def test_every_migration_can_be_undone() -> None:
    """Whoever goes back to the version before (deploy/back) keeps the reports that came in meanwhile."""
    operations = dict(operations_of_ours())
    assert operations
    assert [what for what, operation in operations.items() if not operation.reversible] == []


def test_code_in_a_migration_writes_to_the_database_that_is_migrated() -> None:
    """A backup is restored into a database aside: the default one is empty then, or somebody else's."""
    elsewhere = [
        what
        for what, operation in operations_of_ours()
        if isinstance(operation, RunPython)
        and "objects" in (source := inspect.getsource(operation.code))
        and ".using(" not in source
        and "db_manager(" not in source
    ]
    assert elsewhere == []
