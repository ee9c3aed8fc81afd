"""Choosing from the library of pictures: what the chooser shows, and a thumbnail by its number."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from articles import images
from articles.admin.base import any_case_search, columns
from articles.admin.uploading import require, store_all, upload_context
from articles.images.usage import used
from articles.models import Image
from newsroom import languages

A_PAGE = 24
RECENT = timedelta(days=7)
SHOWN = {
    "": pgettext_lazy("pictures", "All"),
    "mine": pgettext_lazy("pictures", "Uploaded by me"),
    "recent": pgettext_lazy("pictures", "Of the last 7 days"),
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
    page = Paginator(found(request.user, **asked), A_PAGE).get_page(request.GET.get("page"))
    for image in page:
        dress(image)
    context = upload_context(request) | {
        "page": page,
        "asked": asked,
        "shown": SHOWN,
        "languages": languages.LANGUAGES,
        "refused": refused,
    }
    return TemplateResponse(request, "admin/newsroom/_chooser.html", context)


def dress(image: Image) -> Image:
    """Give a picture what the chooser shows beside its words."""
    image.thumb = images.url(image, "3x2", 240)
    image.has_ended = bool(image.usable_until and image.usable_until < localdate())
    return image


def found(user, *, q: str = "", show: str = "", alt: str = "") -> QuerySet[Image]:
    """Return the pictures with the words `q`, of those that `show` names, without an alt text in
    the language `alt`. What nobody offers counts for nothing.
    """
    pictures = Image.objects.all()
    if show == "mine":
        pictures = pictures.filter(uploaded_by=user)
    elif show == "recent":
        pictures = pictures.filter(uploaded_at__gte=now() - RECENT)
    elif show == "unused":
        pictures = pictures.filter(~used())
    if alt in languages.CODES:
        column = languages.column("alt", alt)
        pictures = pictures.filter(Q(**{column: ""}) | Q(**{f"{column}__isnull": True}))
    return any_case_search(pictures, [*columns("caption", "alt", "credit"), "name"], q)


def thumb(request, pk: int) -> HttpResponse:
    """Lead to a small rendition of a picture: the text editor knows pictures by number."""
    require(request, "view")
    address = images.url(get_object_or_404(Image, pk=pk), "3x2", 480)
    if not address:
        raise Http404
    return HttpResponseRedirect(address)
