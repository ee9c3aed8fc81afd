"""What stands around a story: its other languages, related stories, neighbours, its category."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.timezone import now

from articles import context
from articles.blocks import block, prepared
from articles.models import Author, Category, Credit, Edition, EditionStory, Tag

RELATED, NEWEST = 4, 4
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
    """The newest stories of a category, and the address of more."""

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


def around(edition: Edition, tags: Sequence[Tag]) -> Around:
    """Gather what stands around a live edition. Two queries, whatever there is."""
    tags = tags[:TAGS_ASKED]
    found = blocks(
        now(),
        edition.pk,
        edition.article_id,
        edition.language,
        edition.category_id,
        edition.published_at,
        *(tag.pk for tag in tags),
    )
    return Around(
        siblings=found["siblings"],
        related=found["chosen"] or by_tags(found[tag_block(n)] for n in range(len(tags))),
        previous=next(iter(found["previous"]), None),
        next=next(iter(found["next"]), None),
        category_block=category_block(edition, found["newest"]),
    )


@prepared
def blocks(moment, pk, article, language, category, published_at, *tags) -> list[QuerySet]:
    """The blocks around the edition `pk` of an article."""
    live = Edition.objects.live(moment).exclude(pk=pk).newest_first()
    others = live.in_language(language)
    parts = [block("siblings", live.filter(article=article)), chosen(others, pk)]
    for number, tag in enumerate(tags):
        parts.append(block(tag_block(number), others.with_tag(tag)[: 2 * RELATED]))
    if category is None:
        return parts
    section = others.in_category(category)
    # Of the same moment, the higher id is the newer. The plain bound is what an index can use.
    older = section.filter(published_at__lte=published_at)
    older = older.filter(Q(published_at__lt=published_at) | Q(pk__lt=pk))
    newer = section.filter(published_at__gte=published_at)
    newer = newer.filter(Q(published_at__gt=published_at) | Q(pk__gt=pk))
    return [
        *parts,
        block("previous", older[:1]),
        block("next", newer.order_by("published_at", "pk")[:1]),
        block("newest", section[:NEWEST]),
    ]


def chosen(others: QuerySet[Edition], pk: int) -> QuerySet:
    """The block of the stories that an editor chose as related, in their order."""
    rows = EditionStory.objects.filter(edition=pk)
    place = rows.filter(story=OuterRef("article")).values("position")[:1]
    ordered = others.filter(article__in=rows.values("story")).annotate(place=Subquery(place))
    return block("chosen", ordered.order_by("place", "pk")[:RELATED], rank=Subquery(place))


def tag_block(number: int) -> str:
    return f"tag {number}"


def siblings(edition: Edition) -> QuerySet[Edition]:
    """The live editions of the story in its other languages."""
    return Edition.objects.live().translations_of(edition).newest_first()


def by_tags(lists: Iterable[list[Edition]]) -> list[Edition]:
    """Return the editions that share most tags, the newest of them first."""
    shared = Counter(edition for editions in lists for edition in editions)
    newest = sorted(shared, key=lambda one: (one.published_at, one.pk), reverse=True)
    return sorted(newest, key=lambda one: -shared[one])[:RELATED]


def category_block(edition: Edition, newest: list[Edition]) -> CategoryBlock | None:
    """Return the block of the story's category; None when it has no other story."""
    if not newest:
        return None
    kwargs = {"language": edition.language, "slug": edition.category.slug}
    return CategoryBlock(edition.category, newest, reverse("category", kwargs=kwargs))


def named_tags(edition: Edition) -> list[Tag]:
    """Return the tags of an edition that have a name in its language. One query."""
    return context.named(edition.tags.all(), "name", edition.language)


def byline(edition: Edition) -> Byline:
    """Return who made the edition. One query."""
    rows = edition.edition_credits.select_related("author__portrait")
    people = {role: [] for role in Credit.Role.values}
    for row in rows:
        people[row.role].append(row.author)
    return Byline(
        **{
            role: context.named(authors, "name", edition.language)
            for role, authors in people.items()
        }
    )
