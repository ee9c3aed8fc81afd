from django.contrib import admin

from articles.admin.base import NewsroomAdmin, columns
from articles.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(NewsroomAdmin):
    """To read only: permissions.py gives nobody another right."""

    list_display = ["at", "by", "action", "language", "article"]
    list_filter = ["action", "language", "by"]
    list_select_related = ["by", "article"]
    search_fields = columns("article__title")
    fields = ["at", "by", "action", "language", "article", "details"]
