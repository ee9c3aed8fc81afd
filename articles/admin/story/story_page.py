"""What a page of the admin about one story shows around itself (story_page.html)."""

from django.contrib import admin

from articles.admin.words import best_title
from articles.models import Article
from newsroom import languages


def story_page(request, article: Article, title: str, language: str = "") -> dict:
    """Return what every such page shows around itself; with a language, it is about that one."""
    return admin.site.each_context(request) | {
        "title": title,
        "story": best_title(article, request.user),
        "article": article,
        "language": languages.by_code(language) if language else None,
        "opts": Article._meta,
    }


def verb_page(request, article: Article, language: str, verb) -> dict:
    """Return the same for a page that asks before a verb is done."""
    title = f"{verb.label} · {languages.by_code(language).name}"
    return story_page(request, article, title, language) | {"verb": verb}
