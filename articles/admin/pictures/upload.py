"""Uploading pictures: one after the other for a script, several at once on a page without one."""

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import images
from articles.admin.pictures import image_details
from articles.images.store import MAX_BYTES
from articles.models import Image
from articles.models.today import today
from newsroom.accounts import form_owner
from newsroom.storage.base import NotKept

MOST_ALIKE = 2


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


def upload_context(request) -> dict:
    """Return what admin/newsroom/_upload.html needs for pictures."""
    return {
        "form": UploadForm(),
        "may_upload": request.user.has_perm("articles.add_image"),
        "upload": reverse("admin:articles_image_upload"),
        "upload_label": _("Upload pictures"),
        "upload_help": _(
            "JPEG, PNG, WebP, AVIF, HEIC or GIF, up to 60 MB each. You can upload several at once."
        ),
        "most": MAX_BYTES,
        "whose": form_owner.mark(request.user),
    }


def store_picture(file: UploadedFile, *, by) -> images.Upload:
    """Keep one picture, too large a one not even read; raises ValidationError."""
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 60 MB."))
    return images.store_upload(file.name, file.read(), by=by)


def store_all(files, *, by) -> tuple[list[Image], list[str]]:
    """Keep the files that can be kept; return them and a sentence for each of the others."""
    pictures, refused = [], []
    for file in files:
        try:
            pictures.append(store_picture(file, by=by).image)
        except ValidationError as refusal:
            words = {"file": file.name, "reason": " ".join(refusal.messages)}
            refused.append(_("Not uploaded: %(file)s. %(reason)s") % words)
    return pictures, refused


def one_taken(request, keep: Callable[[UploadedFile], dict]) -> JsonResponse:
    """Answer a script that sent one file: `state` is "kept", with what `store_one` tells of it.

    Or it is "refused", with a `sentence` for the person; "busy" and "unkept" ask to send it again.
    """
    try:
        files = request.FILES.getlist("files")
        if len(files) != 1:
            raise ValidationError(_("Choose at least one file."))
        return JsonResponse({"state": "kept"} | keep(files[0]))
    except images.Busy as busy:
        return once_more("busy", busy, seconds=2)
    except NotKept as unkept:
        return once_more("unkept", unkept, seconds=15)
    except ValidationError as refusal:
        sentence = " ".join(refusal.messages)
        return JsonResponse({"state": "refused", "sentence": sentence}, status=422)


def once_more(state: str, reason: ValidationError, *, seconds: int) -> JsonResponse:
    """Answer a script that it should send the same file again, and after how long."""
    told = {"state": state, "sentence": " ".join(reason.messages), "seconds": seconds}
    return JsonResponse(told, status=503, headers={"Retry-After": str(seconds)})


@require_POST
def upload_one(request) -> JsonResponse:
    """Keep one picture, and answer with its row in the list of uploads."""
    require(request, "add")

    def store_one(file: UploadedFile) -> dict:
        upload = store_picture(file, by=request.user)
        told = {"id": upload.image.pk, "label": str(upload.image)}
        return told | {"html": row(request, upload)}

    return one_taken(request, store_one)


def row(request, upload: images.Upload) -> str:
    """Return what the list of uploads shows of a picture that is kept: taking it, describing it.

    A new one stands with those that it looks like.
    """
    image = dress(upload.image)
    alike = images.twins(image)[:MOST_ALIKE] if upload.is_new else []
    context = {"image": image, "was_there": not upload.is_new, "note": upload.note}
    context["alike"] = [dress(one) for one in alike]
    if request.user.has_perm("articles.change_image"):
        context["form"] = image_details.WordsForm(instance=image, prefix=f"picture-{image.pk}")
    return render_to_string("admin/newsroom/_uploaded.html", context, request)


def dress(image: Image) -> Image:
    """Give a picture what the chooser shows beside its words."""
    image.thumb = images.desk_url(image, "3x2", 240)
    image.has_ended = not image.is_usable(today())
    return image


def upload_page(model_admin, request) -> HttpResponse:
    """Show the upload form, or keep what was sent and lead on to describing it."""
    require(request, "add")
    if request.method == "POST":
        pictures, refused = store_all(request.FILES.getlist("files"), by=request.user)
        for sentence in refused:
            messages.error(request, sentence)
        if pictures:
            messages.success(request, _("Uploaded. Now say what the picture shows."))
            address = reverse("admin:articles_image_change", args=[pictures[0].pk])
            if len(pictures) > 1:
                address = reverse("admin:articles_image_changelist")
            return HttpResponseRedirect(address)
        if not refused:
            messages.error(request, _("Choose at least one file."))
    context = admin.site.each_context(request) | upload_context(request)
    context |= {"title": _("Upload pictures"), "opts": model_admin.opts}
    return TemplateResponse(request, "admin/articles/image/upload.html", context)
