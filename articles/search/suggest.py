"""What a reader may mean while typing: sections, tags, the latest stories. No ranking."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from articles.models import Category, Edition, EditionTag, Tag
from articles.search import query_words
from articles.text import fold
from newsroom import languages

# How far back titles are looked through, and how many of a noun are offered.
LATEST = 400
TAGS_LOOKED_AT = 40
MOST_CATEGORIES, MOST_TAGS, MOST_STORIES = 3, 3, 5


def begins(words: list[str], text: str) -> bool:
    """Tell whether each word of a query begins some word of a text."""
    found = "".join(sign if sign.isalnum() else " " for sign in fold(text)).split()
    return all(any(one.startswith(word) for one in found) for word in words)


def categories(query: str, named: Iterable[Category]) -> list[Category]:
    """Return those of the named categories that the query begins. No query."""
    words = query_words(query)
    return [one for one in named if words and begins(words, one.name)][:MOST_CATEGORIES]


def tags(query: str, language: str) -> list[Tag]:
    """Return tags with a live story whose name the query begins. One query."""
    words = query_words(query)
    if not words:
        return []
    name = languages.column("name", language)
    asked = query.replace("\0", " ").strip()
    # SQLite ignores the case of ASCII only, so the usual spellings are asked for by name.
    spellings = {asked, asked.lower(), asked.upper(), asked.capitalize(), asked.title()}
    matches = Q()
    for spelling in spellings:
        matches |= Q(**{f"{name}__contains": spelling})
    live = EditionTag.objects.filter(
        tag=OuterRef("pk"),
        language=language,
        edition__in=Edition.objects.live().in_language(language),
    )
    found = Tag.objects.filter(matches, Exists(live)).order_by(name, "pk")[:TAGS_LOOKED_AT]
    return [tag for tag in found if begins(words, getattr(tag, name))][:MOST_TAGS]


def stories(query: str, language: str) -> list[Edition]:
    """Return the latest live stories with words in their title that the query begins. One query."""
    words = query_words(query)
    if not words:
        return []
    live = Edition.objects.live().in_language(language).newest_first()
    latest = live.only("language", "slug", "title")[:LATEST]
    return [one for one in latest if begins(words, one.title)][:MOST_STORIES]
