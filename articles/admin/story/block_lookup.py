"""What the text editor asks for its blocks: files, other stories, and what a number stands for."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from articles import files as uploads
from articles.admin.base import any_case_search
from articles.admin.home.home_desk_stories import stories
from articles.admin.pictures.file import file_row
from articles.admin.pictures.upload import SeveralFiles, one_taken
from articles.admin.searched_list import language_of
from articles.admin.words import title_in
from articles.editorial.permissions import can_see
from articles.files.store import MAX_BYTES
from articles.models import Article, File, Image
from newsroom import languages
from newsroom.accounts import form_owner
from newsroom.accounts.refusals import wants_json
from newsroom.parameters import row_of

A_PAGE = 20
PICTURE_WORDS = ("caption", "credit")
ENDINGS = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.epub,.csv,.txt,.mp3,.m4a,.ogg,.oga,.opus,.mp4"


class FileForm(forms.Form):
    files = forms.FileField(widget=SeveralFiles({"multiple": True, "accept": ENDINGS}))


@require_http_methods(["GET", "POST"])
def choose_file(request) -> HttpResponse:
    """A fragment for the chooser: search, upload, the files. A POST uploads into it."""
    right = "articles.add_file" if request.method == "POST" else "articles.view_file"
    if not request.user.has_perm(right):
        raise PermissionDenied
    if request.method == "POST" and wants_json(request):
        return one_taken(
            request, lambda file: file_row(store_file(file, by=request.user), may_upload=True)
        )
    refused = store_files(request) if request.method == "POST" else []
    term = request.GET.get("q", "").strip()
    found = any_case_search(File.objects.all(), ["name"], term)
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "term": term,
        "refused": refused,
        "may_upload": request.user.has_perm("articles.add_file"),
        "form": FileForm(),
        "upload": request.path,
        "upload_label": _("Upload files"),
        "upload_help": _(
            "PDF, office documents, EPUB, CSV, TXT; audio as MP3, M4A or OGG; video as "
            "web-optimised MP4 with H.264 and AAC; up to 60 MB each."
        ),
        "most": MAX_BYTES,
        "whose": form_owner.mark(request.user),
    }
    return TemplateResponse(request, "admin/newsroom/_files.html", context)


def store_file(file, *, by) -> File:
    """Keep one file, too large a one not even read; raises ValidationError."""
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 60 MB."))
    return uploads.store(file.name, file.read(), by=by)


def store_files(request) -> list[str]:
    """Keep the files that can be kept; return a sentence for each of the others."""
    refused = []
    for file in request.FILES.getlist("files"):
        try:
            store_file(file, by=request.user)
        except ValidationError as refusal:
            words = {"file": file.name, "reason": " ".join(refusal.messages)}
            refused.append(_("Not uploaded: %(file)s. %(reason)s") % words)
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
    """Say what a number in a text stands for: `?story=12` or `?file=7`; "" for one of nothing.

    `written_in` is the language of the text; `kind` is the ending of a file. `?image=3` with the
    language is answered with the words that its readers see under a picture which has none in
    the text.
    """
    if not can_see(request.user):
        raise PermissionDenied
    code = request.GET.get("written_in", "")
    image = row_of(Image.objects.all(), request.GET.get("image", ""))
    if image and code in languages.CODES:
        own = {one: getattr(image, languages.column(one, code)) or "" for one in PICTURE_WORDS}
        return JsonResponse({"name": image.name} | own)
    story, file = (request.GET.get(what, "") for what in ("story", "file"))
    if article := row_of(Article.objects.all(), story):
        return JsonResponse({"name": title_in(article, language_of(request))})
    if found := row_of(File.objects.all(), file):
        return JsonResponse({"name": found.name, "kind": found.kind})
    return JsonResponse({"name": ""})


def urls(view) -> list:
    return [
        path("blocks/files/", view(choose_file), name="articles_article_files"),
        path("blocks/stories/", view(choose_story), name="articles_article_stories"),
        path("blocks/name/", view(name), name="articles_article_named"),
    ]
