"""The home page as it will be: at a moment, or as the desk has it before it is saved.

It shows what is scheduled, so only those who may arrange the language see it, nothing on the way
keeps it, and no machine reads it.
"""

import copy
from datetime import datetime

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from articles.admin.base import MomentField
from articles.admin.home.home_desk_form import DeskForm
from articles.editorial.permissions import can_arrange
from articles.models import Ad, today
from articles.models.lineup import Lineup
from articles.site import ads, breaking_bar
from articles.site.home import front_page
from articles.site.page import NOINDEX, home_path
from articles.site.views import home
from newsroom import languages


@require_GET
def preview(request, language: str) -> HttpResponse:
    """Show the home page as it will be `at` a moment; without one, or a past one, as it is."""
    may_see(request, language)
    try:
        moment = MomentField(required=False).clean(request.GET.get("at"))
    except forms.ValidationError:
        moment = None
    return shown(request, language, moment)


@require_POST
def preview_typed(request, language: str) -> HttpResponse:
    """Show the home page as the form of the desk has it, which is not saved."""
    may_see(request, language)
    form = DeskForm.typed(language, request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("admin:articles_home_desk", args=[language]))
    return shown(request, language, form.when.cleaned_data["begins_at"], form.value())


def may_see(request, language: str) -> None:
    if language not in languages.CODES:
        raise Http404
    if not can_arrange(request.user, language):
        raise PermissionDenied


def shown(request, language: str, at: datetime | None, arranged: Lineup | None = None):
    """Return the page that readers of the language would get; nothing in it counts."""
    moment = max(at or timezone.now(), timezone.now())
    asked = copy.copy(request)
    asked.path = asked.path_info = home_path(language)
    bar = breaking_bar.bar_of(language)
    # A place that no page has: advertisements would count who only looks at a preview.
    with override(language), ads.previewing(Ad(place="")), today.on(moment):
        response = home.show(
            asked,
            language,
            front_page(language, moment=moment, arranged=arranged and arranged.at(moment)),
            template="admin/articles/home_desk/preview.html",
            context={
                "preview_at": moment,
                "preview_language": request.user.interface_language,
                "is_unsaved": arranged is not None,
                "breaking": bar if bar and bar.ends_at > moment else None,
            },
            robots=NOINDEX,
        )
    response["X-Robots-Tag"] = NOINDEX
    response["Cache-Control"] = "private, no-store"
    return response
