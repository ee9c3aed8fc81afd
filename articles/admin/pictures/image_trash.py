"""The bin of pictures, and the list of those that may be shown for a short time only."""

from datetime import date, timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import (
    FileResponse,
    HttpResponse,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import images, workflow
from articles.admin.pictures.image_words import called
from articles.editorial.checks.picture_rules import SOON
from articles.editorial.permissions import can_bin_picture, has_right, require
from articles.images import usage
from articles.images.private_copy import look_name
from articles.models import Edition, Image
from articles.workflow.trash import KEPT
from newsroom import languages
from newsroom.storage.media import PLACEHOLDER

PAGE = 50


@require_safe
def binned(request) -> HttpResponse:
    """List the pictures that lie in the bin, the last deleted first. Two queries."""
    require(has_right(request.user, "view", Image))
    rows = Image.everything.filter(binned_at__isnull=False).select_related("binned_by")
    page = Paginator(rows.order_by("-binned_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    pictures = list(page.object_list)
    for one in pictures:
        dress(one, request.user)
        one.gone_at = one.binned_at + KEPT
        one.may_take_out = can_bin_picture(request.user, one)
    return show(request, "binned", title=_("Deleted pictures"), pictures=pictures, page=page)


@require_POST
def take_out(request, pk: int) -> HttpResponse:
    """Take a picture out of the bin and lead to its page."""
    image = get_object_or_404(Image.everything, pk=pk, binned_at__isnull=False)
    try:
        workflow.unbin_picture(image, by=request.user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return HttpResponseRedirect(reverse("admin:articles_image_binned"))
    messages.success(request, _("The picture has been restored in full."))
    return HttpResponseRedirect(reverse("admin:articles_image_change", args=[pk]))


class LanguageForm(forms.Form):
    """Whose pages are meant; nonsense in an address is all of them."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=lambda: [("", pgettext_lazy("any language", "All")), *languages.CHOICES],
    )

    def codes(self) -> list[str]:
        code = self.cleaned_data.get("language") if self.is_valid() else ""
        return [code] if code else list(languages.CODES)


@require_safe
def ending(request) -> HttpResponse:
    """List the pictures in use that end within 30 days, and those that have ended.

    The first to end stands first. Five queries.
    """
    require(has_right(request.user, "view", Image))
    form = LanguageForm(request.GET)
    today = timezone.localdate()
    found = ending_soon(today, form.codes())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    pictures = list(page.object_list)
    titles = usage.live_stories([one.pk for one in pictures], but=None)
    for one in pictures:
        dress(one, request.user)
        one.days = (one.usable_until - today).days
        one.stories = titles.get(one.pk, ())
    title = _("Pictures expiring soon")
    return show(request, "ending", title=title, pictures=pictures, page=page, form=form)


def ending_soon(today: date, codes: list[str]) -> QuerySet[Image]:
    """Return the pictures that end within 30 days or have ended and stand in live publications."""
    live = Edition.objects.live().filter(language__in=codes)
    shown = Exists(live.filter(cover=OuterRef("pk"))) | Exists(
        live.filter(edition_pictures__image=OuterRef("pk"))
    )
    soon = Q(usable_until__lt=today + timedelta(days=SOON))
    return Image.objects.filter(soon).filter(shown).order_by("usable_until", "pk")


def dress(image: Image, user) -> None:
    """Put what a row of a list shows on a picture."""
    image.called = called(image, user)
    image.thumb = images.desk_url(image, "3x2", 240)


@require_safe
def desk_copy(request, pk: int) -> HttpResponseBase:
    """Show the desk's own copy of a picture that has no public file; a placeholder without one."""
    require(has_right(request.user, "view", Image))
    image = get_object_or_404(Image.everything, pk=pk)
    try:
        file = default_storage.open(look_name(image.key))
    except OSError:
        return HttpResponse(PLACEHOLDER, content_type="image/svg+xml")
    response = FileResponse(file, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=300"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def show(request, template: str, **context) -> HttpResponse:
    context = admin.site.each_context(request) | {
        "opts": Image._meta,
        "days": KEPT.days,
        **context,
    }
    return TemplateResponse(request, f"admin/articles/image/{template}.html", context)


def urls(view) -> list:
    """Return the addresses below the pictures'; `view` is the admin's own door."""
    return [
        path("bin/", view(binned), name="articles_image_binned"),
        path("ending/", view(ending), name="articles_image_ending"),
        path("<int:pk>/look/", view(desk_copy), name="articles_image_look"),
        path("<int:pk>/bin/take-out/", view(take_out), name="articles_image_take_out"),
    ]
