"""`{% card edition look="side" %}`: one story in a stream, rendered once for what it shows."""

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.models import Edition
from articles.models.today import today
from articles.site import lite
from newsroom import languages
from newsroom.cache import generation

register = template.Library()

MOST = 4000
# A card by all that it shows: another title, picture or day makes another one.
_kept: dict[tuple, SafeString] = generation.remember({})


@register.simple_tag
def card(edition: Edition, **options) -> SafeString:
    """Show a story as a card; `options` are the variables of templates/articles/_card.html."""
    key = (*shown(edition), languages.active(), today(), lite.is_on(), *options.items())
    html = _kept.get(key)
    if html is None:
        context = {"edition": edition, **options}
        html = mark_safe(render_to_string("articles/_card.html", context))
        if not settings.DEBUG:  # who works on a template wants to see it change
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[key] = html
    return html


def shown(edition: Edition) -> tuple:
    """Return all of an edition that a card may show. No query where streams have loaded it."""
    category, cover = edition.category, edition.stream_cover
    return (
        edition.pk,
        edition.language,
        edition.slug,
        edition.kind,
        edition.stream_title,
        edition.lead,
        edition.reading_minutes,
        edition.published_at,
        (category.slug, category.name, category.colour) if category else None,
        (cover.key, cover.alt, cover.width, cover.height, str(cover.renditions)) if cover else None,
    )
