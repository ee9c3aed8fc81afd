"""Says beside a title who is already writing something like it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from articles.editorial.permissions import can_see
from articles.editorial.similar_stories import similar
from articles.models import Article
from newsroom import languages
from newsroom.parameters import parse_id

LONGEST = 300  # characters of a title that are looked at


@require_GET
def similar_titles(request) -> HttpResponse:
    """Return, for the script of the form, the stories like the title that is being typed."""
    if not can_see(request.user):
        raise PermissionDenied
    own = parse_id(request.GET.get("article"))
    found = similar(request.GET.get("title", "")[:LONGEST], but=own)
    if not found:
        return HttpResponse()  # not a blank line: what is :empty takes no room
    return TemplateResponse(request, "admin/articles/article/_similar.html", {"similar": found})


def say_after_saving(request, article: Article, changed: list[str]) -> None:
    """Name the stories like this one once a title of it was changed."""
    typed = [code for code in languages.CODES if languages.column("title", code) in changed]
    title = next((article.text("title", code) for code in typed if article.text("title", code)), "")
    if not (found := similar(title, but=article.pk)):
        return
    links = format_html_join(
        "; ",
        '<a href="{}">{}</a> ({})',
        ((one.article.get_admin_url(), one.title, ", ".join(one.people)) for one in found),
    )
    messages.info(request, format_html("{} {}", _("A similar story is in progress:"), links))


def urls(view) -> list:
    return [path("similar/", view(similar_titles), name="articles_article_similar")]
