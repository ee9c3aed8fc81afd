"""What the home desk says of a story, and of moments in its fields."""

from datetime import datetime

from django import template
from django.utils.html import format_html, format_html_join
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
    said = [one for one in (edition.label, category) if one]
    if edition.withdrawn_at:
        state = format_html('<b class="state state--withdrawn">{}</b>', State.WITHDRAWN.label)
    elif edition.is_gone:
        state = format_html('<b class="state state--ended">{}</b>', State.ENDED.label)
    elif edition.is_scheduled:
        words = f"{State.SCHEDULED.label} {moment(edition.published_at)}"
        state = format_html('<b class="state state--scheduled">{}</b>', words)
    else:
        state = moment(edition.published_at)
    return format_html_join(" · ", "{}", ((one,) for one in (*said, state)))
