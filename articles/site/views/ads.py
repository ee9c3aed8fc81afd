"""The doors of advertising: a creative's frame, impressions, clicks."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.models import Ad
from articles.site.page import absolute
from articles.statistics import ad_counts, readers

# What an advertiser wrote runs in an origin of its own and loads nothing from anywhere.
POLICY = (
    "sandbox allow-scripts allow-popups; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:; font-src data:; media-src data:; "
    "frame-ancestors 'self'"
)
HEAD = '<!doctype html><meta charset="utf-8"><base target="_blank">'


@never_cache
@require_safe
def creative(request: HttpRequest, ad: int) -> HttpResponse:
    """The HTML of an ad, for its frame; before it begins only for who may see campaigns.

    Opened alone it would speak in our name: then the way home is shown in its place. A browser that
    does not say where it shows a page still gets it without an origin, cookies or storage.
    """
    found = get_object_or_404(Ad.objects.exclude(html=""), pk=ad)
    if not has_begun(found) and not request.user.has_perm("articles.view_ad"):
        raise Http404
    if request.headers.get("Sec-Fetch-Dest", "iframe") != "iframe":
        return alone(found)
    address = absolute(f"/ads/click/{found.pk}/")
    # Only what cannot be anything else goes into the HTML.
    impression = request.GET.get("impression", "")
    if impression and ad_counts.key_in(impression, found.pk, ""):
        address += f"?impression={impression}"
    html = HEAD + found.html.replace("{click}", address)
    return HttpResponse(html, headers={"Content-Security-Policy": POLICY, "Vary": "Sec-Fetch-Dest"})


def alone(ad: Ad) -> HttpResponse:
    """Lead whoever opens a creative by its address to the newsroom's page of that language."""
    response = redirect("home", language=ad.language)
    response["Vary"] = "Sec-Fetch-Dest"
    return response


@never_cache
@csrf_exempt  # the page that asks is the same for every reader: it cannot carry a token
@require_POST
def count_impression(request: HttpRequest, ad: int) -> HttpResponse:
    """Count an `impression` once; an open page may tell of an ad that has ended."""
    count(ad_counts.count_seen, request, begun_or_404(ad))
    return HttpResponse(status=204)


@never_cache
@require_safe
def click(request: HttpRequest, ad: int) -> HttpResponse:
    """Count the click of an `impression`, and lead to the stored address of the ad, no other."""
    found = begun_or_404(ad)
    if request.method == "GET":
        count(ad_counts.count_click, request, found)
    response = redirect(found.url)
    response["X-Robots-Tag"] = "noindex, nofollow"
    # The window that a sandboxed frame opened may hold nothing that asks for a group of its own.
    response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response


def count(what: Callable, request: HttpRequest, ad: Ad) -> None:
    """Count what a reader tells of an impression of an ad, unless it is forged."""
    if not readers.is_reader(request):
        return
    reader, _before = readers.hashes_of(request, purpose="articles.ad_counting")
    if key := ad_counts.key_in(request.GET.get("impression", ""), ad.pk, reader):
        what(ad, key, reader)


def begun_or_404(pk: int) -> Ad:
    found = get_object_or_404(Ad.objects.defer("html"), pk=pk)
    if not has_begun(found):
        raise Http404
    return found


def has_begun(ad: Ad) -> bool:
    return ad.starts_at is None or ad.starts_at <= now()
