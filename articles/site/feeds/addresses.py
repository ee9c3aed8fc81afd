"""Where the feeds of a language, a category, a tag or an author are."""

from django.conf import settings

from articles.models import Author, Category, Tag
from articles.site.feeds.formats import FORMS, SUFFIXES
from newsroom import languages
from newsroom.paths import path_to

Source = Category | Tag | Author | None


def addresses(language: str, source: Source = None) -> dict[str, str]:
    """Return the whole addresses of a feed by its form; without a source the language's own."""
    kwargs, prefix = {"language": language}, ""
    if source is not None:
        prefix = f"{source._meta.model_name}_"
        slug = languages.column("slug", language) if isinstance(source, Tag) else "slug"
        kwargs["slug"] = getattr(source, slug)
    return {
        form: f"{settings.SITE_URL}{path_to(f'{prefix}feed{SUFFIXES[form]}', **kwargs)}"
        for form in FORMS
    }
