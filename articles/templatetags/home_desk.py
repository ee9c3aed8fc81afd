"""What the home desk says of a story, and of moments in its fields."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from articles.admin.home.home_desk_stories import thumb
from articles.admin.words import moment
from articles.editorial.states import State
from articles.models import Edition

register = template.Library()


@register.filter
def typed_moment(value: datetime) -> str:
    """Write a moment as a field for date and time wants it."""
    return localtime(value).strftime("%Y-%m-%dT%H:%M")


@register.simple_tag
def thumb_of(edition: Edition) -> SafeString:
    """Show the cover of a story in small, or the place where it would be."""
    if address := thumb(edition):
        words = '<img class="home-thumb" src="{}" alt="" width="96" height="64" loading="lazy">'
        return format_html(words, address)
    return mark_safe('<span class="home-thumb"></span>')


@register.simple_tag
def edition_words(edition: Edition) -> SafeString:
    """Say what a story is, where it belongs, and whether readers may see it now."""
    category = str(edition.category) if edition.category_id else ""
    where = " · ".join(one for one in (edition.label, category) if one)
    if edition.withdrawn_at:
        return state("withdrawn", State.WITHDRAWN.label, where)
    if edition.is_gone:
        return state("ended", State.ENDED.label, where)
    when = moment(edition.published_at)
    if edition.is_scheduled:
        return state("scheduled", f"{State.SCHEDULED.label} {when}", where)
    return f"{where} · {when}" if where else when


def state(name: str, words: str, where: str) -> SafeString:
    """Draw a state on a line of its own, above where the story belongs."""
    return format_html('<b class="state state--{}">{}</b> {}', name, words, where)
