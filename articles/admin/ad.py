from django.contrib import admin

from articles.admin.base import NewsroomAdmin
from articles.admin.widgets import PictureField
from articles.models import Ad


@admin.register(Ad)
class AdAdmin(NewsroomAdmin):
    list_display = ["name", "place", "language", "starts_at", "ends_at"]
    list_filter = ["place", "language"]
    search_fields = ["name"]
    fields = ["name", "place", "language", "image", "url", "starts_at", "ends_at"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "image":
            kwargs["form_class"] = PictureField
            return db_field.formfield(**kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
