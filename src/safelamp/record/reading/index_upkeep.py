"""What keeps the search index true: triggers of the database, put (back) in place after every migration.

SQLite drops the triggers of a table whenever a migration rebuilds it, so they are looked after here and not in one
migration. The log of changes says which items a process that holds an index in memory must look at again: each row has
a rising number, a random mark (a number used twice, after a rollback or a restore, is seen) and the item; without an
item, all of them. The log keeps 60,000 rows: whoever is farther behind reads everything again.
"""

from django.db import connections
from django.db.backends.utils import CursorWrapper

CHANGED_FOR_ALL = (("reading_source", "organisation_id"), ("reading_page", "source_id"))  # table, column
CHILDREN = ("reading_itemcountry", "reading_itemsubject", "reading_fact")

WORDS = {
    "insert": """AFTER INSERT ON reading_item BEGIN
        INSERT INTO reading_item_words(rowid, words) VALUES (new.search_row, new.words);
    END""",
    "delete": """AFTER DELETE ON reading_item BEGIN
        INSERT INTO reading_item_words(reading_item_words, rowid, words) VALUES ('delete', old.search_row, old.words);
    END""",
    "update": """AFTER UPDATE OF words, search_row ON reading_item BEGIN
        INSERT INTO reading_item_words(reading_item_words, rowid, words) VALUES ('delete', old.search_row, old.words);
        INSERT INTO reading_item_words(rowid, words) VALUES (new.search_row, new.words);
    END""",
}
NOTE = "INSERT INTO reading_change(mark, item) VALUES (random(), {item})"
SQLITE_LOG = (
    """CREATE TABLE IF NOT EXISTS reading_change (
        number INTEGER PRIMARY KEY AUTOINCREMENT, mark INTEGER NOT NULL, item TEXT
    )""",
    """CREATE TRIGGER IF NOT EXISTS reading_change_short AFTER INSERT ON reading_change BEGIN
        DELETE FROM reading_change WHERE number <= new.number - 60000;
    END""",
)
POSTGRESQL_LOG = (
    "CREATE TABLE IF NOT EXISTS reading_change (number bigserial PRIMARY KEY, mark bigint NOT NULL, item uuid)",
    # One writer at a time, so that numbers become visible in their order.
    """CREATE OR REPLACE FUNCTION reading_log(changed uuid) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE latest bigint;
    BEGIN
        PERFORM pg_advisory_xact_lock(7261);
        INSERT INTO reading_change(mark, item) VALUES ((random() * 9e15)::bigint, changed) RETURNING number INTO latest;
        DELETE FROM reading_change WHERE number <= latest - 60000;
    END $$""",
    """CREATE OR REPLACE FUNCTION reading_log_row() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE held jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    BEGIN
        PERFORM reading_log((held ->> TG_ARGV[0])::uuid);
        RETURN NULL;
    END $$""",
    """CREATE OR REPLACE FUNCTION reading_log_all() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM reading_log(NULL);
        RETURN NULL;
    END $$""",
)


def look_after(using: str) -> None:
    """Puts in place what is missing; does nothing before the tables exist, or where everything stands."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if not tables >= {"reading_item", "reading_source", "reading_page", *CHILDREN}:
            return
        if connection.vendor == "postgresql":
            _on_postgresql(cursor)
        else:
            _on_sqlite(cursor, tables)


def _on_sqlite(cursor: CursorWrapper, tables: set[str]) -> None:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    present = {name for (name,) in cursor.fetchall()}
    if "reading_item_words" in tables and not present >= {f"reading_item_words_{event}" for event in WORDS}:
        for event, body in WORDS.items():
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS reading_item_words_{event} {body}")
        cursor.execute("INSERT INTO reading_item_words(reading_item_words) VALUES ('rebuild')")
    for statement in SQLITE_LOG:
        cursor.execute(statement)
    for table, column in (("reading_item", "id"), *((table, "item_id") for table in CHILDREN)):
        for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
            name = f"{table}_changed_{event.lower()}"
            note = NOTE.format(item=f"{row}.{column}")
            cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} BEGIN {note}; END")
    for table, column in CHANGED_FOR_ALL:
        when, note = f"WHEN old.{column} IS NOT new.{column}", NOTE.format(item="NULL")
        cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {table}_changed AFTER UPDATE ON {table} {when} BEGIN {note}; END")


def _on_postgresql(cursor: CursorWrapper) -> None:
    for statement in POSTGRESQL_LOG:
        cursor.execute(statement)
    for table, column in (("reading_item", "id"), *((table, "item_id") for table in CHILDREN)):
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER {table}_changed AFTER INSERT OR UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION reading_log_row('{column}')"
        )
    for table, column in CHANGED_FOR_ALL:
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER {table}_changed AFTER UPDATE ON {table} FOR EACH ROW"
            f" WHEN (OLD.{column} IS DISTINCT FROM NEW.{column}) EXECUTE FUNCTION reading_log_all()"
        )
    cursor.execute(
        "CREATE OR REPLACE TRIGGER reading_item_emptied AFTER TRUNCATE ON reading_item"
        " FOR EACH STATEMENT EXECUTE FUNCTION reading_log_all()"
    )
