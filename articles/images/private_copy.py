"""What the desk sees of a picture without public files: a private copy, behind the admin's door."""

import logging

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from articles.images.renditions import file_name, nearest, url
from articles.models import Image

logger = logging.getLogger(__name__)

WIDTH = 1280


def look_name(key: str) -> str:
    """Return where the private copy of a picture lies."""
    return f"private/{key}-look.jpg"


def keep_look(key: str, former: str, renditions: dict) -> None:
    """Copy a public file of the former key for the desk; without one it sees a placeholder."""
    ready = renditions.get("full", {}).get("jpeg", [])
    if not ready:
        return
    name = file_name(Image(key=former), "full", nearest(ready, WIDTH), "jpeg")
    try:
        with default_storage.open(name) as file:
            default_storage.save(look_name(key), ContentFile(file.read()))
    except OSError:
        logger.exception("The desk's copy of a picture could not be kept.")


def desk_url(image: Image, crop: str = "3x2", width: int = 480) -> str:
    """Return the address at which the desk sees a picture: a public file, else the private copy."""
    if not image.renditions:
        return reverse("admin:articles_image_look", args=[image.pk])
    return url(image, crop, width)
