from django.contrib import admin

from articles.admin.base import NewsroomAdmin, columns, name_gaps, per_language
from articles.models import Category


@admin.register(Category)
class CategoryAdmin(NewsroomAdmin):
    list_display = ["__str__", "slug", "colour", "position", name_gaps]
    search_fields = columns("name")
    fieldsets = [
        (None, {"fields": ["slug", "colour", "position"]}),
        *per_language("name", "description"),
    ]
