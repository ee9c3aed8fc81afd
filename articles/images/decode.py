"""From hostile bytes to an upright picture in sRGB, within bounds."""

import io

import PIL.Image
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ImageCms, ImageOps

from articles.pixels.said import read

# Decoder → ending of the kept original. The content decides what a file is.
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}
MAX_PIXELS = 80_000_000
MAX_SIDE = 20_000


def decode(data: bytes) -> tuple[PIL.Image.Image, str, dict]:
    """Return the upright picture in sRGB without metadata, the decoder's name, and what it says."""
    try:
        picture = PIL.Image.open(io.BytesIO(data), formats=list(FORMATS))
        kind = picture.format
        # Before anything is decoded: the header alone says how much memory it would take.
        if picture.width * picture.height > MAX_PIXELS or max(picture.size) > MAX_SIDE:
            raise ValidationError(_("The picture has too many pixels (80 million at most)."))
        picture.load()
        said = read(picture)
        return flat(ImageOps.exif_transpose(picture)), kind, said
    except ValidationError:
        raise
    except Exception as error:
        # Pillow's decoders raise what they like on a broken file: all of it means one thing.
        raise ValidationError(
            _("The file is damaged or no picture: send a JPEG, PNG, WebP, AVIF or GIF.")
        ) from error


def flat(picture: PIL.Image.Image) -> PIL.Image.Image:
    """Bring colours to sRGB and lay transparent pictures on white."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            target = ImageCms.createProfile("sRGB")
            picture = ImageCms.profileToProfile(picture, source, target, outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            pass  # A broken profile: the colours as they are.
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = PIL.Image.new("RGBA", picture.size, "white")
        picture = PIL.Image.alpha_composite(ground, picture)
    picture = picture.convert("RGB")
    picture.info = {}
    return picture
