"""The search index over `Item.words`: FTS5 kept by triggers on SQLite, GIN on PostgreSQL.

A later migration that changes `reading_item` on SQLite rebuilds the table and so drops the triggers: run
`make_index` again after it. A test adds an item and finds it by its words, so a forgotten one is seen.
"""

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE reading_item_words USING fts5(
        words, content='reading_item', content_rowid='search_row',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    )""",
    """CREATE TRIGGER reading_item_words_insert AFTER INSERT ON reading_item BEGIN
        INSERT INTO reading_item_words(rowid, words) VALUES (new.search_row, new.words);
    END""",
    """CREATE TRIGGER reading_item_words_delete AFTER DELETE ON reading_item BEGIN
        INSERT INTO reading_item_words(reading_item_words, rowid, words) VALUES ('delete', old.search_row, old.words);
    END""",
    """CREATE TRIGGER reading_item_words_update AFTER UPDATE OF words, search_row ON reading_item BEGIN
        INSERT INTO reading_item_words(reading_item_words, rowid, words) VALUES ('delete', old.search_row, old.words);
        INSERT INTO reading_item_words(rowid, words) VALUES (new.search_row, new.words);
    END""",
    "INSERT INTO reading_item_words(reading_item_words) VALUES ('rebuild')",
)
# The tokens are ready: no parser of PostgreSQL may cut Thai or Khmer ones again.
POSTGRESQL = (
    "CREATE INDEX reading_item_words ON reading_item USING gin (array_to_tsvector(string_to_array(words, ' ')))",
)
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
UNDO = {
    "sqlite": (
        "DROP TRIGGER reading_item_words_insert",
        "DROP TRIGGER reading_item_words_delete",
        "DROP TRIGGER reading_item_words_update",
        "DROP TABLE reading_item_words",
    ),
    "postgresql": ("DROP INDEX reading_item_words",),
}


def make_index(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reading", "0001_initial")]
    operations = [migrations.RunPython(make_index, drop_index)]
