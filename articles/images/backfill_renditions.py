"""Making the renditions of pictures again that were made by an older recipe (sizes.py).

Little by little, behind all other work. Until the new files of a picture lie in the store, pages
show the former ones; a day later those go.
"""

import secrets
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.timezone import now
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from articles.images.renditions_worker import make_renditions
from articles.images.sizes import RECIPE
from articles.models import Image, Making

BEHIND_ALL = -50
AT_ONCE = 50
PAUSE = timedelta(minutes=10)


def older() -> QuerySet[Image]:
    """Return the pictures of an older recipe that nobody makes yet, the newest first.

    What was taken off the pages has no renditions and gets none.
    """
    shown = Image.objects.exclude(renditions={})
    return shown.filter(recipe__lt=RECIPE, making=None).order_by("-pk")


def begin() -> None:
    """Begin with them, unless that waits for its time already. Two queries at most."""
    rows = DBTaskResult.objects.filter(task_path=remake_older.module_path)
    if older().exists() and not rows.filter(status=TaskResultStatus.READY).exists():
        remake_older.enqueue()


@task(priority=BEHIND_ALL)
def remake_older() -> None:
    """Have some pictures of an older recipe made again; the next ones after a while."""
    for image_id in list(older().values_list("pk", flat=True)[:AT_ONCE]):
        key = secrets.token_hex(12)
        _making, is_new = Making.objects.get_or_create(image_id=image_id, defaults={"key": key})
        if is_new:
            make_renditions.using(priority=BEHIND_ALL).enqueue(image_id, key)
    if older().exists():
        remake_older.using(run_after=now() + PAUSE).enqueue()
