"""Uploading pictures: several at once on a page of its own, or one after the other for a script."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import images
from articles.models import Image


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Several pictures at once; what `images.store` refuses is said file by file."""

    files = forms.FileField(
        label=gettext_lazy("Pictures"), widget=SeveralFiles({"multiple": True, "accept": "image/*"})
    )


def require(request, right: str) -> None:
    if not request.user.has_perm(f"articles.{right}_image"):
        raise PermissionDenied


def store_all(files, *, by) -> tuple[list[Image], list[str]]:
    """Keep the files that can be kept; return them and a sentence for each of the others."""
    kept, refused = [], []
    for file in files:
        try:
            kept.append(images.store(file.name, file.read(), by=by))
        except ValidationError as refusal:
            words = {"file": file.name, "reason": " ".join(refusal.messages)}
            refused.append(_("Not kept: %(file)s. %(reason)s") % words)
    return kept, refused


def upload_page(model_admin, request) -> HttpResponse:
    """Show the upload form, or keep what was sent and lead on to describing it."""
    require(request, "add")
    if request.method == "POST":
        kept, refused = store_all(request.FILES.getlist("files"), by=request.user)
        for sentence in refused:
            messages.error(request, sentence)
        if kept:
            messages.success(request, _("Uploaded. Now say what the picture shows."))
            address = reverse("admin:articles_image_change", args=[kept[0].pk])
            if len(kept) > 1:
                address = reverse("admin:articles_image_changelist")
            return HttpResponseRedirect(address)
        if not refused:
            messages.error(request, _("Choose at least one file."))
    context = admin.site.each_context(request) | {
        "title": _("Upload pictures"),
        "opts": model_admin.opts,
        "form": UploadForm(),
    }
    return TemplateResponse(request, "admin/articles/image/upload.html", context)
