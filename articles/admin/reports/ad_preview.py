"""An ad in its place, on a real page of the site, for who makes campaigns."""

import copy

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import resolve, reverse
from django.utils.translation import override

from articles.models import Ad, Category, Edition
from articles.site import ads

ANYWHERE = (Ad.Place.HEADER, Ad.Place.FOOT)


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a page as its readers would see it, with this ad and no other, and count nothing."""
    if not request.user.has_perm("articles.view_ad"):
        raise PermissionDenied
    ad = get_object_or_404(Ad.objects.select_related("image"), pk=pk)
    address = page_for(ad)
    match = resolve(address)
    asked = copy.copy(request)
    asked.path = asked.path_info = address
    with override(ad.language), ads.previewing(ad):
        response = match.func(asked, *match.args, **match.kwargs)
    response["X-Robots-Tag"] = "noindex"
    return response


def page_for(ad: Ad) -> str:
    """Return the address of a page that has the place; Http404 when the site has none yet."""
    stories = Edition.objects.live().in_language(ad.language)
    if chosen := list(ad.categories.all()):
        stories = stories.filter(category__in=chosen)
    if ad.place in ANYWHERE and not chosen:
        return reverse("home", kwargs={"language": ad.language})
    if ad.place == Ad.Place.STREAM or ad.place in ANYWHERE:
        ids = [one.pk for one in chosen] or stories.values("category")
        shelf = Category.objects.filter(pk__in=ids).first()
        if shelf:
            return reverse("category", kwargs={"language": ad.language, "slug": shelf.slug})
    story = longest(stories)
    if story is None:
        raise Http404
    return story.get_absolute_url()


def longest(stories) -> Edition | None:
    """Return the longest of the newest stories: short ones have no place in their text."""
    newest = list(stories.order_by("-published_at")[:20])
    return max(newest, key=lambda one: len(one.body), default=None)
