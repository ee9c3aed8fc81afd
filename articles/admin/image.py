from django import forms
from django.contrib import admin
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import images
from articles.admin import choosing, describing, image_several, uploading
from articles.admin.base import NewsroomAdmin, columns, per_language
from articles.admin.image_list import Library
from articles.models import Image


class ImageForm(forms.ModelForm):
    """Cuts the renditions anew when the focal point has moved."""

    def clean(self):
        data = super().clean()
        if self.instance.pk and {"focal_x", "focal_y"} & set(self.changed_data):
            self.instance.must_refocus = True
        return data


@admin.register(Image)
class ImageAdmin(Library, NewsroomAdmin):
    form = ImageForm
    search_fields = [
        *columns("caption", "alt", "credit"),
        *("people", "keywords", "source", "copyright", "name"),
    ]
    readonly_fields = ["preview"]
    fieldsets = [
        (None, {"fields": ["preview", "focal_x", "focal_y", "is_graphic"]}),
        *per_language("alt", "caption", "credit"),
    ]

    class Media:
        js = ["admin/newsroom/focal.js"]

    @admin.display(description=_("picture"))
    def preview(self, image):
        return format_html(
            '<span class="focal" data-focal><img src="{}" alt="" width="{}" height="{}"></span>'
            "<small>{}</small>",
            images.url(image, "full", 800),
            image.width,
            image.height,
            _("Press on what must never be cut off."),
        )

    def save_model(self, request, obj, form, change):
        if getattr(obj, "must_refocus", False):
            images.refocus(obj)
        else:
            super().save_model(request, obj, form, change)

    def add_view(self, request, form_url="", extra_context=None):
        """Take several files at once; everything else is said of each picture afterwards."""
        return uploading.upload_page(self, request)

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("choose/", view(choosing.choose), name="articles_image_choose"),
            path("upload/", view(uploading.upload_one), name="articles_image_upload"),
            path("<int:pk>/describe/", view(describing.describe), name="articles_image_describe"),
            path("<int:pk>/thumb/", view(choosing.thumb), name="articles_image_thumb"),
            *image_several.urls(view),
        ]
        return own + super().get_urls()
