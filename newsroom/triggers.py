"""The triggers that move the generation (newsroom/generation.py) with every change of a row that
readers can see.

An app names its tables when it gets ready (`watch_app`); the triggers are made, and kept, after
every `migrate`, so that no shell, action or forgotten call can leave a stale page.
"""

from collections.abc import Iterable

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

TABLE = CHANNEL = PREFIX = "newsroom_generation"
FUNCTION = "newsroom_generation_moved"

# Tables whose rows readers see: filled by watch() while the apps get ready.
WATCHED: set[str] = set()


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


def _after_migrate(sender, using: str, **kwargs) -> None:
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
    wanted = _wanted(connection, existing, WATCHED if tables is None else tables)
    found = _found(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and wanted.keys() - found:
            cursor.execute(_POSTGRES_FUNCTION)
        for key in sorted(wanted.keys() - found):
            cursor.execute(wanted[key])
        for table, name in sorted(found - wanted.keys()):
            on = f" ON {_quote(table)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {_quote(name)}{on}")
        # Rows may have changed while their triggers were away.
        cursor.execute(_POSTGRES_MOVE if connection.vendor == "postgresql" else _SQLITE_MOVE)


def missing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Return (table, trigger) of every trigger that a watched table lacks. Two queries."""
    wanted = _wanted(connection, connection.introspection.table_names(), WATCHED)
    return sorted(wanted.keys() - _found(connection))


_POSTGRES_MOVE = f"SELECT pg_notify('{CHANNEL}', '')"
_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        IF NOT EXISTS (SELECT FROM changed) THEN
            RETURN NULL;
        END IF;
    END IF;
    PERFORM pg_notify('{CHANNEL}', '');
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
# Begins anywhere: a row that was flushed and is born again must not repeat an old number.
_SQLITE_MOVE = (
    f"INSERT INTO {TABLE} (id, number) VALUES (1, random() / 1024) "
    "ON CONFLICT (id) DO UPDATE SET number = number + 1"
)


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _wanted(
    connection: BaseDatabaseWrapper, existing: Iterable[str], tables: Iterable[str]
) -> dict[tuple[str, str], str]:
    """Return the statement that makes each trigger, by (table, name of the trigger)."""
    wanted = {}
    for table in set(tables).intersection(existing):
        if connection.vendor == "postgresql":
            for event, rows in _POSTGRES_EVENTS.items():
                name = f"{PREFIX}_{event.lower()}"
                wanted[table, name] = (
                    f"CREATE TRIGGER {name} AFTER {event} ON {_quote(table)} {rows}"
                    f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
                )
        else:
            for event in ("INSERT", "UPDATE", "DELETE"):
                name = f"{PREFIX}_{table}_{event.lower()}"
                wanted[table, name] = (
                    f"CREATE TRIGGER {_quote(name)} AFTER {event} ON {_quote(table)} "
                    f"BEGIN {_SQLITE_MOVE}; END"
                )
    return wanted


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
