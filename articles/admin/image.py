from django import forms
from django.contrib import admin
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import images
from articles.admin import choosing, describing, uploading
from articles.admin.base import NewsroomAdmin, columns, gaps, per_language
from articles.models import Image


class ImageForm(forms.ModelForm):
    """Cuts the renditions anew when the focal point has moved."""

    def clean(self):
        data = super().clean()
        if self.instance.pk and {"focal_x", "focal_y"} & set(self.changed_data):
            self.instance.must_refocus = True
        return data


@admin.register(Image)
class ImageAdmin(NewsroomAdmin):
    form = ImageForm
    list_display = [
        "thumb",
        "number",
        "__str__",
        "credit",
        "alt_gaps",
        "uploaded_by",
        "uploaded_at",
    ]
    list_display_links = ["__str__"]
    list_select_related = ["uploaded_by"]
    search_fields = [*columns("caption", "alt", "credit"), "name"]
    readonly_fields = ["preview"]
    fieldsets = [
        (None, {"fields": ["preview", "focal_x", "focal_y", "is_graphic"]}),
        *per_language("alt", "caption", "credit"),
    ]
    actions = None

    class Media:
        js = ["admin/newsroom/focal.js"]

    @admin.display(description=_("picture"))
    def thumb(self, image):
        return format_html(
            '<img class="thumb" src="{}" alt="" loading="lazy">', images.url(image, "3x2", 240)
        )

    @admin.display(description=_("number"), ordering="pk")
    def number(self, image):
        """What a story's form asks for where there is no script."""
        return image.pk

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

    @admin.display(description=_("no alt text in"))
    def alt_gaps(self, image) -> str:
        return gaps(image, "alt") or "—"

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
        ]
        return own + super().get_urls()
