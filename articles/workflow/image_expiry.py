"""The worker's part in pictures: files of those whose day has passed, and the bin."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from articles import images
from articles.distribution.telegram import have_looked_at
from articles.editorial import picture_expiry_mail
from articles.images import removal, usage
from articles.images.private_copy import keep_look, look_name
from articles.models import Action, Image, Making, TelegramPost, audit_log
from articles.workflow.trash import KEPT

logger = logging.getLogger(__name__)

BATCH = 100
# A picture younger than this may still be in the making.
YOUNG = timedelta(minutes=30)


@task()
def look_after_pictures() -> None:
    """Do once a day, after the newsroom's midnight, what time alone makes due."""
    look_after_pictures.using(run_after=next_midnight()).enqueue()
    picture_expiry_mail.enqueue_mails(timezone.localdate())
    settle()


@task()
def settle_pictures() -> None:
    """Do the same now: somebody has changed until when a picture may be shown."""
    settle()


def begin() -> None:
    """Begin the daily round, unless it waits for its time already. Two queries at most."""
    rows = DBTaskResult.objects.filter(task_path=look_after_pictures.module_path)
    if not rows.filter(status=TaskResultStatus.READY).exists():
        look_after_pictures.enqueue()


def next_midnight() -> datetime:
    """Return when the newsroom's next day begins, and a minute, for clocks that differ."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time(0, 1)))


def settle() -> None:
    """Take the files of pictures that may not be shown any more; make those of others again."""
    today = timezone.localdate()
    over = Q(usable_until__lt=today) | Q(withdrawn_at__isnull=False)
    expired = Image.everything.filter(over).exclude(renditions={})
    for image in expired.order_by("pk")[:BATCH]:
        expire(image.pk)
    usable = Q(usable_until=None) | Q(usable_until__gte=today)
    old = Q(usable_until__isnull=False) | Q(uploaded_at__lt=timezone.now() - YOUNG)
    bare = Image.objects.filter(usable, old, withdrawn_at=None, renditions={}, making=None)
    for pk in bare.order_by("pk").values_list("pk", flat=True)[:BATCH]:
        make_again(pk)
    if expired.count() > BATCH:
        settle_pictures.enqueue()


def expire(pk: int) -> None:
    """Take the public files of a picture whose day has passed."""
    with transaction.atomic():
        image = Image.everything.select_for_update(of=("self",)).filter(pk=pk).first()
        if image is None or image.is_usable(timezone.localdate()) or not image.renditions:
            return
        gone = take_off(image)
    put_away(gone)


@task()
def make_files(pk: int) -> None:
    """Make the public files of a picture that was put back on the site."""
    make_again(pk)


def make_again(pk: int) -> None:
    """Make the public files of a picture that has none, under a new name."""
    with transaction.atomic():
        image = Image.objects.select_for_update(of=("self",)).filter(pk=pk, renditions={}).first()
        if image is not None and image.is_usable(timezone.localdate()):
            look = look_name(image.key)
            try:
                images.refocus(image)
                removal.leave(look)
            except ValidationError as refusal:  # the others' turn; this one's tomorrow again
                logger.warning("Picture %s was not made again: %s", pk, refusal)


@dataclass(frozen=True)
class Gone:
    """What was taken off a row: its former key and renditions, and the key that it has now."""

    former: str
    renditions: dict
    key: str


def put_away(gone: Gone) -> bool:
    """Remove the public files at once, but for a copy for the desk; False where the store failed.

    Behind the transaction that took them off the row.
    """
    keep_look(gone.key, gone.former, gone.renditions)
    return removal.remove_public(gone.former, gone.renditions)


def take_off(image: Image) -> Gone:
    """Take the renditions off a locked row, and name their folder as left over.

    The picture gets another key, so that what a worker is making of it at this moment finds no
    row.
    """
    key, renditions = image.key, image.renditions
    image.key, image.renditions = secrets.token_hex(12), {}
    image.save(update_fields=["key", "renditions"])
    Making.objects.filter(image=image).delete()
    removal.leave(removal.public_folder(key))
    look_at_posts(key)
    return Gone(key, renditions, image.key)


def look_at_posts(key: str) -> None:
    """Have the posts in channels looked at that show a picture. One query without posts."""
    for post in TelegramPost.objects.filter(picture=key).select_related("edition"):
        have_looked_at(post)


@task()
def empty_picture_bin() -> None:
    """Remove for good the pictures that have lain in the bin for thirty days; some at a time."""
    overdue = Image.everything.filter(binned_at__lte=timezone.now() - KEPT).order_by("binned_at")
    for image in overdue[:BATCH]:
        remove(image.pk)
    if overdue.exists():
        empty_picture_bin.enqueue()


def remove(pk: int) -> None:
    """Delete the row and all files of a picture, unless something uses it: then it comes back."""
    with transaction.atomic():
        image = Image.everything.select_for_update(of=("self",)).filter(pk=pk).first()
        if image is None or not image.binned_at or image.binned_at > timezone.now() - KEPT:
            return
        if usage.is_used(image):
            image.binned_at = image.binned_by = None
            image.save(update_fields=["binned_at", "binned_by"])
            return
        key, renditions, original = image.key, image.renditions, image.original
        about = {"model": image._meta.label_lower, "pk": image.pk}
        audit_log.write(Action.PICTURE_EMPTY, about=str(image), **about)
        removal.leave(removal.public_folder(key), look_name(key), original)
        image.delete()
    removal.remove_public(key, renditions)
    removal.remove([look_name(key), original])
