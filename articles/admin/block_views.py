"""What the text editor asks for its blocks: files, other stories, and what a number stands for."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from articles import uploads
from articles.admin.base import any_case_search
from articles.admin.home_desk_stories import stories
from articles.admin.words import best_title
from articles.models import Article, File
from articles.permissions import can_see
from articles.uploads.store import MAX_BYTES
from newsroom import languages

A_PAGE = 20


@require_http_methods(["GET", "POST"])
def choose_file(request) -> HttpResponse:
    """A fragment for the chooser: search, upload, the files. A POST uploads into it."""
    right = "articles.add_file" if request.method == "POST" else "articles.view_file"
    if not request.user.has_perm(right):
        raise PermissionDenied
    refused = keep(request) if request.method == "POST" else []
    term = request.GET.get("q", "").strip()
    found = any_case_search(File.objects.all(), ["name"], term)
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "term": term,
        "refused": refused,
        "may_upload": request.user.has_perm("articles.add_file"),
    }
    return TemplateResponse(request, "admin/newsroom/_files.html", context)


def keep(request) -> list[str]:
    """Keep the files that can be kept; return a sentence for each of the others."""
    refused = []
    for file in request.FILES.getlist("files"):
        try:
            if file.size > MAX_BYTES:
                raise ValidationError(_("The file is larger than 60 MB."))
            uploads.store(file.name, file.read(), by=request.user)
        except ValidationError as refusal:
            words = {"file": file.name, "reason": " ".join(refusal.messages)}
            refused.append(_("Not kept: %(file)s. %(reason)s") % words)
    return refused


@require_GET
def choose_story(request) -> HttpResponse:
    """A fragment for the chooser: what is on the site in a language, and what goes live later."""
    if not can_see(request.user):
        raise PermissionDenied
    language, term = request.GET.get("language", ""), request.GET.get("q", "").strip()
    found = stories(language, term) if language in languages.CODES else []
    context = {"stories": found, "term": term, "language": language}
    return TemplateResponse(request, "admin/newsroom/_stories.html", context)


@require_GET
def name(request) -> JsonResponse:
    """Say what a number in a text stands for: `?story=12` or `?file=7`; "" for one of nothing."""
    if not can_see(request.user):
        raise PermissionDenied
    story, file = (request.GET.get(what, "") for what in ("story", "file"))
    if is_number(story) and (article := Article.objects.filter(pk=story).first()):
        return JsonResponse({"name": best_title(article, request.user)})
    if is_number(file) and (found := File.objects.filter(pk=file).first()):
        return JsonResponse({"name": found.name})
    return JsonResponse({"name": ""})


def is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 19


def urls(view) -> list:
    return [
        path("blocks/files/", view(choose_file), name="articles_article_files"),
        path("blocks/stories/", view(choose_story), name="articles_article_stories"),
        path("blocks/name/", view(name), name="articles_article_named"),
    ]
