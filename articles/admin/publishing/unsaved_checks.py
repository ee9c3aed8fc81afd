"""The checks before publishing of what stands in the form and is not saved yet."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.http import require_POST

from articles.admin.publishing import preview
from articles.admin.publishing.publish_checks import lines
from articles.editorial import checks
from articles.models import Credit
from articles.models.story_fields import BODIES
from articles.text import cleaning
from newsroom import languages

TEMPLATE = "admin/articles/article/_checks.html"


@require_POST
def typed_checks(request, pk: int | None = None) -> JsonResponse:
    """Return the list of checks of each language, of the form as it is posted. Keeps nothing."""
    article, facts = preview.typed(request, preview.story(request, languages.DEFAULT, pk))
    for code in languages.CODES:
        for field in BODIES:
            article.set_text(field, code, cleaning.clean_draft(article.text(field, code)))
    has_author = any(role == Credit.Role.TEXT for _author, role, _code in facts["credits"])
    found = checks.check(article, has_author=has_author)
    shown = {
        code: render_to_string(TEMPLATE, {"lines": lines(results, code), "base": ""})
        for code, results in found.items()
    }
    return JsonResponse({"checks": shown})


def urls(view) -> list:
    """Return the addresses below the stories'; `view` is the admin's own door."""
    return [
        path("checks/", view(typed_checks), name="articles_article_checks_new"),
        path("<int:pk>/checks/", view(typed_checks), name="articles_article_checks"),
    ]
