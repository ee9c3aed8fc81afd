"""The people of the newsroom, looked after by administrators only."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.admin_site import PlainTitles
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


@admin.register(User)
class PersonAdmin(PlainTitles, UserAdmin):
    """Nobody is deleted: what they did keeps their name. Leaving means signing in no more."""

    form = PersonForm
    add_form = NewPersonForm
    list_display = ["__str__", "username", "role", "desks", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    search_fields = ["username", "first_name", "last_name", "email"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = []
    actions = None
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Work"), {"fields": ["role", "languages", "interface_language", "is_active"]}),
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

    @admin.display(description=_("languages"))
    def desks(self, user) -> str:
        return ", ".join(languages.by_code(code).label for code in user.languages) or "—"


# Rights come from roles (articles/permissions.py): groups would promise what they do not give.
admin.site.unregister(Group)
