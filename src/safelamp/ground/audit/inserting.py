"""Putting one new row into its table by a statement that is written once.

Django writes the statement anew for each row, which costs more than inserting it.
"""

from functools import lru_cache

from django.db import connection, models


def insert(row: models.Model) -> None:
    """Inserts a row that has no signals and no parent models; the database's constraints hold as for any write."""
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection=connection)
        for field in row._meta.local_concrete_fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(type(row)), values)
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001  # as its save() would leave it


@lru_cache
def _statement(model: type[models.Model]) -> str:
    quote, fields = connection.ops.quote_name, model._meta.local_concrete_fields
    names = ", ".join(quote(field.column or field.attname) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608  # our own names
