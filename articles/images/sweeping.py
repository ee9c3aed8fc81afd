"""Files of the store that nobody needs: what breaking off left there, and former renditions.

Only names that the door for pictures makes are looked at; whatever else lies in the store stays.
"""

import logging
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils.timezone import now
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from articles.images.renditions_worker import AFTER_NEWS, once_more
from articles.models import Image, Leftover
from newsroom.storage.atomic_files import PARTS

logger = logging.getLogger(__name__)

# Pages that browsers and others keep may show a file for so long; an upload is younger.
KEPT = timedelta(days=1)
EVERY = timedelta(days=1)
BATCH = 500
# More than this and more than a tenth of all: rather the wrong database than so much rubbish.
SUSPICIOUS = 50
_ORIGINAL = re.compile(r"[0-9a-f]{24}\.(jpg|png|webp|avif|heic|gif)", re.ASCII)
_KEY = re.compile(r"[0-9a-f]{24}", re.ASCII)


class Suspicious(Exception):
    """So much belongs to nobody that somebody should look first."""


@dataclass
class Swept:
    """How many were removed: names that were left, files without a row, halves of files."""

    leftovers: int = 0
    orphans: int = 0
    parts: int = 0


def begin() -> None:
    """Let the worker sweep now and every day from now on, unless it does already."""
    rows = DBTaskResult.objects.filter(task_path=sweep.module_path)
    if not rows.filter(status=TaskResultStatus.READY).exists():
        sweep.enqueue()


@task(priority=AFTER_NEWS)
def sweep() -> None:
    """Sweep, and try again what could not be made; the next time is tomorrow."""
    sweep.using(run_after=now() + EVERY).enqueue()
    once_more()
    try:
        logger.info("Swept: %s", sweep_now())
    except (OSError, Suspicious) as error:
        logger.warning("The store was not swept: %s", error)


def sweep_now(*, is_sure: bool = False) -> Swept:
    """Remove what is older than KEPT. Raises OSError, and Suspicious unless somebody is sure."""
    before = now() - KEPT
    swept = Swept()
    for leftover in Leftover.objects.filter(since__lt=before):
        if not is_named(leftover.name):
            remove(leftover.name)
            swept.leftovers += 1
        leftover.delete()
    originals = [name for name in listed("private")[1] if _ORIGINAL.fullmatch(name)]
    keys = [name for name in listed("public")[0] if _KEY.fullmatch(name)]
    orphans = [
        *unknown([f"private/{name}" for name in originals], "original"),
        *(f"public/{key}/" for key in unknown(keys, "key")),
    ]
    orphans = [name for name in orphans if changed_at(name) < before]
    if not is_sure and len(orphans) > max(SUSPICIOUS, (len(originals) + len(keys)) // 10):
        raise Suspicious(
            f"{len(orphans):,} of {len(originals) + len(keys):,} names in the store belong to no"
            " picture of this database. If it is the right one: manage.py sweep_pictures --sure"
        )
    for name in orphans:
        remove(name)
        swept.orphans += 1
    for name in listed(PARTS)[1]:
        if changed_at(f"{PARTS}/{name}") < before:
            remove(f"{PARTS}/{name}")
            swept.parts += 1
    return swept


def unknown(names: Collection[str], field: str) -> Iterator[str]:
    """Yield those of some names that neither a picture nor a leftover has. Two queries a batch."""
    names = list(names)
    for at in range(0, len(names), BATCH):
        batch = names[at : at + BATCH]
        known = {*Image.everything.filter(**{f"{field}__in": batch}).values_list(field, flat=True)}
        as_left = {name if field == "original" else f"public/{name}/": name for name in batch}
        left = Leftover.objects.filter(name__in=as_left).values_list("name", flat=True)
        known |= {as_left[name] for name in left}
        yield from (name for name in batch if name not in known)


def is_named(name: str) -> bool:
    """Tell whether a picture has these files after all. One query."""
    if name.endswith("/"):
        shown = Image.everything.exclude(renditions={})  # without: taken off the pages
        return shown.filter(key=name.strip("/").rpartition("/")[2]).exists()
    return Image.everything.filter(original=name).exists()


def listed(path: str) -> tuple[list[str], list[str]]:
    """Return the folders and the files under a path; none where it does not exist."""
    try:
        return default_storage.listdir(path)
    except FileNotFoundError:
        return [], []


def changed_at(name: str) -> datetime:
    """Return when a file, or the youngest one of a folder, was written."""
    names = [f"{name}{one}" for one in listed(name)[1]] if name.endswith("/") else [name]
    try:
        return max(map(default_storage.get_modified_time, names), default=now() - 2 * KEPT)
    except FileNotFoundError:  # somebody else has removed it
        return now()


def remove(name: str) -> None:
    """Remove a file, or a folder with its files."""
    if name.endswith("/"):
        for one in listed(name)[1]:
            default_storage.delete(f"{name}{one}")
        name = name.rstrip("/")
    default_storage.delete(name)
