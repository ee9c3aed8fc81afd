"""`{% ad_place "header" category %}`: a place of a page with the list of what may stand there."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.models import Ad
from articles.site import ads, lite
from articles.statistics import ad_counts
from newsroom import languages
from newsroom.cache.generation import per_generation

register = template.Library()


@register.simple_tag
def ad_place(place: str, category: int | str | None = None) -> SafeString:
    """Show a place, "" where nothing is to stand there; `category` is the id of the page's.

    Light pages have none. One that is being previewed stands alone, and counts nothing.
    """
    if lite.is_on():
        return mark_safe("")
    if (previewed := ads.previewed()) is not None:
        return _preview(previewed) if previewed.place == place else mark_safe("")
    code = languages.active()
    shown = ads.running_in(place, code, int(category) if category else None)
    if not shown:
        return mark_safe("")
    if ads.is_uncounted():
        return _preview(shown[-1])
    return _rendered(place, code, tuple(ad.pk for ad in shown))


@register.simple_tag
def ad_ticket(ad: Ad) -> str:
    """Return what has an impression of the ad counted."""
    return ad_counts.ticket(ad.pk)


@per_generation
def _rendered(place: str, code: str, shown: tuple[int, ...]) -> SafeString:
    """Render a list once per generation; what begins or ends makes another one."""
    by_id = {ad.pk: ad for ad in ads.all_ads()}
    found = [by_id[pk] for pk in shown if pk in by_id]
    entries = ads.entries(found)
    offered = {entry["id"] for entry in entries}
    context = {
        "place": place,
        "entries": entries,
        "ads": [ad for ad in found if ad.pk in offered],
        "house": found[-1],
    }
    return mark_safe(render_to_string("articles/_ad_place.html", context))


def _preview(ad) -> SafeString:
    context = {"place": ad.place, "previewed": ad}
    return mark_safe(render_to_string("articles/_ad_place.html", context))
