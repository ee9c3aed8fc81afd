"""Taking the files of a picture out of the store.

What is to go is named in a row first (`Leftover`), so that whatever happens between the database
and the store, somebody removes it later.
"""

import logging
from collections.abc import Iterable

from django.core.files.storage import default_storage

from articles.images.renditions import file_name
from articles.models import Image, Leftover

logger = logging.getLogger(__name__)


def public_folder(key: str) -> str:
    return f"public/{key}/"


def leave(*names: str) -> None:
    """Name files, or folders that end in "/", that no row needs any more. One query."""
    rows = [Leftover(name=name) for name in names if name]
    Leftover.objects.bulk_create(rows, ignore_conflicts=True)


def remove_public(key: str, renditions: dict) -> bool:
    """Remove the public files of a picture at once; False where the store failed.

    `renditions` are those that its row named. Call it behind the transaction that takes them off
    the row, and have named the folder by `leave` in it: what is being made of the picture at this
    moment may still come in, and goes with the leftovers.
    """
    folder = public_folder(key)
    known = Image(key=key)
    named = {
        file_name(known, crop, width, kind)
        for crop, formats in renditions.items()
        for kind, widths in formats.items()
        for width in widths
    }
    return remove({*named, *lying_in(folder)})


def remove(names: Iterable[str]) -> bool:
    """Remove files at once; False where the store failed."""
    try:
        for name in names:
            default_storage.delete(name)
    except OSError:
        logger.exception("Files of a picture could not be removed now; they will be later.")
        return False
    return True


def lying_in(folder: str) -> list[str]:
    """Return the files of a folder of the store, also those that no row names."""
    try:
        _folders, names = default_storage.listdir(folder)
    except (OSError, NotImplementedError):
        return []
    return [f"{folder}{name}" for name in names]
