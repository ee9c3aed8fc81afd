"""The single door for pictures: checked, kept privately, a small rendition made at once."""

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from articles.images import saying
from articles.images.decode import FORMATS, decode
from articles.images.renditions import enqueue_renditions, make_first
from articles.models import Image
from articles.pixels.fingerprint import fingerprint
from articles.search.desk_index import index_pictures
from articles.text import safe_line
from newsroom.models import User

ENDINGS = {"", ".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"}
MAX_BYTES = 60 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """What became of an upload: the picture, and whether it is new or was there already."""

    image: Image
    is_new: bool


def store(name: str, data: bytes, *, by: User, focal: tuple[float, float] = (0.5, 0.5)) -> Image:
    """Check one upload and keep it; the same bytes again give the picture that exists.

    `focal` is the focal point in fractions from the left and the top. Raises ValidationError with
    a sentence for the editor. Makes the first JPEG of each crop; the worker makes the rest.
    """
    return take(name, data, by=by, focal=focal).image


def take(name: str, data: bytes, *, by: User, focal: tuple[float, float] = (0.5, 0.5)) -> Upload:
    """Do what `store` does, and tell whether the picture is new. `twins` finds those like it."""
    name = checked_name(name)
    if not data:
        raise ValidationError(_("The file is empty."))
    if len(data) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 60 MB."))
    digest = hashlib.sha256(data).hexdigest()
    if existing := Image.objects.filter(digest=digest).first():
        return Upload(existing, is_new=False)
    picture, kind, said = decode(data)
    key = secrets.token_hex(12)
    image = Image(
        name=name,
        key=key,
        digest=digest,
        width=picture.width,
        height=picture.height,
        focal_x=focal[0],
        focal_y=focal[1],
        uploaded_by=by,
        original=f"private/{key}.{FORMATS[kind]}",
    )
    image.fingerprint = fingerprint(picture)
    saying.put(image, said)
    default_storage.save(image.original, ContentFile(data))
    make_first(image, picture)
    with transaction.atomic():
        image.save()
        index_pictures([image])
        enqueue_renditions(image)
    return Upload(image, is_new=True)


def refocus(image: Image) -> None:
    """Cut a picture anew around its changed focal point, under new names; saves the row."""
    with default_storage.open(image.original) as file:
        picture, *_rest = decode(file.read())
    image.key = secrets.token_hex(12)
    image.renditions = {}
    make_first(image, picture)
    with transaction.atomic():
        image.save()
        enqueue_renditions(image)


def checked_name(name: str) -> str:
    """Return the bare file name for showing; refuse one that does not end like a picture."""
    bare = safe_line(PurePosixPath(name.replace("\\", "/").replace("\0", "")).name)[-200:]
    if PurePosixPath(bare).suffix.lower() not in ENDINGS:
        raise ValidationError(_("This is no picture: send a JPEG, PNG, WebP, AVIF or GIF."))
    return bare or "picture"
