"""Files for readers: their list, and the page of one with what it tells and its clean copy."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import files
from articles.admin.base import NewsroomAdmin
from articles.admin.pictures.file_words import told_lines, told_sentence
from articles.models import File
from newsroom.accounts.refusals import wants_json

# What has no clean copy: words as they are, and films, which are kept without anything else.
AS_IT_IS = (File.Kind.CSV, File.Kind.TXT, File.Kind.MP4)


def file_row(file: File, *, may_upload: bool) -> dict:
    """Return what the window for choosing is told of a file that is kept."""
    context = {"file": file, "told": told_sentence(file.tells), "may_upload": may_upload}
    html = render_to_string("admin/newsroom/_chooser_file.html", context)
    return {"id": file.pk, "label": str(file), "html": html}


@admin.register(File)
class FileAdmin(NewsroomAdmin):
    """To look at; files come in through the window for choosing, and leave with nobody."""

    list_display = ["__str__", "kind", "readable_size", "telling", "uploaded_by", "uploaded_at"]
    list_filter = ["kind"]
    list_select_related = ["uploaded_by"]
    search_fields = ["name"]

    def has_add_permission(self, request):
        return False  # there is no form for one: see block_views.py

    @admin.display(description=File._meta.get_field("size").verbose_name, ordering="size")
    def readable_size(self, file) -> str:
        return filesizeformat(file.size)

    @admin.display(description=gettext_lazy("hidden data"))
    def telling(self, file) -> str:
        return told_sentence(file.tells)[:120]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/clean/", view(require_POST(self.clean)), name="articles_file_clean"),
            path("<int:pk>/change/", view(require_safe(self.page)), name="articles_file_change"),
            *super().get_urls(),
        ]

    def page(self, request, pk: int) -> HttpResponse:
        """Template: `file`, `told` (None where it cannot be looked at now), `may_clean`."""
        if not request.user.has_perm("articles.view_file"):
            raise PermissionDenied
        file = get_object_or_404(File.objects.select_related("cleaned_from"), pk=pk)
        told = files.facts_of(file)
        context = self.admin_site.each_context(request) | {
            "title": str(file),
            "opts": File._meta,
            "file": file,
            "is_known": told is not None,
            "told": told_lines(told),
            "copies": file.clean_copies.all(),
            "may_clean": request.user.has_perm("articles.add_file") and file.kind not in AS_IT_IS,
        }
        return TemplateResponse(request, "admin/articles/file/page.html", context)

    def clean(self, request, pk: int) -> HttpResponse:
        """Make a clean copy; answer a script with its row, others with its page."""
        if not request.user.has_perm("articles.add_file"):
            raise PermissionDenied
        file = get_object_or_404(File, pk=pk)
        try:
            if file.kind in AS_IT_IS:
                raise ValidationError(_("This file contains no hidden data."))
            copy = files.make_clean_copy(file, by=request.user)
        except ValidationError as refusal:
            sentence = " ".join(refusal.messages)
            if wants_json(request):
                return JsonResponse({"state": "refused", "sentence": sentence})
            messages.error(request, sentence)
            return HttpResponseRedirect(reverse("admin:articles_file_change", args=[pk]))
        if wants_json(request):
            return JsonResponse({"state": "kept"} | file_row(copy, may_upload=True))
        messages.success(request, _("Clean copy saved. The original file is unchanged."))
        return HttpResponseRedirect(reverse("admin:articles_file_change", args=[copy.pk]))
