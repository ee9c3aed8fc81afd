"""Kept views above the list of stories: chosen, kept under a name, deleted."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.story_list.article_filters import NAMES
from articles.editorial import saved_views
from articles.editorial.permissions import can_drop_view, can_see
from articles.models import SavedView


@dataclass(frozen=True)
class Shown:
    """A kept view as a link: whether it is the one that is open, and whether it may be deleted."""

    view: SavedView
    is_open: bool
    may_drop: bool


def shown(request) -> dict:
    """Return the person's views and what of the list's address could be kept. One query."""
    query = saved_views.tidy(request.GET.urlencode(), NAMES)
    views = [
        Shown(view, view.query == query, can_drop_view(request.user, view))
        for view in saved_views.views_for(request.user)
    ]
    return {
        "views": views,
        "query": query,
        "open": next((one for one in views if one.is_open), None),
    }


@require_POST
def save_view(request) -> HttpResponseRedirect:
    """Keep the list as it is narrowed under a name."""
    if not can_see(request.user):
        raise PermissionDenied
    query = saved_views.tidy(request.POST.get("query", ""), NAMES)
    name, is_shared = request.POST.get("name", ""), "is_shared" in request.POST
    try:
        saved_views.save_view(by=request.user, name=name, query=query, is_shared=is_shared)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("View saved."))
    return to_list(query)


@require_POST
def drop(request, pk: int) -> HttpResponseRedirect:
    """Delete a kept view; the list stays as it is narrowed."""
    view = get_object_or_404(saved_views.views_for(request.user), pk=pk)
    saved_views.drop(view, by=request.user)
    messages.success(request, _("View deleted."))
    return to_list(view.query)


def to_list(query: str) -> HttpResponseRedirect:
    address = reverse("admin:articles_article_changelist")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def urls(view) -> list:
    """Return the addresses below the stories'; `view` is the admin's own door."""
    return [
        path("views/keep/", view(save_view), name="articles_keep_view"),
        path("views/<int:pk>/drop/", view(drop), name="articles_drop_view"),
    ]
