"""Comparisons in templates: words of ours around plain text, which is escaped like any other."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles import images
from articles.models import Image
from articles.text.diff import GONE, NEW, Run

register = template.Library()

# Only what stands here becomes a tag, whatever a text looked like.
MARKS = {name: name for name in ("strong", "em", "s", "sub", "sup", "code")}
KINDS = {GONE: "del", NEW: "ins"}


@register.filter
def compared(runs: Iterable[Run]) -> SafeString:
    """Show what stayed, is gone and is new of a text."""
    return mark_safe("".join(map(shown, runs)))


def shown(run: Run) -> str:
    words = escape(run.text)
    for mark in run.marks:
        if tag := MARKS.get(mark):
            words = format_html("<{}>{}</{}>", tag, words, tag)
    if run.link:
        words = format_html('{} <span class="difference__link">({})</span>', words, run.link)
    if tag := KINDS.get(run.kind):
        return format_html("<{}>{}</{}>", tag, words, tag)
    return words


@register.filter
def pictures(value: str, known: dict[str, Image] | None) -> list[tuple[Image, str]]:
    """Return the pictures of a figure's ids that are still there, with their addresses."""
    found = [known[pk] for pk in value.split() if pk in known] if known else []
    return [(image, images.desk_url(image, "3x2", 240)) for image in found]


@register.filter
def address(value: str) -> str:
    """Return the address of a post or video, which the id of its picture may follow."""
    return value.split(" ")[0]
