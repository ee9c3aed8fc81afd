from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import NewsroomAdmin
from articles.editorial import link_checker
from articles.models import Notice


@admin.register(Notice)
class NoticeAdmin(NewsroomAdmin):
    """To read only: what services were told, and what they answered."""

    list_display = [
        *("created_at", "service", "event", "edition", "state", "answered", "tries", "due_at")
    ]
    list_filter = ["state", "service"]
    list_select_related = ["edition"]
    fields = [*list_display, "changed_at"]
    readonly_fields = ["answered"]

    @admin.display(description=_("last answer"), ordering="answer")
    def answered(self, notice) -> str:
        return link_checker.in_words(notice.answer)
