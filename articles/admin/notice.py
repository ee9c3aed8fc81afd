from django.contrib import admin

from articles.admin.base import NewsroomAdmin
from articles.models import Notice


@admin.register(Notice)
class NoticeAdmin(NewsroomAdmin):
    """To read only: what services were told, and what they answered."""

    list_display = [
        *("created_at", "service", "event", "edition", "state", "answer", "tries", "due_at")
    ]
    list_filter = ["state", "service"]
    list_select_related = ["edition"]
    fields = [*list_display, "changed_at"]
