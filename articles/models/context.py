"""Rows that every page shows: read once a process until they change, shared by all threads."""

from articles.models import Category, Page, SiteSettings
from newsroom import languages
from newsroom.cache.generation import per_generation


@per_generation
def site() -> SiteSettings:
    """Return the site settings. One query until they change."""
    return SiteSettings.load()


@per_generation
def categories() -> tuple[Category, ...]:
    """Return all categories in the order of the menu. One query until they change."""
    return tuple(Category.objects.all())


@per_generation
def pages() -> tuple[Page, ...]:
    """Return About us and the like, without their texts. One query until they change."""
    texts = [languages.column("body", code) for code in languages.CODES]
    return tuple(Page.objects.defer("body", *texts))


def category(pk: int | None) -> Category | None:
    """Return a category without asking for its row."""
    return next((one for one in categories() if one.pk == pk), None)


def menu(language: str) -> list[Category]:
    """Return the categories that have a name in the language."""
    return with_words(categories(), "name", language)


def footer_pages(language: str) -> list[Page]:
    """Return the pages that have a title in the language."""
    return with_words(pages(), "title", language)


def with_words(rows, field: str, language: str) -> list:
    """Return the rows whose per-language field has words in the language."""
    return [row for row in rows if getattr(row, languages.column(field, language))]
