from django.contrib import admin

from articles.admin.base import NewsroomAdmin, columns, name_gaps, per_language
from articles.admin.widgets import PictureField
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(NewsroomAdmin):
    list_display = ["__str__", "slug", "user", name_gaps]
    list_select_related = ["user"]
    search_fields = [*columns("name"), "slug"]
    fieldsets = [
        (None, {"fields": ["slug", "portrait", "user"]}),
        *per_language("name", "position", "bio"),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "portrait":
            kwargs["form_class"] = PictureField
            return db_field.formfield(**kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
