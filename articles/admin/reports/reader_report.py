from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.base import NewsroomAdmin
from articles.editorial.permissions import RESTORE, may
from articles.models import MistakeReport
from articles.site.page import absolute


@admin.register(MistakeReport)
class MistakeReportAdmin(NewsroomAdmin):
    """What readers reported, to the desk of its language: to read, and to delete when done."""

    list_display = ["__str__", "edition", "language", "at"]
    list_filter = ["edition__language"]
    list_select_related = ["edition"]
    search_fields = ["selected", "comment", "edition__title"]
    fields = ["selected", "sentence", "comment", "at", "story", "page"]
    readonly_fields = ["story", "page"]

    def get_queryset(self, request):
        """Those of the languages whose desks the person works on; a chief of none sees all."""
        reports = super().get_queryset(request)
        desks, sees_all = request.user.languages, may(request.user, RESTORE)
        return reports if sees_all and not desks else reports.filter(edition__language__in=desks)

    @admin.display(description=_("language"), ordering="edition__language")
    def language(self, report) -> str:
        return report.edition.get_language_display()

    @admin.display(description=_("story"))
    def story(self, report) -> str:
        return format_html(
            '<a href="{}">{}</a>', report.edition.article.get_admin_url(), report.edition.title
        )

    @admin.display(description=_("address"))
    def page(self, report) -> str:
        path = report.edition.get_absolute_url()
        return format_html('<a href="{}">{}</a>', path, absolute(path))
