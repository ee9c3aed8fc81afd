"""Choosing from the library of pictures: what the chooser shows, and a thumbnail by its number."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from articles import images
from articles.admin.base import any_case_search, columns
from articles.admin.uploading import UploadForm, require, store_all
from articles.models import Image

A_PAGE = 24


def choose(request) -> HttpResponse:
    """A fragment for the chooser: search, upload, the pictures. A POST uploads into it."""
    require(request, "view")
    refused = []
    if request.method == "POST":
        require(request, "add")
        _kept, refused = store_all(request.FILES.getlist("files"), by=request.user)
    term = request.GET.get("q", "").strip()
    found = any_case_search(
        Image.objects.all(), [*columns("caption", "alt", "credit"), "name"], term
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    for image in page:
        image.thumb = images.url(image, "3x2", 240)
    context = {
        "page": page,
        "term": term,
        "refused": refused,
        "may_upload": request.user.has_perm("articles.add_image"),
        "form": UploadForm(),
    }
    return TemplateResponse(request, "admin/newsroom/_chooser.html", context)


def thumb(request, pk: int) -> HttpResponse:
    """Lead to a small rendition of a picture: the text editor knows pictures by number."""
    require(request, "view")
    address = images.url(get_object_or_404(Image, pk=pk), "3x2", 480)
    if not address:
        raise Http404
    return HttpResponseRedirect(address)
