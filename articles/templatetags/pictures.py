"""`{% picture image "3x2" sizes="…" %}`: a picture in the fitting size and format."""

from django import template

from articles.images import length, nearest, sources, url, widths
from articles.images.sizes import CROPS
from articles.site import lite

register = template.Library()

# Crops of light pages' pictures: those of streams and faces are left out.
LITE = ("16x9", "full")
LITE_WIDTH = 800

LARGEST = max(CROPS["full"].widths)

register.simple_tag(widths.in_row)
register.simple_tag(widths.beside_words)
register.simple_tag(widths.in_text)
register.simple_tag(widths.in_gallery)
register.simple_tag(widths.in_ad)


@register.inclusion_tag("articles/_picture.html")
def picture(image, crop, sizes="100vw", eager=False, alt=None, on_phone=""):
    """Show a picture in a crop of articles/images/sizes.py; a placeholder when there is none.

    `alt` replaces the picture's own alt text (give "" where the words stand beside it);
    `eager` is True for the largest picture of the page, "near" for one beside it that is seen at
    once, too. On a light page it is a link that a press
    turns into the picture; words alone where `alt` is given (it stands within another link).
    `on_phone` is the crop below 40rem, where the picture has another shape there.
    """
    if lite.is_on():
        return _lite(image, crop, alt)
    return {
        "sources": sources(image, crop, on_phone),
        "crop": crop,
        "sizes": sizes,
        "eager": eager,
        "alt": alt if alt is not None else (image.alt or "" if image else ""),
    }


@register.inclusion_tag("articles/_zoom.html")
def zoom(image, crop, sizes="100vw", eager=False):
    """Show a picture that leads to the whole of it in full size (static/js/parts/viewer.js)."""
    shown = picture(image, crop, sizes, eager)
    if lite.is_on():
        return shown
    whole = sources(image, "full")
    offered = {one.type: one.srcset for one in whole.sources} if whole else {}
    return shown | {
        "large": url(image, "full", LARGEST) if whole else "",
        "avif": offered.get("image/avif", ""),
    }


@register.inclusion_tag("articles/_still.html")
def still(image, embed, title, sizes="100vw", eager=False):
    """Show a picture in the place of a post or video (embeds.Embed), else a card with its title.

    The card stands where there is no picture or no file of it yet, where it is graphic, and on a
    light page.
    """
    can_be_shown = image is not None and not image.is_graphic and not lite.is_on()
    found = sources(image, "16x9") if can_be_shown else None
    return {
        "embed": embed,
        "title": title,
        "picture": image if found else None,
        "sources": found,
        "crop": "16x9",
        "sizes": sizes,
        "eager": eager,
        "alt": "",
    }


def _lite(image, crop, alt) -> dict:
    found = sources(image, crop) if alt is None and crop in LITE else None
    address = url(image, crop, LITE_WIDTH) if found else ""
    ready = image.renditions[crop]["jpeg"] if found else []
    weight = length(image, crop, nearest(ready, LITE_WIDTH)) if ready else None
    return {
        "lite": True,
        "sources": found,
        "address": address,
        "kilobytes": max(1, round(weight / 1024)) if weight else None,
        "alt": alt if alt is not None else (image.alt or "" if found else ""),
    }


@register.simple_tag
def poster(still) -> str:
    """Return the address of the picture before a film, "" on light pages and for graphic ones."""
    if still is None or still.is_graphic or lite.is_on():
        return ""
    return url(still, "full", 1280)
