"""Pictures in the admin: the library, the page of one, what is done to several."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect, QueryDict
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from articles import images
from articles.admin.base import NewsroomAdmin, columns
from articles.admin.pictures import (
    chooser,
    image_bulk,
    image_details,
    image_page,
    image_trash,
    image_verbs,
    upload,
)
from articles.admin.pictures.image_form import FIELDS, FOCAL, ImageForm
from articles.admin.pictures.image_list import Library
from articles.admin.pictures.image_words import LIVE
from articles.editorial.field_permissions import barred
from articles.editorial.permissions import require
from articles.models import Image
from articles.workflow.image_expiry import settle_pictures
from articles.workflow.pictures import find_anew
from newsroom import languages
from newsroom.parameters import row_of

CHANGE, WITHOUT_ALT = "articles_image_change", "articles_image_without_alt"


@admin.register(Image)
class ImageAdmin(Library, NewsroomAdmin):
    form = ImageForm
    fields = FIELDS
    change_form_template = "admin/articles/image/change_form.html"
    search_fields = [
        *columns("caption", "alt", "credit"),
        *("people", "keywords", "source", "copyright", "name"),
    ]

    def get_readonly_fields(self, request, obj=None):
        """None: what is locked stays in its place."""
        return []

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Lock the fields that only who may publish writes, while live pages show the picture."""
        form = super().get_form(request, obj, change, **kwargs)
        for name in barred(request.user, obj) & set(form.base_fields) if obj else ():
            form.base_fields[name].disabled = True
            form.base_fields[name].help_text = LIVE
        return form

    def get_queryset(self, request):
        """Hold the row that a form is sent for: what two people changed is joined one by one."""
        queryset = super().get_queryset(request)
        if getattr(request.resolver_match, "url_name", "") != CHANGE:
            return queryset
        queryset = queryset.select_related("uploaded_by")
        return queryset.select_for_update(of=("self",)) if request.method == "POST" else queryset

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if "_next_without_alt" in request.POST:
            image = self.get_object_or_none(object_id)
            query = request.GET.get("_changelist_filters", "")
            request.next_address = image and image_page.next_without_alt(
                self, request, image, query
            )
        return super().change_view(request, object_id, form_url, extra_context)

    def get_object_or_none(self, object_id: str) -> Image | None:
        return row_of(Image.objects.all(), object_id)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= image_page.context(self, request, obj, context["adminform"].form)
        context |= {"media": "", "verbs": image_verbs.verbs(obj, request.user)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if form.must_refocus and not self.refocused(request, obj, form):
            for field, value in Image.objects.filter(pk=obj.pk).values(*FOCAL).get().items():
                setattr(obj, field, value)
            super().save_model(request, obj, form, change)
        elif form.changed and not form.must_refocus:
            super().save_model(request, obj, form, change)
        if form.changed:
            find_anew([obj], form.changed)
        if "usable_until" in form.changed:
            settle_pictures.enqueue()

    def refocused(self, request, obj, form) -> bool:
        """Cut the picture anew; say why where that is not possible, all else is saved."""
        try:
            images.refocus(obj)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return False
        return True

    def response_change(self, request, obj):
        """Say what was kept; stay with the picture, or go on to the next one without alt text."""
        fields = getattr(request, "changed_fields", {})
        if fields:
            words = _("Saved: %(fields)s.") % {"fields": field_labels(fields)}
            messages.success(request, words)
        else:
            messages.info(request, _("No changes made."))
        query = request.GET.get("_changelist_filters", "")
        if "_next_without_alt" in request.POST:
            if request.next_address:
                return HttpResponseRedirect(request.next_address)
            messages.success(request, _("All other pictures here have alt text."))
        return HttpResponseRedirect(image_page.picture_address(obj.pk, query))

    def changelist_view(self, request, extra_context=None):
        """Take what is dropped on the library, too."""
        context = upload.upload_context(request)
        return super().changelist_view(request, context | (extra_context or {}))

    def without_alt_view(self, request):
        """Lead to the newest picture that lacks alt text in some language."""
        require(request.user.has_perm("articles.change_image"))
        if found := self.ids_of(request, QueryDict("noalt=any")):
            return HttpResponseRedirect(image_page.picture_address(found[0], "noalt=any"))
        messages.success(request, _("All pictures have alt text."))
        return HttpResponseRedirect(image_page.address("admin:articles_image_changelist"))

    def add_view(self, request, form_url="", extra_context=None):
        """Take several files at once; everything else is said of each picture afterwards."""
        return upload.upload_page(self, request)

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("choose/", view(chooser.choose), name="articles_image_choose"),
            path("upload/", view(upload.upload_one), name="articles_image_upload"),
            path(
                "<int:pk>/describe/", view(image_details.describe), name="articles_image_describe"
            ),
            path("<int:pk>/thumb/", view(chooser.thumb), name="articles_image_thumb"),
            path("without-alt/", view(require_GET(self.without_alt_view)), name=WITHOUT_ALT),
            *image_bulk.urls(view),
            *image_trash.urls(view),
            *image_verbs.urls(view),
        ]
        return own + super().get_urls()


def field_labels(fields) -> str:
    """Name fields as the form does; those of a language with the language."""
    names = []
    for name in fields:
        if name in FOCAL:
            label = _("focal point")
        else:
            field = Image._meta.get_field(name)
            label = str(getattr(field, "translated_field", field).verbose_name)
            if code := getattr(field, "language", ""):
                label = f"{label} ({languages.by_code(code).name})"
        if label not in names:
            names.append(label)
    return capfirst(", ".join(names))
