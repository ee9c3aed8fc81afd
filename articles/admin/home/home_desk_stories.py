"""The stories that a home page may show: what is on the site, and what goes live later."""

from django.utils import timezone

from articles import images, search
from articles.admin.base import any_case_search
from articles.models import Edition

A_LIST = 25


def stories(language: str, term: str) -> list[Edition]:
    """Return the newest publications of a language, or those with the words; two queries at most.

    What goes live later stands first, for arrangements of a later moment.
    """
    term = term.strip()[: search.LONGEST_QUERY]
    coming = Edition.objects.in_language(language).filter(
        published_at__gt=timezone.now(), withdrawn_at__isnull=True
    )
    live = Edition.objects.live().in_language(language).for_stream()
    if term:
        coming = any_case_search(coming, ["title", "short_title"], term)
        live = search.find(term, language, sort="new")
    coming = coming.select_related("category", "cover").defer("body").order_by("published_at", "pk")
    found = [*coming[:A_LIST], *live[:A_LIST]]
    for edition in found:
        edition.thumb = thumb(edition)
    return found


def thumb(edition: Edition) -> str:
    return images.url(edition.cover, "3x2", 240) if edition.cover else ""
