"""Previews in the admin: the page as readers would get it, of what is saved or being typed."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from articles.admin.publishing.preview_page import THEMES, closed, page
from articles.admin.story.article_form import ArticleForm
from articles.admin.story.story_page import story_page
from articles.editorial import versions
from articles.editorial.permissions import can_see
from articles.editorial.preview import at_versions, facts_of, preview
from articles.models import Article, Version
from articles.models.story_fields import TEXTS
from articles.models.version import SHARED
from articles.text.cleaning import LONGEST
from newsroom import languages
from newsroom.parameters import row_of

# How wide the page is shown, in CSS pixels: a phone, a tablet, a laptop.
WIDTHS = {"390": _("Phone"), "768": _("Tablet"), "1280": _("Laptop")}
THEME_WORDS = {
    "": _("Same as device"),
    "day": pgettext_lazy("theme", "Day"),
    "night": pgettext_lazy("theme", "Night"),
}


def preview_page(request: HttpRequest, language: str, pk: int | None = None) -> HttpResponse:
    """Show the bare page: of what is saved or was (GET), of a form as it stands (POST).

    Nothing of what is posted is kept anywhere.
    """
    article = story(request, language, pk)
    if request.method == "POST":
        article, facts = typed(request, article)
    else:
        article, facts = at_versions(article, numbers_of(request, article, language))
    same = {code: page_address(pk, code, request) for code in languages.CODES}
    theme = chosen(request, "theme", THEMES)
    return page(request, preview(article, facts, language), theme=theme, same=same)


@require_safe
def preview_desk(request: HttpRequest, language: str, pk: int) -> HttpResponse:
    """Show the page in a frame, with a choice of language, theme and width; no script needed."""
    article = story(request, language, pk)
    width = chosen(request, "width", WIDTHS)
    version = version_of(request, article)
    context = story_page(request, article, _("Page preview"), language) | {
        "languages": languages.LANGUAGES,
        "themes": THEME_WORDS.items(),
        "theme": chosen(request, "theme", THEMES),
        "widths": WIDTHS.items(),
        "width": width,
        "version": version,
        "source": page_address(pk, language, request),
    }
    answer = TemplateResponse(request, "admin/articles/preview/desk.html", context)
    return closed(answer, referrer="same-origin")


def story(request, language: str, pk: int | None) -> Article:
    """Return the story, a new one without a number; 404 or PermissionDenied else."""
    if language not in languages.CODES:
        raise Http404
    article = get_object_or_404(Article, pk=pk) if pk is not None else Article()
    if not can_see(request.user, article):
        raise PermissionDenied
    return article


def typed(request, article: Article) -> tuple[Article, dict]:
    """Return the story and its facts as a form holds them; what the form refuses is shown, too.

    The form reads only what the person may write: the rest stays as it is saved.
    """
    form = ArticleForm(request.POST, instance=article, user=request.user)
    form.is_valid()
    data, article = form.cleaned_data, form.instance
    for code in languages.CODES:
        for field in TEXTS:
            name = languages.column(field, code)
            if name in form.fields:
                # What is too long to be saved is not cleaned whole, either.
                article.set_text(field, code, request.POST.get(name, "")[:LONGEST])
    if SHARED not in form.writable:
        return article, facts_of(article)
    given = {
        "tags": data.get("tags") or [],
        "related": data.get("related") or [],
        "credits": form.credits() if names_people(data) else [],
    }
    return article, versions.facts(article, **given)


def names_people(data: dict) -> bool:
    """Tell whether every field of people was read."""
    names = ["authors", "photographers", *(f"translators_{code}" for code in languages.CODES)]
    return all(name in data for name in names)


def version_of(request, article: Article) -> Version | None:
    """Return the version that the address asks for (`?version=<id>`), 404 where there is none."""
    asked = request.GET.get("version", "")
    if not asked:
        return None
    rows = Version.objects.filter(article=article.pk)  # a story that is not saved has none
    version = row_of(rows, asked)
    if version is None:
        raise Http404
    return version


def numbers_of(request, article: Article, language: str) -> dict[str, int]:
    """Return the numbers of the versions to show: the one asked for, and the facts of its time."""
    version = version_of(request, article)
    if version is None:
        return {}
    return versions.numbers_at(version)


def chosen(request, name: str, known) -> str:
    """Return a choice of the address, "" for one that nobody offers."""
    value = request.GET.get(name, "")
    return value if value in known else ""


def page_address(pk: int | None, code: str, request=None) -> str:
    """Return the address of the bare page, with the choices of the present one."""
    names = {"language": code} | ({"pk": pk} if pk else {})
    address = reverse("admin:articles_article_preview_page" if pk else NEW, kwargs=names)
    kept = request.GET.copy() if request else None
    if kept:
        kept.pop("width", None)
    return f"{address}?{kept.urlencode()}" if kept else address


NEW = "admin:articles_article_preview_new"


def urls(view) -> list:
    """Return the addresses below the stories'; `view` is the admin's own door."""
    return [
        path(
            "preview/<str:language>/page/", view(preview_page), name="articles_article_preview_new"
        ),
        path(
            "<int:pk>/preview/<str:language>/",
            view(preview_desk),
            name="articles_article_preview",
        ),
        path(
            "<int:pk>/preview/<str:language>/page/",
            view(preview_page),
            name="articles_article_preview_page",
        ),
    ]
