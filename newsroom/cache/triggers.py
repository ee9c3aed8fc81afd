"""The triggers that move the generation (newsroom/cache/generation.py) with every change of a row
that readers can see.

An app names its tables when it gets ready (`watch_app`); the triggers are made, and kept, after
every `migrate`, so that no shell, action or forgotten call can leave a stale page. Of some tables
readers see only what is in a list (newsroom/cache/referenced_rows.py): other rows move nothing.
"""

from collections.abc import Iterable, Iterator

from django.apps import AppConfig, apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models.signals import post_migrate

from newsroom.cache import referenced_rows
from newsroom.cache.referenced_rows import Listed

TABLE = CHANNEL = PREFIX = "newsroom_generation"
FUNCTION = "newsroom_generation_moved"

# Tables whose rows readers see: filled by watch() while the apps get ready.
WATCHED: set[str] = set()
# Those of them of which readers see only what is in a list.
LISTED: dict[str, Listed] = {}


def watch_app(label: str, *, but: Iterable[str] = ()) -> None:
    """Watch every table of an app, those of many-to-many fields too, but for the models named.

    A new model is watched unless somebody says that no reader's page shows it. Call it in the
    app's `ready()`. Raises LookupError for a name that is no model of the app.
    """
    config = apps.get_app_config(label)
    left_out = {TABLE, *(config.get_model(name)._meta.db_table for name in but)}
    tables = {
        model._meta.db_table
        for model in config.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    watch(*(tables - left_out))


def watch(*tables: str) -> None:
    """Watch these tables: their triggers are made, and kept, after every `migrate`."""
    WATCHED.update(tables)
    post_migrate.connect(_after_migrate, dispatch_uid=TABLE)


def watch_listed(listed: Listed) -> None:
    """Let a watched table move the generation only with rows that are in its list."""
    LISTED[listed.table] = listed


def _after_migrate(sender: AppConfig, using: str, **kwargs: object) -> None:
    # The signal comes once an app, after the migrations of all of them. SQLite makes a table
    # anew for most alterations and loses its triggers: so they are looked after every time.
    if sender.label == "newsroom":
        install(connections[using])


def install(connection: BaseDatabaseWrapper, tables: Iterable[str] | None = None) -> None:
    """Make the triggers that are missing, drop those of tables not watched, move the generation.

    Idempotent; takes no locks when nothing is to be made. Tables that do not exist are passed over.
    """
    existing = connection.introspection.table_names()
    if TABLE not in existing:
        return
    tables = WATCHED if tables is None else tables
    lists = _lists(existing, tables)
    entries = _doors(connection, existing, lists)
    wanted = _wanted(connection, existing, tables)
    found = _found(connection)
    with connection.cursor() as cursor:
        if entries.keys() - found:
            # Nobody knows what was named meanwhile. What trusts the lists is made anew behind
            # them, so that whatever breaks off half way is seen to be missing.
            for key in sorted(key for key in found if key[0] in lists and key not in entries):
                _drop(connection, cursor, *key)
            found = _found(connection)
            for key in sorted(entries.keys() - found):
                _make(cursor, entries[key])
            for one in lists.values():
                cursor.execute(one.fill)
        if connection.vendor == "postgresql":
            _make(cursor, _postgres_functions(lists))
        for key in sorted(wanted.keys() - found):
            _make(cursor, wanted[key])
        for key in sorted(found - wanted.keys() - entries.keys()):
            _drop(connection, cursor, *key)
        # Rows may have changed while their triggers were away.
        cursor.execute(_POSTGRES_MOVE if connection.vendor == "postgresql" else _SQLITE_MOVE)


def missing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Return (table, trigger) of every trigger that a watched table lacks. Two queries."""
    existing = connection.introspection.table_names()
    wanted = _wanted(connection, existing, WATCHED)
    entries = _doors(connection, existing, _lists(existing, WATCHED))
    return sorted((wanted.keys() | entries.keys()) - _found(connection))


def table_of(said: str) -> str | None:
    """Return the watched table whose change was told so; None where it may be any."""
    table = said.partition(" ")[0]
    return table if table in WATCHED else None


# What is said is the same for all that a transaction changes in a table, and of no other one. It
# begins with the table.
_POSTGRES_NAME = "pg_current_xact_id()::text || ' ' || now()::text"
_POSTGRES_MOVE = f"SELECT pg_notify('{CHANNEL}', {_POSTGRES_NAME})"
_POSTGRES_NOTIFY = f"pg_notify('{CHANNEL}', TG_TABLE_NAME || ' ' || {_POSTGRES_NAME})"
_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        IF NOT EXISTS (SELECT FROM changed) THEN
            RETURN NULL;
        END IF;
    END IF;
    PERFORM {_POSTGRES_NOTIFY};
    RETURN NULL;
END $$
"""
_POSTGRES_LISTED_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {{function}}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM changed WHERE {{is_listed}}) THEN
        PERFORM {_POSTGRES_NOTIFY};
    END IF;
    RETURN NULL;
