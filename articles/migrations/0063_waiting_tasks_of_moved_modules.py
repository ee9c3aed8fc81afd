"""What waits for the worker is found at the new place of its function."""

from django.db import migrations

MOVED = {
    "articles.images.looking.look_at_pictures": "articles.images.backfill_fingerprints.look_at_pictures",
    "articles.images.making.make_renditions": "articles.images.renditions_worker.make_renditions",
    "articles.images.remaking.remake_older": "articles.images.backfill_renditions.remake_older",
    "articles.links.look": "articles.editorial.link_checker.check_due_links",
    "articles.notes.send_mail": "articles.editorial.notes.send_mail",
    "articles.notices.send_due": "articles.distribution.notices.send_due",
    "articles.picture_mail.send": "articles.editorial.picture_expiry_mail.send",
    "articles.telegram.staff.tell_of_late": "articles.distribution.telegram.staff.tell_of_late",
    "articles.telegram.staff.tell_of_note": "articles.distribution.telegram.staff.tell_of_note",
    "articles.telegram.staff.tell_of_review": "articles.distribution.telegram.staff.tell_of_review",
    "articles.telegram.tasks.tell": "articles.distribution.telegram.tasks.deliver",
    "articles.workflow.binning.empty_bin": "articles.workflow.trash.empty_bin",
    "articles.workflow.picture_care.empty_picture_bin": "articles.workflow.image_expiry.empty_picture_bin",
    "articles.workflow.picture_care.look_after_pictures": "articles.workflow.image_expiry.look_after_pictures",
    "articles.workflow.picture_care.make_files": "articles.workflow.image_expiry.make_files",
    "articles.workflow.picture_care.settle_pictures": "articles.workflow.image_expiry.settle_pictures",
    "newsroom.passwords.send_link": "newsroom.accounts.passwords.send_link",
}


def rename(tasks, moved: dict[str, str]) -> None:
    for old, new in moved.items():
        tasks.filter(task_path=old).update(task_path=new)


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
