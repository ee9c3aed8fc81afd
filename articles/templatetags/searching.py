"""`{{ filters.periods|number_of:"day" }}`: how many hits a choice leaves."""

from collections.abc import Mapping

from django import template

from articles.templatetags.reading import grouped

register = template.Library()


@register.filter
def number_of(numbers: Mapping | None, choice) -> str:
    """Return " (12)" for a choice; "" where nothing was counted."""
    if not isinstance(numbers, Mapping):
        return ""
    return f" ({grouped(numbers.get(choice, 0))})"
