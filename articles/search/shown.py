"""What a page of hits shows beside their cards: marked words, filters with numbers."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articles.models import Author, Credit, Edition, EditionCredit
from articles.search.hits import Fact, Hits
from articles.search.marking import marked, piece
from articles.search.periods import PERIODS, since
from articles.text import plain
from newsroom import languages

MOST_AUTHORS = 12


@dataclass(frozen=True)
class Filters:
    """How many hits each choice leaves: by id of the category, by period, by author (row,
    number); how many there are without any choice.
    """

    every: int
    categories: dict[int, int]
    periods: dict[str, int]
    authors: list[tuple[Author, int]]


def mark(editions: Iterable[Edition], hits: Hits) -> None:
    """Put `marked_title` and `marked_piece` on the hits of a page. One query."""
    editions = list(editions)
    bodies = dict(
        Edition.objects.filter(pk__in=[one.pk for one in editions]).values_list("pk", "body")
    )
    forms = {form for term in hits.query.required for form in term.forms}
    for edition in editions:
        edition.marked_title = marked(edition.title, forms, hits.language)
        lead = piece(edition.lead, forms, hits.language)
        body = "" if lead else piece(plain(bodies.get(edition.pk, "")), forms, hits.language)
        edition.marked_piece = lead or body or edition.lead


def filters(query: str, language: str, hits: Hits, chosen: dict) -> Filters | None:
    """Return the filters of a search; None where nothing is asked. A few queries.

    The number of a choice is how many hits it leaves beside the other filters that are chosen.
    """
    if not query:
        return None
    category, writer, period = (chosen[name] for name in ("category", "author", "period"))
    every = (Hits(query, language) if category or writer or period else hits).facts
    credits = credits_of([fact.pk for fact in every])
    begins = since(period) if period else None
    tests: dict[str, Callable[[Fact], bool]] = {
        "category": lambda fact: category is None or fact.category == category.pk,
        "author": lambda fact: writer is None or writer.pk in credits.get(fact.pk, ()),
        "period": lambda fact: begins is None or fact.seconds >= begins.timestamp(),
    }

    def left(noun: str) -> list[Fact]:
        """Return the hits that all filters but one leave."""
        others = [test for name, test in tests.items() if name != noun]
        return [fact for fact in every if all(test(fact) for test in others)]

    return Filters(
        every=len(every),
        categories=Counter(fact.category for fact in left("category")),
        periods=periods(left("period")),
        authors=authors([fact.pk for fact in left("author")], credits, language),
    )


def periods(facts: list[Fact]) -> dict[str, int]:
    """Return how many hits came out in each period."""
    begins = {name: since(name).timestamp() for name in PERIODS}
    return {name: sum(one.seconds >= start for one in facts) for name, start in begins.items()}


def credits_of(ids: list[int]) -> dict[int, dict[int, bool]]:
    """Return the people of editions: id of the edition → of the person → whether they wrote it."""
    rows = EditionCredit.objects.filter(edition__in=ids).order_by()
    found: dict[int, dict[int, bool]] = {}
    for edition, author, role in rows.values_list("edition", "author", "role"):
        people = found.setdefault(edition, {})
        people[author] = people.get(author, False) or role == Credit.Role.TEXT
    return found


def authors(
    ids: list[int], credits: dict[int, dict[int, bool]], language: str
) -> list[tuple[Author, int]]:
    """Return those who wrote most of some editions, with a name in the language, and how many
    editions are theirs in any role. One query.
    """
    number, wrote = Counter(), Counter()
    for pk in ids:
        people = credits.get(pk, {})
        number.update(people.keys())
        wrote.update(author for author, is_writer in people.items() if is_writer)
    most = sorted(wrote, key=lambda author: (-wrote[author], author))[:MOST_AUTHORS]
    name = languages.column("name", language)
    rows = Author.objects.filter(**{f"{name}__gt": ""}).in_bulk(most)
    return [(rows[pk], number[pk]) for pk in most if pk in rows]
