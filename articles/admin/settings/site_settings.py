from django import forms
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.base import NewsroomAdmin, per_language
from articles.admin.editor_csp import allows_ckeditor
from articles.admin.publishing.publish_checks import SiteForm, name_of, switchable
from articles.distribution import safe_http
from articles.models import SiteSettings
from newsroom.models import Role
from newsroom.partial_form import Checkboxes

ACCOUNTS = ("x", "youtube", "instagram", "facebook", "telegram")
LINKS = (*ACCOUNTS, "app_store", "google_play", "support")

MACHINES = (
    "feed_has_full_text",
    "allows_ai_crawlers",
    "ads_txt",
    "humans_txt",
    "security_contact",
    "indexnow_key",
    "indexnow_address",
    "websub_hub",
)


class SettingsForm(SiteForm):
    """Refuses addresses that nothing would be told at."""

    def clean_indexnow_address(self) -> str:
        return told_at(self.cleaned_data["indexnow_address"])

    def clean_websub_hub(self) -> str:
        return told_at(self.cleaned_data["websub_hub"])


def told_at(address: str) -> str:
    if address and not safe_http.is_allowed(address):
        raise forms.ValidationError(
            _("Enter a public address beginning with https:// or http://, without a port.")
        )
    return address


@admin.register(SiteSettings)
class SiteSettingsAdmin(NewsroomAdmin):
    """One row: the list leads straight to it."""

    fieldsets = [
        (None, {"fields": ["default_language", "email", "has_offline"]}),
        *per_language("name", "tagline", "reuse", "copyright", *LINKS),
        (
            _("Checks before publishing"),
            {
                "fields": [name_of(one) for one in switchable()],
                "description": _("A flash needs only a headline."),
            },
        ),
        (_("Before publication"), {"fields": ["needs_other_eyes"]}),
        (_("Language tools"), {"fields": ["armenian_and"]}),
        (_("Search engines and feeds"), {"fields": MACHINES}),
    ]
    # Whoever looks after people says how they sign in.
    sign_in = (_("Sign-in"), {"fields": ["second_factor_roles"]})
    form = SettingsForm
    changeform_view = allows_ckeditor(NewsroomAdmin.changeform_view)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.has_perm("newsroom.change_user"):
            return [*fieldsets, self.sign_in]
        return fieldsets

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name != "second_factor_roles":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.MultipleChoiceField(
            label=capfirst(db_field.verbose_name),
            help_text=db_field.help_text,
            choices=Role.choices,
            required=False,
            widget=Checkboxes,
        )

    def changelist_view(self, request, extra_context=None):
        SiteSettings.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:articles_sitesettings_change", args=[1]))
