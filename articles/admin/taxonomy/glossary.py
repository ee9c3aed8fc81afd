"""The glossary in the admin: a list that is searched, and a table to be taken out and read in."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from articles.admin import spreadsheets
from articles.admin.base import NewsroomAdmin, columns, name_gaps, per_language
from articles.admin.taxonomy import glossary_table
from articles.models import Action, Term, audit_log


class FileForm(forms.Form):
    """One table; what is wrong with it is said line by line."""

    file = forms.FileField(
        label=gettext_lazy("File (XLSX or CSV)"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv,text/csv"}),
        max_length=200,
    )

    def clean_file(self):
        return glossary_table.read_terms(self.cleaned_data["file"])


@admin.register(Term)
class TermAdmin(NewsroomAdmin):
    list_display = ["__str__", *columns("forbidden"), name_gaps]
    search_fields = [*columns("name", "forbidden"), "note"]
    fieldsets = [*per_language("name", "forbidden"), (None, {"fields": ["note"]})]
    change_list_template = "admin/articles/term/change_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "export.csv",
                view(require_GET(self.export)),
                {"kind": spreadsheets.CSV},
                name="articles_term_export",
            ),
            path(
                "export.xlsx",
                view(require_GET(self.export)),
                {"kind": spreadsheets.XLSX},
                name="articles_term_export_xlsx",
            ),
            path("import/", view(self.read_in), name="articles_term_import"),
            *super().get_urls(),
        ]

    def export(self, request, kind: str) -> HttpResponseBase:
        """Send the whole glossary as a table that can be read in again."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        name = f"glossary-{timezone.localdate():%Y-%m-%d}"
        rows = glossary_table.rows(Term.objects.all())
        return spreadsheets.as_file(name, kind, glossary_table.COLUMNS, rows)

    def save_file(self, request, form: FileForm) -> tuple[int, int] | None:
        """Return how many terms were added and changed, None where the form says why not."""
        try:
            return glossary_table.save_terms(form.cleaned_data["file"], by=request.user)
        except ValidationError as refusal:
            form.add_error("file", refusal)
            return None

    def read_in(self, request) -> HttpResponse:
        """Ask for a table (GET), add and change terms by it (POST)."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form = FileForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid() and (kept := self.save_file(request, form)):
            added, changed = kept
            audit_log.write(Action.GLOSSARY_READ, by=request.user, added=added, changed=changed)
            words = _("Terms added: %(added)d. Changed: %(changed)d.")
            messages.success(request, words % {"added": added, "changed": changed})
            return HttpResponseRedirect(reverse("admin:articles_term_changelist"))
        context = self.admin_site.each_context(request) | {
            "title": _("Import glossary"),
            "form": form,
            "columns": glossary_table.COLUMNS,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/articles/term/import.html", context)
