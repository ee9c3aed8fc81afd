from django.contrib import admin

from articles.admin.base import columns, name_gaps, per_language
from articles.admin.taxonomy.taxonomy_admin import NounAdmin
from articles.models import Category


@admin.register(Category)
class CategoryAdmin(NounAdmin):
    list_display = ["__str__", "slug", "colour", "position", name_gaps]
    search_fields = columns("name")
    fieldsets = [
        (None, {"fields": ["slug", "colour", "position", "picture"]}),
        *per_language("name", "description"),
    ]
