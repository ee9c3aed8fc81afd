"""Whoever is signed in stays so: sessions name the class that knows roles by its new place."""

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations

OLD, NEW = "articles.permissions.RoleBackend", "articles.editorial.permissions.RoleBackend"
KEY = "_auth_user_backend"


def rename(sessions, old: str, new: str) -> None:
    store = SessionStore()
    for row in sessions.iterator():
        data = store.decode(row.session_data)
        if data.get(KEY) == old:
            row.session_data = store.encode(data | {KEY: new})
            row.save(update_fields=["session_data"])


def forwards(apps, schema_editor):
    rename(apps.get_model("sessions", "Session").objects, OLD, NEW)


def backwards(apps, schema_editor):
    rename(apps.get_model("sessions", "Session").objects, NEW, OLD)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0007_english_words"),
        ("sessions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
