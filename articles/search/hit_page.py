"""What a page of hits shows beside their cards: marked words, filters with numbers."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articles.models import Author, Credit, Edition, EditionCredit
from articles.search.hits import Fact, Hits
from articles.search.index import texts_beside
from articles.search.periods import PERIODS, since
from articles.search.snippets import Snippets
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
    """Put `marked_title` and `snippets` on the hits of a page. Two queries at most."""
    editions = list(editions)
    ids = [one.pk for one in editions]
    bodies = dict(Edition.objects.filter(pk__in=ids).values_list("pk", "body"))
    several = []
    for edition in editions:
        edition.body = bodies.get(edition.pk, "")
        several.append((edition, found := Snippets(edition, hits.query)))
        found.take_texts(edition)
    is_named = bool(hits.query.tag or hits.query.author)
    beside = texts_beside(one for one, found in several if found.lacks or is_named)
    for edition, found in several:
        found.take_beside(beside.get(edition.pk, ()))
        edition.marked_title, edition.snippets = found.title, found.all


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
