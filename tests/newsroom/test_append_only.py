"""What is only ever added to: the database refuses to change or delete it, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from articles.models import Action, AuditEntry
from newsroom import append_only


@pytest.fixture
def entry(chief):
    return AuditEntry.objects.create(action=Action.SIGN_IN, by=chief)


def forge(entry):
    forged(entry).save()


def forged(entry):
    entry.action = Action.SIGN_IN_REFUSED
    return entry


def forge_in_sql(entry):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_auditentry SET by_id = NULL")


def replace_in_sql(entry):
    row = AuditEntry.objects.values().get() | {"details": "{}", "about": "forged"}
    with connection.cursor() as cursor:
        cursor.execute(
            f"REPLACE INTO articles_auditentry ({', '.join(row)}) "
            f"VALUES ({', '.join(['%s'] * len(row))})",
            list(row.values()),
        )


def truncate(entry):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE articles_auditentry CASCADE")


WAYS = {
    "save": forge,
    "update": lambda entry: AuditEntry.objects.update(action="save"),
    "delete": lambda entry: entry.delete(),
    "bulk delete": lambda entry: AuditEntry.objects.all().delete(),
    "bulk update": lambda entry: AuditEntry.objects.bulk_update([forged(entry)], ["action"]),
    "upsert": lambda entry: AuditEntry.objects.bulk_create(
        [forged(entry)], update_conflicts=True, unique_fields=["id"], update_fields=["action"]
    ),
    "raw delete": lambda entry: AuditEntry.objects.all()._raw_delete("default"),
    "its person": lambda entry: entry.by.delete(),
    "sql": forge_in_sql,
}
WAYS |= {"truncate": truncate} if connection.vendor == "postgresql" else {"replace": replace_in_sql}


# The last is Django's: the entry protects whom it names.
REFUSALS = "never changed or deleted|protected foreign keys"


@pytest.mark.parametrize("way", WAYS)
def test_audit_is_neither_changed_nor_deleted(entry, chief, way):
    with pytest.raises(DatabaseError, match=REFUSALS), transaction.atomic():
        WAYS[way](entry)

    assert list(AuditEntry.objects.values_list("action", "by")) == [("sign_in", chief.pk)]


def test_protection_is_made_again_where_a_migration_lost_it(entry):
    append_only.lift(connection)
    AuditEntry.objects.update(about="forged")

    append_only.install(connection)
    append_only.install(connection)

    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        AuditEntry.objects.update(about="forged again")
    assert AuditEntry.objects.get().about == "forged"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_database_of_tests_is_emptied_and_protected_again(entry, time):
    assert AuditEntry.objects.count() == 1

    with pytest.raises(DatabaseError, match="never changed or deleted"):
        AuditEntry.objects.update(about="forged")
