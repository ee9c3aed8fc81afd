"""Django's lists on a phone, where a row stands without the headings of its columns."""

from itertools import zip_longest

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

register = template.Library()
NOTHING = ("-", "—", "")


@register.filter
def labelled(cells, headers) -> list[str]:
    """Return a row's cells, each with its column's heading, or marked as holding nothing.

    The first column names the row and needs no heading, nor does the box to tick.
    """
    return [cell(one, header or {}) for one, header in zip_longest(cells, headers)]


def cell(html: str, header: dict) -> str:
    start, _bracket, rest = html.partition(">")
    if not start.startswith("<td") or "action-checkbox" in start or not header.get("text"):
        return html
    label = conditional_escape(capfirst(header["text"]))
    attribute = format_html(' data-label="{}"', label)
    if rest.removesuffix("</td>").strip() in NOTHING:
        attribute += mark_safe(" data-nothing")
    return mark_safe(f"{start}{attribute}>{rest}")
