"""The single door for pictures: checked, kept privately, a small rendition made at once."""

import copy
import hashlib
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils.translation import gettext as _

from articles.images import metadata, process
from articles.images.removal import leave, public_folder
from articles.images.renditions_worker import enqueue_renditions, keep_files, order
from articles.models import Image
from articles.search.editors_index import index_pictures
from articles.text.cleaning import safe_line
from newsroom.models import User
from newsroom.storage.base import NotKept

logger = logging.getLogger(__name__)

ENDINGS = {"", ".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".heif", ".gif"}
MAX_BYTES = 60 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """What became of an upload: the picture, and whether it is new or was there already.

    `note` is a sentence for the editor where the picture will not look as it came.
    """

    image: Image
    is_new: bool
    note: str = ""


def store(name: str, data: bytes, *, by: User, focal: tuple[float, float] = (0.5, 0.5)) -> Image:
    """Check one upload and keep it; the same bytes again give the picture that exists.

    `focal` is the focal point in fractions from the left and the top. Raises ValidationError with
    a sentence for the editor. Makes the first JPEG of each crop; the worker makes the rest.
    """
    return store_upload(name, data, by=by, focal=focal).image


def store_upload(
    name: str, data: bytes, *, by: User, focal: tuple[float, float] = (0.5, 0.5)
) -> Upload:
    """Do what `store` does, and tell whether the picture is new. `twins` finds those like it.

    Raises `Busy`, too, when too many pictures come in at once.
    """
    name = checked_name(name)
    if not data:
        raise ValidationError(_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 60 MB."))
    digest = hashlib.sha256(data).hexdigest()
    if existing := Image.objects.filter(digest=digest).first():
        return Upload(existing, is_new=False)
    image = Image(name=name, digest=digest, uploaded_by=by, focal_x=focal[0], focal_y=focal[1])
    made = process.process(data, order(image, only_first=True))
    image.key = secrets.token_hex(12)
    image.original = f"private/{image.key}.{made.ending}"
    image.width, image.height = made.width, made.height
    image.fingerprint, image.renditions = made.fingerprint, made.renditions
    metadata.fill_empty_fields(image, made.metadata)
    with store_errors_refused():
        default_storage.save(image.original, ContentFile(data))
        keep_files(image, made)
    # What is kept without a row, because something breaks off here, is swept later.
    with transaction.atomic():
        lock_digest(digest)
        if existing := Image.objects.filter(digest=digest).first():
            return Upload(existing, is_new=False)
        image.save()
        index_pictures([image])
        enqueue_renditions(image)
    stands_still = made.frames > 1 and not made.is_moving
    return Upload(image, is_new=True, note=moving_too_long() if stands_still else "")


def refocus(image: Image) -> None:
    """Cut a picture anew around its changed focal point, under new names; saves the row.

    The former files stay for a day: pages that others keep name them. Raises ValidationError with
    a sentence where the store does not answer; then the picture is as it was.
    """
    anew = copy.copy(image)
    anew.key, anew.renditions, anew.weights = secrets.token_hex(12), {}, {}
    with store_errors_refused():
        with default_storage.open(image.original) as file:
            made = process.process(file.read(), order(anew, only_first=True))
        keep_files(anew, made)
    former, anew.renditions = image.key, made.renditions
    for field in ("key", "renditions", "weights", "recipe"):
        setattr(image, field, getattr(anew, field))
    with transaction.atomic():
        leave(public_folder(former))
        image.save()
        enqueue_renditions(image)


@contextmanager
def store_errors_refused() -> Iterator[None]:
    """Turn what goes wrong with the store into a sentence for the editor."""
    try:
        yield
    except OSError as error:
        logger.exception("A picture could not be kept.")
        raise NotKept(
            _("The picture could not be saved: storage is full or unavailable. Try again later.")
        ) from error


def lock_digest(digest: str) -> None:
    """Let the same bytes, sent twice at once, come one after the other until the transaction ends.

    SQLite lets one transaction write at a time by itself.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def moving_too_long() -> str:
    return _("The animation is too long or too large: readers will see its first frame.")


def checked_name(name: str) -> str:
    """Return the bare file name for showing; refuse one that does not end like a picture."""
    bare = safe_line(PurePosixPath(name.replace("\\", "/").replace("\0", "")).name)[-200:]
    if PurePosixPath(bare).suffix.lower() not in ENDINGS:
        raise ValidationError(
            _("This is not a picture: upload a JPEG, PNG, WebP, AVIF, HEIC or GIF.")
        )
    return bare or "picture"
