"""`{% picture image "3x2" sizes="…" %}`: a picture in the fitting size and format."""

from django import template

from articles.images import sources

register = template.Library()


@register.inclusion_tag("articles/_picture.html")
def picture(image, crop, sizes="100vw", eager=False, alt=None):
    """Show a picture in a crop of articles/images/sizes.py; a placeholder when there is none.

    `alt` replaces the picture's own alt text (give "" where the words stand beside it);
    `eager` is for the largest picture of the page.
    """
    return {
        "sources": sources(image, crop),
        "crop": crop,
        "sizes": sizes,
        "eager": eager,
        "alt": alt if alt is not None else (image.alt or "" if image else ""),
    }