END $$
"""
# What an INSERT adds is not collected: a load of a million rows would be written twice.
_POSTGRES_EVENTS = {
    "INSERT": "",
    "UPDATE": "REFERENCING NEW TABLE AS changed ",
    "DELETE": "REFERENCING OLD TABLE AS changed ",
    "TRUNCATE": "",
}
_POSTGRES_LISTED_EVENTS = _POSTGRES_EVENTS | {"INSERT": "REFERENCING NEW TABLE AS changed "}
# Begins anywhere: a row that was flushed and is born again must not repeat an old number.
_SQLITE_MOVE = (
    f"INSERT INTO {TABLE} (id, number) VALUES (1, random() / 1024) "
    "ON CONFLICT (id) DO UPDATE SET number = number + 1"
)


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _make(cursor: CursorWrapper, statements: Iterable[str]) -> None:
    for statement in statements:
        cursor.execute(statement)


def _drop(connection: BaseDatabaseWrapper, cursor: CursorWrapper, table: str, name: str) -> None:
    on = f" ON {_quote(table)}" if connection.vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER {_quote(name)}{on}")


def _lists(existing: Iterable[str], tables: Iterable[str]) -> dict[str, Listed]:
    """Return the watched tables that have a list. A list that is not there yet is none."""
    existing, tables = set(existing), set(tables)
    return {
        table: one
        for table, one in LISTED.items()
        if table in tables and {table, one.list} <= existing
    }


def _doors(
    connection: BaseDatabaseWrapper, existing: Iterable[str], lists: dict[str, Listed]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the statements that make the triggers which write the lists, by (table, name)."""
    made = (
        referenced_rows.triggers(connection.vendor, one, existing, PREFIX) for one in lists.values()
    )
    return {key: statements for one in made for key, statements in one.items()}


def _wanted(
    connection: BaseDatabaseWrapper, existing: Iterable[str], tables: Iterable[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the statements that make each trigger, by (table, name of the trigger)."""
    lists = _lists(existing, tables)
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    wanted = {}
    for table in set(tables).intersection(existing):
        for name, statements in make(table, lists.get(table)):
            wanted[table, name] = statements
    return wanted


def _postgres_functions(lists: dict[str, Listed]) -> Iterator[str]:
    """Return what the triggers call, of all tables and of those that have a list."""
    yield _POSTGRES_FUNCTION
    for table, listed in lists.items():
        yield _POSTGRES_LISTED_FUNCTION.format(
            function=f"{FUNCTION}_{table}", is_listed=listed.holds("changed")
        )


def _on_postgresql(table: str, listed: Listed | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    for event, rows in (_POSTGRES_LISTED_EVENTS if listed else _POSTGRES_EVENTS).items():
        name, function = f"{PREFIX}_{event.lower()}", FUNCTION
        if listed and rows:
            name, function = f"{name}_listed", f"{FUNCTION}_{table}"
        yield (
            name,
            (
                f"CREATE TRIGGER {name} AFTER {event} ON {_quote(table)} {rows}"
                f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
            ),
        )


def _on_sqlite(table: str, listed: Listed | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    for event in ("INSERT", "UPDATE", "DELETE"):
        name, when = f"{PREFIX}_{table}_{event.lower()}", ""
        if listed:
            name = f"{name}_listed"
            when = f"WHEN {listed.holds('OLD' if event == 'DELETE' else 'NEW')} "
        trigger = f"CREATE TRIGGER {_quote(name)} AFTER {event} ON {_quote(table)} {when}"
        yield name, (f"{trigger}BEGIN {_SQLITE_MOVE}; END",)


def _found(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """Return (table, name) of our triggers that the database has. One query."""
    if connection.vendor == "postgresql":
        names = (
            "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE pg_table_is_visible(tgrelid)"
        )
    else:
        names = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(names)
        return {(table, name) for table, name in cursor.fetchall() if name.startswith(PREFIX + "_")}
