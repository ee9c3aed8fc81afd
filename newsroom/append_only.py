"""Tables whose rows are only ever added: the database itself refuses to change or delete one.

Triggers, and not a guard in Python, so that no shell, bulk action or forgotten call gets around
it. Looked after at every `migrate`, as those of generation.py are and for the same reason.
"""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

NAME, TRUNCATE = "newsroom_append_only", "newsroom_append_only_truncate"
REFUSAL = "rows of this table are never changed or deleted"

PROTECTED: set[str] = set()

_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: {REFUSAL}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def protect(table: str) -> None:
    """Let nobody change or delete a row of the table, from the next `migrate` on."""
    PROTECTED.add(table)
    post_migrate.connect(_after_migrate, dispatch_uid=NAME)


def _after_migrate(sender, using: str, **kwargs) -> None:
    if sender.label == "newsroom":
        install(connections[using])


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers of every protected table that exists. Idempotent."""
    tables = PROTECTED.intersection(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and tables:
            cursor.execute(_POSTGRES_FUNCTION)
        for table in sorted(tables):
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away again, for whoever empties a whole database."""
    with connection.cursor() as cursor:
        for table in sorted(PROTECTED.intersection(connection.introspection.table_names())):
            if connection.vendor == "postgresql":
                for name in (NAME, TRUNCATE):
                    cursor.execute(f'DROP TRIGGER IF EXISTS {name} ON "{table}"')
            else:
                for event in ("update", "delete", "insert"):
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{NAME}_{table}_{event}"')


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f'CREATE OR REPLACE TRIGGER {NAME} BEFORE UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION {NAME}()",
            # No trigger on rows hears of it.
            f'CREATE OR REPLACE TRIGGER {TRUNCATE} BEFORE TRUNCATE ON "{table}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION {NAME}()",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: {REFUSAL}'); END"
    # INSERT OR REPLACE takes the old row away without telling a trigger on DELETE.
    is_there = f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE rowid = NEW.rowid)'
    return [
        f'CREATE TRIGGER IF NOT EXISTS "{NAME}_{table}_{event}" BEFORE {event} ON "{table}" '
        f"{condition} {refuse}"
        for event, condition in (("update", ""), ("delete", ""), ("insert", is_there))
    ]
