"""What a page of hits shows beside their cards: marked words, filters with numbers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import now

from articles.models import Author, Credit, Edition, EditionCredit
from articles.search.hits import Hits
from articles.search.marking import marked, piece
from articles.text import plain
from newsroom import languages

MOST_AUTHORS = 12


@dataclass(frozen=True)
class Filters:
    """How many hits each choice leaves: by id of the category, by period, by author (row,
    number).
    """

    categories: dict[int, int]
    periods: dict[str, int]
    authors: list[tuple[Author, int]]


def mark(editions: Iterable[Edition], hits: Hits) -> None:
    """Put `marked_title` and `marked_piece` on the hits of a page. One query."""
    editions = list(editions)
    bodies = dict(
        Edition.objects.filter(pk__in=[one.pk for one in editions]).values_list("pk", "body")
    )
    forms = {form for term in hits.query.terms for form in term.forms}
    for edition in editions:
        edition.marked_title = marked(edition.title, forms, hits.language)
        lead = piece(edition.lead, forms, hits.language)
        body = "" if lead else piece(plain(bodies.get(edition.pk, "")), forms, hits.language)
        edition.marked_piece = lead or body or edition.lead


def filters(query: str, language: str, hits: Hits, chosen: dict) -> Filters | None:
    """Return the filters of a search; None where nothing is asked. A few queries.

    The numbers are those of the search without any filter.
    """
    if not query:
        return None
    is_narrowed = any(chosen[name] for name in ("category", "period", "author"))
    every = Hits(query, language) if is_narrowed else hits
    return Filters(
        categories=every.categories, periods=periods(every), authors=authors(every, language)
    )


def periods(hits: Hits) -> dict[str, int]:
    """Return how many hits came out in each period."""
    moment, moments = now(), hits.moments
    days = {"day": 1, "week": 7, "month": 30, "year": 365}
    return {
        name: sum(one >= moment - timedelta(days=number) for one in moments)
        for name, number in days.items()
    }


def authors(hits: Hits, language: str) -> list[tuple[Author, int]]:
    """Return those who wrote most of the hits, with a name in the language. Two queries."""
    credits = EditionCredit.objects.filter(edition__in=hits.ids, role=Credit.Role.TEXT)
    number = Counter(credits.order_by().values_list("author", flat=True))
    most = [pk for pk, _number in sorted(number.items(), key=lambda row: (-row[1], row[0]))]
    name = languages.column("name", language)
    rows = Author.objects.filter(**{f"{name}__gt": ""}).in_bulk(most[:MOST_AUTHORS])
    return [(rows[pk], number[pk]) for pk in most[:MOST_AUTHORS] if pk in rows]
