from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.base import NewsroomAdmin
from articles.models import MistakeReport


@admin.register(MistakeReport)
class MistakeReportAdmin(NewsroomAdmin):
    """What readers reported: to read, and to delete when it is dealt with."""

    list_display = ["__str__", "edition", "language", "at"]
    list_filter = ["edition__language"]
    list_select_related = ["edition"]
    search_fields = ["selected", "comment", "edition__title"]
    fields = ["selected", "comment", "at", "story"]
    readonly_fields = ["story"]

    @admin.display(description=_("language"), ordering="edition__language")
    def language(self, report) -> str:
        return report.edition.get_language_display()

    @admin.display(description=_("story"))
    def story(self, report) -> str:
        return format_html(
            '<a href="{}">{}</a>', report.edition.article.get_admin_url(), report.edition.title
        )
