from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import NewsroomAdmin, columns, gaps, per_language
from articles.admin.editor_csp import allows_ckeditor
from articles.admin.taxonomy.slug_form import AddressedForm
from articles.models import Page


@admin.register(Page)
class PageAdmin(NewsroomAdmin):
    form = AddressedForm
    list_display = ["__str__", "slug", "position", "changed_at", "title_gaps"]
    search_fields = columns("title")
    fieldsets = [
        (None, {"fields": ["slug", "position", "purpose"]}),
        *per_language("title", "body"),
    ]
    changeform_view = allows_ckeditor(NewsroomAdmin.changeform_view)

    @admin.display(description=_("no title in"))
    def title_gaps(self, page) -> str:
        return gaps(page, "title") or "—"
