import taggit.admin
from django.contrib import admin

from articles.admin.base import columns, name_gaps, per_language
from articles.admin.taxonomy.taxonomy_admin import NounAdmin
from articles.models import Tag


@admin.register(Tag)
class TagAdmin(NounAdmin):
    list_display = ["__str__", *columns("name"), name_gaps]
    search_fields = columns("name")
    fieldsets = per_language("name", "slug")


# The package registers tags of its own, which no story has: two lists "Tags" would be a riddle.
admin.site.unregister(taggit.models.Tag)
