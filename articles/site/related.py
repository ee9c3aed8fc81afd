"""What stands around a story: its other languages, related stories, neighbours, its category."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import QuerySet

from articles.models import Author, Category, Credit, Edition, Tag, context
from articles.site import rows
from articles.site.lists import Blocks, block, fetch_lists
from articles.site.lists import newest as recent
from articles.text.cleaning import fold
from newsroom import languages

RELATED, NEWEST = 4, 4
# Among so many of the newest, stories are looked for that share words with this one.
LOOKED_THROUGH = 40
# So long a beginning stands for a word in all its forms; shorter words say little.
STEM = 5
SHARED_WORDS = 2
# So many tags are asked for related stories: those behind them add little.
TAGS_ASKED = 3


@dataclass
class Byline:
    """Who made a story, by role: only those with a name in its language."""

    text: list[Author] = field(default_factory=list)
    translation: list[Author] = field(default_factory=list)
    photo: list[Author] = field(default_factory=list)


@dataclass
class CategoryBlock:
    """The newest stories of a category, and the address of more, "" when there are no more."""

    category: Category
    editions: list[Edition]
    more_url: str


@dataclass
class Around:
    """What `around` found. `siblings` are the live editions in other languages."""

    siblings: list[Edition] = field(default_factory=list)
    related: list[Edition] = field(default_factory=list)
    previous: Edition | None = None
    next: Edition | None = None
    category_block: CategoryBlock | None = None


def surroundings(
    edition: Edition, tags: Sequence[Tag], *, chosen: list[Edition] | None = None
) -> Around:
    """Gather what stands around a live edition. Three queries, and two for shared words.

    `chosen` stands for the related stories that were frozen with the edition.
    """
    tags = tags[:TAGS_ASKED]
    found = blocks(edition, tags)
    chosen = found["chosen"] if chosen is None else chosen
    tagged = [found[f"tag_{number}"] for number in range(len(tags))]
    return Around(
        siblings=found["siblings"],
        related=chosen or related(edition, tagged),
        previous=next(iter(found["previous"]), None),
        next=next(iter(found["next"]), None),
        category_block=category_block(edition, found["newest"]),
    )


def blocks(edition: Edition, tags: Sequence[Tag]) -> Blocks:
    """Return the editions of every block around an edition by its name. Three queries."""
    ours = "e.language = %(language)s AND e.id <> %(pk)s"
    values = {"pk": edition.pk, "language": edition.language, "article": edition.article_id}
    parts = [
        block("siblings", "e.article_id = %(article)s AND e.id <> %(pk)s", len(languages.CODES)),
        block(
            "chosen",
            f"{ours} AND s.edition_id = %(pk)s AND e.article_id = s.story_id",
            RELATED,
            tables="articles_editionstory s CROSS JOIN articles_edition e",
            rank="s.position",
            order="s.position, e.id",
        ),
    ]
    for number, tag in enumerate(tags):
        parts.append(tag_block(number))
        values[f"tag_{number}"] = tag.pk
    if edition.category_id:
        parts += section_blocks(f"{ours} AND e.category_id = %(category)s")
        values |= {"category": edition.category_id, "published_at": edition.published_at}
    return fetch_lists(parts, **values)


def tag_block(number: int) -> str:
    """The block of the newest stories with a tag."""
    return block(
        f"tag_{number}",
        f"""t.tag_id = %(tag_{number})s AND t.language = %(language)s
        AND e.id = t.edition_id AND e.id <> %(pk)s""",
        2 * RELATED,
        tables="articles_editiontag t CROSS JOIN articles_edition e",
        # As its index has them.
        order="t.published_at DESC",
    )


def section_blocks(section: str) -> list[str]:
    """The blocks of the category: its newest stories, and the neighbours of this one."""
    # Of the same moment, the higher id is the newer. The plain bound is what an index can use.
    older = """e.published_at <= %(published_at)s
        AND (e.published_at < %(published_at)s OR e.id < %(pk)s)"""
    newer = """e.published_at >= %(published_at)s
        AND (e.published_at > %(published_at)s OR e.id > %(pk)s)"""
    return [
        block("newest", section, NEWEST),
        block("previous", f"{section} AND {older}", 1),
        block("next", f"{section} AND {newer}", 1, order="e.published_at, e.id"),
    ]


def siblings(edition: Edition) -> QuerySet[Edition]:
    """The live editions of the story in its other languages."""
    return Edition.objects.live().translations_of(edition).newest_first()


def related(edition: Edition, lists: list[list[Edition]]) -> list[Edition]:
    """Return the stories that share tags, filled up with those that share words. One query."""
    found = by_tags(lists)
    if len(found) < RELATED:
        found += by_words(edition, {edition.pk, *(one.pk for one in found)})
    return found[:RELATED]


def by_words(edition: Edition, but: set[int]) -> list[Edition]:
    """Return the newest stories that share words of headline and lead, most first.

    One query, none where another page has asked for the newest.
    """
    own = stems(edition)
    newest = [one for one in recent(edition.language, LOOKED_THROUGH) if one.pk not in but]
    shared = {one: len(own & stems(one)) for one in newest}
    return sorted((one for one in newest if shared[one] >= SHARED_WORDS), key=lambda x: -shared[x])


def stems(edition: Edition) -> frozenset[str]:
    """Return the beginnings of the words in a story's headline and lead."""
    return beginnings(edition.title, edition.lead)


@lru_cache(maxsize=1_000)  # every story is held against the newest, which are the same for all
def beginnings(title: str, lead: str) -> frozenset[str]:
    """Return the beginnings of all words that are not short."""
    words = re.findall(r"\w{5,}", fold(f"{title} {lead}"))
    return frozenset(word[:STEM] for word in words)


def by_tags(lists: Iterable[list[Edition]]) -> list[Edition]:
    """Return the editions that share most tags, the newest of them first."""
    shared = Counter(edition for editions in lists for edition in editions)
    newest = sorted(shared, key=lambda one: (one.published_at, one.pk), reverse=True)
    return sorted(newest, key=lambda one: -shared[one])[:RELATED]


def category_block(edition: Edition, newest: list[Edition]) -> CategoryBlock | None:
    """Return the block of the story's category; None when it has no other story."""
    if not newest:
        return None
    more = edition.category.get_absolute_url() if len(newest) == NEWEST else ""
    return CategoryBlock(edition.category, newest, more)


def named_tags(edition: Edition) -> list[Tag]:
    """Return the tags of an edition of `rows.edition` that have a name in its language.

    One query, none where other pages have asked for all of them.
    """
    found = rows.tags(edition.tag_ids)
    tags = [found[pk] for pk in edition.tag_ids if pk in found]
    return context.with_words(tags, "name", edition.language)


def byline(edition: Edition) -> Byline:
    """Return who made an edition of `rows.edition`. Likewise."""
    found = rows.authors({pk for pk, _role in edition.writer_ids})
    people = [(role, found[pk]) for pk, role in edition.writer_ids if pk in found]
    return byline_of(people, edition.language)


def byline_of(people: Iterable[tuple[str, Author]], language: str) -> Byline:
    """Sort people by role, those without a name in the language left out. No query."""
    found: dict[str, list[Author]] = {role: [] for role in Credit.Role.values}
    for role, author in people:
        found[role].append(author)
    return Byline(
        **{role: context.with_words(authors, "name", language) for role, authors in found.items()}
    )
