"""What can be done with a whole picture: a page that says what it touches, asks, and does it."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import images, workflow
from articles.admin.pictures.image_page import visible_use
from articles.admin.pictures.image_words import called
from articles.admin.widgets import PictureField
from articles.editorial.permissions import (
    can_bin_picture,
    can_replace_picture,
    can_withdraw_picture,
    require,
)
from articles.images import usage
from articles.models import Image
from articles.workflow.trash import KEPT
from newsroom.models import User


@dataclass(frozen=True)
class Verb:
    """A link to one of the pages."""

    address: str
    label: str


def can_withdraw_now(user: User, image: Image) -> bool:
    return image.withdrawn_at is None and can_withdraw_picture(user, image)


def can_restore_now(user: User, image: Image) -> bool:
    return image.withdrawn_at is not None and can_withdraw_picture(user, image)


VERBS = (
    ("articles_image_replace", can_replace_picture, gettext_lazy("Replace the file everywhere…")),
    ("articles_image_withdraw", can_withdraw_now, gettext_lazy("Withdraw now…")),
    ("articles_image_restore", can_restore_now, gettext_lazy("Restore to the site…")),
    ("articles_image_bin", can_bin_picture, gettext_lazy("Delete picture…")),
)


def verbs(image: Image, user: User) -> list[Verb]:
    """Return the pages that the person may open of a picture."""
    return [
        Verb(reverse(f"admin:{name}", args=[image.pk]), label)
        for name, may, label in VERBS
        if may(user, image)
    ]


def confirmation_page(request, image: Image, template: str, **context) -> HttpResponse:
    """Show a page that asks: the picture, and all that uses it. Nine queries for that."""
    found = usage.where(image)
    context = admin.site.each_context(request) | {
        "opts": Image._meta,
        "picture": image,
        "called": called(image, request.user),
        "thumb": images.desk_url(image, "3x2", 480),
        "uses": [visible_use(one, request.user) for one in found.uses],
        "live": len({one.article_id or one.title for one in found.live}),
        "more_stories": max(0, found.stories - usage.MOST_STORIES),
        **context,
    }
    return TemplateResponse(request, f"admin/articles/image/{template}.html", context)


def to_picture(image: Image) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:articles_image_change", args=[image.pk]))


def put_into_bin(request, pk: int) -> HttpResponse:
    """Ask before a picture is deleted (GET), put it into the bin (POST)."""
    image = get_object_or_404(Image, pk=pk)
    require(can_bin_picture(request.user, image))
    if request.method == "POST":
        try:
            workflow.bin_picture(image, by=request.user)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
            return HttpResponseRedirect(request.path)
        sentence = _("“%(picture)s” is in the bin.") % {"picture": called(image, request.user)}
        link = reverse("admin:articles_image_binned")
        words = format_html('{} <a href="{}">{}</a>', sentence, link, _("Go to the bin"))
        messages.success(request, words)
        return HttpResponseRedirect(reverse("admin:articles_image_changelist"))
    return confirmation_page(request, image, "bin", title=_("Delete picture"), days=KEPT.days)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 2, "maxlength": None}),
        help_text=gettext_lazy(
            "For colleagues only: recorded in the audit log, never shown to readers."
        ),
    )


def withdraw(request, pk: int) -> HttpResponse:
    """Ask before a picture leaves every page (GET), take it off with its files (POST)."""
    image = get_object_or_404(Image, pk=pk)
    require(can_withdraw_picture(request.user, image))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            is_done = workflow.withdraw_picture(image, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
            return to_picture(image)
        messages.success(request, _("The picture has been withdrawn."))
        if not is_done:
            messages.warning(
                request, _("Its files could not be deleted yet: the server will try again.")
            )
        return to_picture(image)
    return confirmation_page(request, image, "withdraw", title=_("Withdraw picture"), form=form)


def restore(request, pk: int) -> HttpResponse:
    """Ask before a withdrawn picture comes back (GET), put it back (POST)."""
    image = get_object_or_404(Image, pk=pk)
    require(can_withdraw_picture(request.user, image))
    if request.method == "POST":
        try:
            workflow.restore_picture(image, by=request.user)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The picture is back on the site."))
        return to_picture(image)
    return confirmation_page(request, image, "restore", title=_("Restore picture to the site"))


class ReplaceForm(forms.Form):
    """A file, or a picture of the library: one of the two."""

    file = forms.FileField(
        label=gettext_lazy("Different file"),
        required=False,
        widget=forms.ClearableFileInput({"accept": "image/*"}),
    )
    other = PictureField(
        Image.objects.all(), label=gettext_lazy("Or a picture from the library"), required=False
    )

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("file")) == bool(data.get("other")):
            raise ValidationError(_("Choose either a file or a picture from the library."))
        return data


def replace(request, pk: int) -> HttpResponse:
    """Ask for another file (GET), give it to the picture on every page (POST)."""
    image = get_object_or_404(Image, pk=pk)
    require(can_replace_picture(request.user, image))
    form = ReplaceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            put_file(image, form.cleaned_data, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("All pages now show the new file."))
            return to_picture(image)
    return confirmation_page(
        request, image, "replace", title=_("Replace the file everywhere"), form=form
    )


def put_file(image: Image, chosen: dict, *, by: User) -> None:
    if file := chosen["file"]:
        workflow.replace_picture(image, name=file.name, data=file.read(), by=by)
    else:
        workflow.replace_by_other(image, chosen["other"], by=by)


def urls(view) -> list:
    """Return the addresses below the pictures'; `view` is the admin's own door."""
    return [
        path("<int:pk>/bin/", view(put_into_bin), name="articles_image_bin"),
        path("<int:pk>/withdraw/", view(withdraw), name="articles_image_withdraw"),
        path("<int:pk>/restore/", view(restore), name="articles_image_restore"),
        path("<int:pk>/replace/", view(replace), name="articles_image_replace"),
    ]
