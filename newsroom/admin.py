"""The people of the newsroom, looked after by administrators only."""

import django_tasks_db.admin
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    SetUnusablePasswordMixin,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.admin_site import Journaled, PlainTitles
from newsroom.models import User


class LanguagesField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


def languages_field() -> LanguagesField:
    field = User._meta.get_field("languages")
    return LanguagesField(
        choices=languages.CHOICES,
        required=False,
        label=capfirst(field.verbose_name),
        help_text=field.help_text,
    )


class PersonForm(UserChangeForm):
    languages = languages_field()


class NewPersonForm(AdminUserCreationForm):
    languages = languages_field()

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ["username", "role", "languages", "interface_language"]


class PasswordForm(AdminPasswordChangeForm):
    # Django's own is put together while it starts, in the language of that moment.
    usable_password_help_text = SetUnusablePasswordMixin.usable_password_help_text


@admin.register(User)
class PersonAdmin(Journaled, PlainTitles, UserAdmin):
    """Nobody is deleted: what they did keeps their name. Leaving means signing in no more."""

    form = PersonForm
    add_form = NewPersonForm
    change_password_form = PasswordForm
    list_display = ["thumb", "__str__", "username", "role", "desks", "is_active", "last_login"]
    list_display_links = ["__str__"]
    list_filter = ["role", "is_active"]
    search_fields = ["username", "first_name", "last_name", "email"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = []
    actions = None
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Work"), {"fields": ["role", "languages", "interface_language", "is_active"]}),
        (_("Board"), {"fields": ["welcome"]}),
        (None, {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "username",
                    "role",
                    "languages",
                    "interface_language",
                    "usable_password",
                    "password1",
                    "password2",
                ]
            },
        )
    ]

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_changelist_instance(self, request):
        """Put their photos on the people of the page. One query more."""
        page = super().get_changelist_instance(request)
        people = page.result_list = list(page.result_list)
        photos = self.admin_site.photos(people)
        for person in people:
            person.photo = photos.get(person.pk, "")
        return page

    @admin.display(description=_("photo"))
    def thumb(self, user) -> SafeString:
        face = {"person": user, "photo": user.photo}
        return render_to_string("admin/newsroom/_face.html", face)

    @admin.display(description=_("languages"))
    def desks(self, user) -> str:
        return ", ".join(languages.by_code(code).label for code in user.languages) or "—"


# Rights come from roles (articles/permissions.py): groups would promise what they do not give.
admin.site.unregister(Group)
# What the worker did is for operators: the package says it in English only.
admin.site.unregister(django_tasks_db.models.DBTaskResult)
