"""What waits for the worker is found at the new place of its function."""

from django.db import migrations

MOVED = {
    "articles.images.looking": "articles.images.backfill_fingerprints",
    "articles.images.making": "articles.images.renditions_worker",
    "articles.images.remaking": "articles.images.backfill_renditions",
    "articles.links": "articles.editorial.link_checker",
    "articles.notes": "articles.editorial.notes",
    "articles.notices": "articles.distribution.notices",
    "articles.picture_mail": "articles.editorial.picture_expiry_mail",
    "articles.telegram.staff": "articles.distribution.telegram.staff",
    "articles.telegram.tasks": "articles.distribution.telegram.tasks",
    "articles.workflow.binning": "articles.workflow.trash",
    "articles.workflow.picture_care": "articles.workflow.image_expiry",
    "newsroom.passwords": "newsroom.accounts.passwords",
}


def rename(tasks, moved: dict[str, str]) -> None:
    for path in tasks.values_list("task_path", flat=True).distinct():
        module, _dot, function = path.rpartition(".")
        if module in moved:
            tasks.filter(task_path=path).update(task_path=f"{moved[module]}.{function}")


def forwards(apps, schema_editor):
    rename(apps.get_model("django_tasks_database", "DBTaskResult").objects, MOVED)


def backwards(apps, schema_editor):
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects
    rename(tasks, {new: old for old, new in MOVED.items()})


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0062_audit_titles"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
