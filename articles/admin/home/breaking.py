"""Raising, changing and ending the breaking bar."""

from datetime import timedelta
from urllib.parse import unquote, urlsplit

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import NewsroomAdmin
from articles.editorial.permissions import can_raise
from articles.models import Breaking, Edition
from articles.workflow import breaking
from newsroom import languages
from newsroom.partial_form import PartialForm

USUAL = timedelta(hours=3)


class BreakingForm(PartialForm):
    """The story is given by its address on the site, as it is copied from a browser."""

    address = forms.CharField(
        label=gettext_lazy("Story address"),
        required=False,
        help_text=gettext_lazy(
            "Copied from the site. Without it, or while the story is not live, the bar does "
            "not link anywhere."
        ),
    )

    class Meta:
        model = Breaking
        fields = ["language", "text", "address", "ends_at"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.edition:
            self.initial["address"] = self.instance.edition.get_absolute_url()

    def clean(self):
        data = super().clean()
        data["edition"] = None
        if data.get("address") and (language := data.get("language", self.instance.language)):
            data["edition"] = edition_at(data["address"], language)
            if data["edition"] is None:
                self.add_error("address", _("No such story in this language."))
        if data.get("ends_at") and data["ends_at"] <= timezone.now():
            self.add_error("ends_at", _("The end is in the past."))
        return data


def edition_at(address: str, language: str) -> Edition | None:
    """Return the publication at an address of the site, None when it is none. One query."""
    try:
        match = resolve(unquote(urlsplit(address.strip()).path))
    except (Resolver404, ValueError):
        return None
    if match.url_name != "edition" or match.kwargs["language"] != language:
        return None
    return Edition.objects.filter(**match.kwargs).first()


@admin.register(Breaking)
class BreakingAdmin(NewsroomAdmin):
    """Who may see all may raise and end only in their languages; what has ended is to be read."""

    form = BreakingForm
    is_journaled = False
    list_display = ["text", "language", "is_running", "raised_at", "raised_by", "ends_at"]
    list_filter = ["language"]
    list_select_related = ["raised_by"]
    search_fields = ["text"]
    actions = ["end"]

    @admin.display(description=gettext_lazy("on the site"), boolean=True)
    def is_running(self, bar) -> bool:
        return bar.is_running

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        if obj is None:
            return allowed
        return allowed and obj.is_running and can_raise(request.user, obj.language)

    def get_fields(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return ["language", "text", "edition", "ends_at"]
        return ["language", "text", "address", "ends_at"]

    def get_readonly_fields(self, request, obj=None):
        return ["language"] if obj else []

    def get_changeform_initial_data(self, request):
        ends_at = timezone.now().replace(second=0, microsecond=0) + USUAL
        return {"ends_at": ends_at} | super().get_changeform_initial_data(request)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "language":
            kwargs["choices"] = [
                choice for choice in languages.CHOICES if can_raise(request.user, choice[0])
            ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        said = {name: form.cleaned_data[name] for name in ("text", "ends_at", "edition")}
        if change:
            breaking.change_bar(obj, by=request.user, **said)
        else:
            bar = breaking.raise_bar(obj.language, by=request.user, **said)
            obj.pk = bar.pk

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and "_end" in request.POST and object_id:
            bar = self.get_object(request, object_id)
            if bar is None:
                return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
            self.end_one(request, bar)
            return HttpResponseRedirect(reverse("admin:articles_breaking_changelist"))
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:  # it ended while somebody typed
            messages.error(request, refusal.message)
            return HttpResponseRedirect(reverse("admin:articles_breaking_changelist"))

    def end_one(self, request, bar) -> None:
        """End a bar and say so; 403 for who may not."""
        try:
            breaking.end_bar(bar, by=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.message)
        else:
            with translation.override(None):  # as Django keeps the names of fields
                fields = [str(Breaking._meta.get_field("ends_at").verbose_name)]
            self.log_change(request, bar, [{"changed": {"fields": fields}}])
            messages.success(request, _("The breaking news bar has been taken down."))

    @admin.action(description=gettext_lazy("End now"), permissions=["change"])
    def end(self, request, queryset):
        for bar in queryset:
            try:
                self.end_one(request, bar)
            except PermissionDenied as refusal:
                messages.error(request, f"{bar.text}: {refusal}")
