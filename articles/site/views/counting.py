"""The doors of the counter."""

import base64

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from articles.statistics import readers, search_queries, view_counts

LONGEST_NOTE = 1000
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@never_cache
@csrf_exempt  # the page that asks is the same for every reader: it cannot carry a token
@require_POST
def count_view(request: HttpRequest, edition: int) -> HttpResponse:
    """Count one view of a live edition and answer {"views": N}."""
    return JsonResponse({"views": count_for(request, edition)})


@never_cache
@require_GET
def count_view_pixel(request: HttpRequest, edition: int) -> HttpResponse:
    """Count one view for a reader without script; answer a picture of one pixel."""
    count_for(request, edition)
    return HttpResponse(PIXEL, content_type="image/gif")


@never_cache
@csrf_exempt  # the page that asks is the same for every reader: it cannot carry a token
@require_POST
def count_query(request: HttpRequest) -> HttpResponse:
    """Count one search by the sealed note of its page; 204, or 400 for no note of ours."""
    return HttpResponse(status=204 if count_note(request, request.POST) else 400)


@never_cache
@require_GET
def count_query_pixel(request: HttpRequest) -> HttpResponse:
    """Count one search of a reader without script; answer a picture of one pixel."""
    if not count_note(request, request.GET):
        return HttpResponse(status=400)
    return HttpResponse(PIXEL, content_type="image/gif")


def count_note(request: HttpRequest, given: QueryDict) -> bool:
    """Count a note if a reader brings it, no robot and nobody of the newsroom; tell whether it
    may be one.
    """
    sealed = given.get("note", "")[:LONGEST_NOTE]
    if not readers.is_reader(request) or request.user.is_authenticated:
        return True
    return search_queries.count(sealed, *readers.hashes_of(request, purpose="articles.asking"))


def count_for(request: HttpRequest, edition: int) -> int:
    """Count if a person reads; return all views. Http404 for what is not live."""
    who = readers.hashes_of(request, purpose="articles.counting")
    views = view_counts.count(edition, *(who if readers.is_reader(request) else (None,)))
    if views is None:
        raise Http404
    return views
