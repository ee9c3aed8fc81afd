"""What stands around a story: its other languages, related stories, neighbours, its category."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse

from articles import context
from articles.blocks import block, fetch
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
    others = Edition.objects.live().in_language(edition.language).exclude(pk=edition.pk)
    found = fetch(
        [
            block("siblings", siblings(edition)),
            block("chosen", chosen(edition, others)),
            *(
                block(f"tag {tag.pk}", others.with_tag(tag).newest_first()[: 2 * RELATED])
                for tag in tags[:TAGS_ASKED]
            ),
            *neighbours(edition, others),
        ]
    )
    return Around(
        siblings=found["siblings"],
        related=found["chosen"] or by_tags([found[f"tag {tag.pk}"] for tag in tags]),
        previous=next(iter(found["previous"]), None),
        next=next(iter(found["next"]), None),
        category_block=category_block(edition, found["newest"]),
    )


def siblings(edition: Edition):
    """The live editions of the story in its other languages."""
    return Edition.objects.live().translations_of(edition).newest_first()


def chosen(edition: Edition, others):
    """The live editions of the stories that an editor chose as related."""
    stories = EditionStory.objects.filter(edition=edition).values("story")
    return others.filter(article__in=stories).newest_first()[:RELATED]


def neighbours(edition: Edition, others) -> list:
    """The blocks of the category: the story before, the one after, and the newest."""
    if edition.category is None:
        return []
    section = others.in_category(edition.category)
    same_moment = Q(published_at=edition.published_at)
    older = Q(published_at__lt=edition.published_at) | (same_moment & Q(pk__lt=edition.pk))
    newer = Q(published_at__gt=edition.published_at) | (same_moment & Q(pk__gt=edition.pk))
    return [
        block("previous", section.filter(older).newest_first()[:1]),
        block("next", section.filter(newer).order_by("published_at", "pk")[:1]),
        block("newest", section.newest_first()[:NEWEST]),
    ]


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
