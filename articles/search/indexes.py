"""The three indexes: of what readers see, and of what editors work with. No word goes from one to
another.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Model, QuerySet

from articles.models import (
    Article,
    DeskWord,
    Edition,
    Image,
    PictureEntry,
    SearchEntry,
    SearchWord,
    StoryEntry,
)


@dataclass(frozen=True)
class Index:
    """Where the terms of rows are kept, and the columns that candidates come with.

    `fts` is SQLite's table of the terms. `columns` are the id, the moment that tells the newest,
    and perhaps the category.
    """

    entry: type[Model]
    fts: str
    columns: tuple[str, ...]
    # So many rows may be looked at one by one: 0.1 to 0.3 ms for a story in its languages, 0.1 for
    # a publication, 0.02 for a picture.
    few: int = 0

    @property
    def table(self) -> str:
        return self.entry._meta.db_table

    @property
    def key(self) -> str:
        return self.entry._meta.pk.column


EDITIONS = Index(
    SearchEntry, "articles_searchterms", ("id", "published_at", "category_id"), few=500
)
STORIES = Index(StoryEntry, "articles_storyterms", ("id", "changed_at"), few=200)
PICTURES = Index(PictureEntry, "articles_pictureterms", ("id", "uploaded_at"), few=2000)


@dataclass(frozen=True)
class Ground:
    """What is searched: the rows that may be found, their index, and the words they are made of.

    `written` returns a word as one of the rows has it; without it the words may be shown as they
    are.
    """

    index: Index
    rows: QuerySet
    words: QuerySet
    language: str  # of what has no script, and of the reader
    written: Callable[[str, QuerySet], str | None] | None = None
    among: tuple[int, ...] | None = None  # the ids of the rows, where they are known to be few
    since: datetime | None = None  # nothing older is among the rows
    is_narrow: bool = False  # the rows are those of a category, an author, a tag

    def newer(self, since: datetime) -> "Ground":
        """Leave what is newer than a moment."""
        newer = {f"{self.index.columns[1]}__gte": since}
        since = max(since, self.since) if self.since else since
        return replace(self, rows=self.rows.filter(**newer), since=since)


def of_stories(rows: QuerySet | None, language: str) -> Ground:
    """Return the working copies, or some of them, as ground of a search."""
    rows = Article.objects.all() if rows is None else rows
    return Ground(STORIES, rows, DeskWord.objects.all(), language)


def of_pictures(rows: QuerySet | None, language: str) -> Ground:
    """Return the pictures, or some of them, as ground of a search."""
    rows = Image.objects.all() if rows is None else rows
    return Ground(PICTURES, rows, DeskWord.objects.all(), language)


def of_editions(
    language: str,
    written: Callable[[str, QuerySet], str | None] | None = None,
    rows: QuerySet | None = None,
) -> Ground:
    """Return what readers may see in a language as ground of a search."""
    live = Edition.objects.live().in_language(language) if rows is None else rows
    words = SearchWord.objects.filter(language=language)
    return Ground(EDITIONS, live, words, language, written)
