"""Whatever colours a file has, as sRGB on white."""

import io

import PIL.Image
from PIL import ImageCms

# Profiles of printing machines have some two megabytes.
LONGEST_PROFILE = 4 * 1024 * 1024
_DEEP = ("I;16", "I;16B", "I;16L", "I;16N", "I")


def in_srgb(picture: PIL.Image.Image) -> PIL.Image.Image:
    """Return a picture in RGB: by its profile where it has one that fits, on white where it is
    seen through.
    """
    profile = picture.info.get("icc_profile") or b""
    picture = plain(picture)
    if 0 < len(profile) <= LONGEST_PROFILE:
        picture = converted(picture, profile)
    if picture.mode == "RGBA":
        ground = PIL.Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def plain(picture: PIL.Image.Image) -> PIL.Image.Image:
    """Return a picture in one of the modes L, RGB, RGBA and CMYK."""
    if picture.mode in _DEEP:
        return eight_bits(picture)
    if picture.mode in ("LA", "PA", "La", "RGBa") or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "RGB", "RGBA", "CMYK") else picture.convert("RGB")


def eight_bits(picture: PIL.Image.Image) -> PIL.Image.Image:
    """Return a grey picture of sixteen bits in eight; Pillow alone would cut off what is above."""
    return picture.convert("I").point(lambda value: value / 256).convert("L")


def converted(picture: PIL.Image.Image, profile: bytes) -> PIL.Image.Image:
    """Return a picture in sRGB by a profile; as it is where that is broken or of other colours."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space = source.profile.xcolor_space.strip()
        if space == "RGB" and picture.mode == "L":
            picture = picture.convert("RGB")
        elif space != {"L": "GRAY"}.get(picture.mode, picture.mode.removesuffix("A")):
            return picture
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        target = ImageCms.createProfile("sRGB")
        is_same = picture.mode == mode
        done = ImageCms.profileToProfile(
            picture, source, target, outputMode=None if is_same else mode, inPlace=is_same
        )
        return picture if is_same else done
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
