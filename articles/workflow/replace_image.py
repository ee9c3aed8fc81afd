"""Other files for a picture of the library: every page shows them at once, nothing else changes."""

import secrets
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import images, search
from articles.editorial.permissions import can_replace_picture, require
from articles.images import removal
from articles.images.private_copy import look_name
from articles.images.renditions_worker import enqueue_renditions
from articles.models import Action, Image
from articles.workflow.common import refuse_unless
from articles.workflow.image_expiry import look_at_posts, settle_pictures
from articles.workflow.pictures import locked, record
from newsroom.models import User

# A retouched or larger copy has the shape of what it replaces: the focal point stays, too.
SAME_SHAPE = 0.02
# What a picture is as a file; all else is what is said of it.
FILE = ("name", "digest", "fingerprint", "width", "height")


def replace_picture(image: Image, *, name: str, data: bytes, by: User) -> Image:
    """Give a picture the file of an upload; alt texts, captions, credit and rights stay.

    Refused with a sentence by `images.take` as every upload is. The former files are left over
    and go later: pages that others keep still show them.
    """
    require(can_replace_picture(by, image))
    upload = images.store_upload(name, data, by=by)
    return swap_file(image, upload.image, is_new=upload.is_new, by=by)


def replace_by_other(image: Image, other: Image, *, by: User) -> Image:
    """Give a picture the file of another one of the library, which stays as it is."""
    require(can_replace_picture(by, image))
    return swap_file(image, other, is_new=False, by=by)


@transaction.atomic
def swap_file(image: Image, other: Image, *, is_new: bool, by: User) -> Image:
    """Write the file of `other` into the row; what has come in for that alone goes into it."""
    refuse_unless(other.pk != image.pk, _("The picture already has this file."))
    kept = locked(image)
    refuse_unless(kept.digest != other.digest, _("The picture already has this file."))
    was, key = kept.name, kept.key
    removal.leave(removal.public_folder(key), look_name(key), kept.original)
    if not has_shape(kept, other):
        kept.focal_x = kept.focal_y = 0.5
    for field in FILE:
        setattr(kept, field, getattr(other, field))
    if is_new:
        take_over(kept, other)
    else:
        kept.original = copied(other.original)
        images.refocus(kept)
    search.index_pictures([kept])
    look_at_posts(key)
    if not kept.is_usable(timezone.localdate()):
        settle_pictures.enqueue()  # another file is no later day: its public ones go again
    record(Action.PICTURE_REPLACE, kept, by=by, former_file=was)
    return kept


def take_over(kept: Image, new: Image) -> None:
    """Let a picture have the files of one that was uploaded for it, whose row goes."""
    key, renditions, original = new.key, new.renditions, new.original
    new.delete()
    kept.key, kept.renditions, kept.original = key, renditions, original
    kept.weights, kept.recipe = new.weights, new.recipe
    if (kept.focal_x, kept.focal_y) == (0.5, 0.5):
        kept.save()
        enqueue_renditions(kept)
    else:  # its first files are cut around the middle
        removal.leave(removal.public_folder(key))
        images.refocus(kept)


def copied(original: str) -> str:
    """Copy a private original under a name of its own; return that."""
    name = f"private/{secrets.token_hex(12)}{PurePosixPath(original).suffix}"
    with default_storage.open(original) as file:
        return default_storage.save(name, file)


def has_shape(image: Image, other: Image) -> bool:
    """Tell whether two pictures have the same proportions, give or take SAME_SHAPE."""
    return abs(image.width * other.height / (image.height * other.width) - 1) <= SAME_SHAPE
