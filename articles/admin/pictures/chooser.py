"""Choosing from the library of pictures: what the chooser shows, and a thumbnail by its number."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import get_language, pgettext_lazy
from django.views.decorators.http import require_http_methods

from articles import images, search
from articles.admin.pictures.upload import dress, require, store_all, upload_context
from articles.images.usage import used
from articles.models import Image
from newsroom import languages

A_PAGE = 24
# Nobody leafs further, one narrows; and nothing is counted.
MOST = 900
RECENT = timedelta(days=7)
SHOWN = {
    "": pgettext_lazy("pictures", "All"),
    "mine": pgettext_lazy("pictures", "Uploaded by me"),
    "recent": pgettext_lazy("pictures", "Last 7 days"),
    "unused": pgettext_lazy("pictures", "Not used yet"),
}


@require_http_methods(["GET", "POST"])
def choose(request) -> HttpResponse:
    """A fragment for the chooser: search, upload, the pictures. A POST uploads into it."""
    require(request, "view")
    refused = []
    if request.method == "POST":
        require(request, "add")
        _kept, refused = store_all(request.FILES.getlist("files"), by=request.user)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "show", "alt")}
    pictures = narrowed(request.user, show=asked["show"], alt=asked["alt"])
    answer = search.pictures(asked["q"], pictures, get_language()) if asked["q"] else None
    ids = answer.ids if answer else pictures.values_list("pk", flat=True)
    page = Paginator(list(ids[:MOST]), A_PAGE).get_page(request.GET.get("page"))
    page.object_list = in_order(page.object_list)
    context = upload_context(request) | {
        "page": page,
        "asked": asked,
        "answer": answer,
        "shown": SHOWN,
        "languages": languages.LANGUAGES,
        "refused": refused,
    }
    return TemplateResponse(request, "admin/newsroom/_chooser.html", context)


def narrowed(user, *, show: str, alt: str) -> QuerySet[Image]:
    """Return the pictures that `show` names, without an alt text in the language `alt`, the newest
    first. A filter that nobody offers counts for nothing.
    """
    pictures = Image.objects.all()
    if show == "mine":
        pictures = pictures.filter(uploaded_by=user)
    elif show == "recent":
        pictures = pictures.filter(uploaded_at__gte=now() - RECENT)
    elif show == "unused":
        pictures = pictures.filter(~used())
    return pictures.without_alt(alt) if alt in languages.CODES else pictures


def in_order(ids: Iterable[int]) -> list[Image]:
    """Return the pictures of a page in its order, with what the chooser shows. One query."""
    ids = list(ids)
    rows = Image.objects.in_bulk(ids)
    return [dress(rows[pk]) for pk in ids if pk in rows]


def thumb(request, pk: int) -> HttpResponse:
    """Lead to a small rendition of a picture: the text editor knows pictures by number.

    `?whole` asks for one that is not cut.
    """
    require(request, "view")
    crop, width = ("full", 800) if "whole" in request.GET else ("3x2", 480)
    address = images.desk_url(get_object_or_404(Image, pk=pk), crop, width)
    if not address:
        raise Http404
    return HttpResponseRedirect(address)
