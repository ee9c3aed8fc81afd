"""The people of the newsroom, looked after by administrators only."""

import django_tasks_db.admin
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    SetUnusablePasswordMixin,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from newsroom import journal, languages
from newsroom.accounts import account, lockout, passwords, second_factor, sessions
from newsroom.accounts.enrolment import is_required
from newsroom.admin_site import AnsweredLookups, Journaled, PlainTitles
from newsroom.models import Role, User
from newsroom.partial_form import Checkbox, Checkboxes, PartialForm

SUPERUSERS_ONLY = _("Only a superuser changes how another superuser signs in.")


class LanguagesField(forms.MultipleChoiceField):
    widget = Checkboxes


def languages_field() -> LanguagesField:
    field = User._meta.get_field("languages")
    return LanguagesField(
        choices=languages.CHOICES,
        required=False,
        label=capfirst(field.verbose_name),
        help_text=field.help_text,
    )


class PersonForm(PartialForm, UserChangeForm):
    languages = languages_field()

    def clean(self):
        """Keep one administrator who may sign in: nobody else can make another."""
        data = super().clean()
        stays = data.get("role") == Role.ADMINISTRATOR and data.get("is_active")
        # What the form was filled from: the instance has by now what was typed.
        was = User.objects.filter(pk=self.instance.pk).first()
        if was and not stays and was.is_only_administrator():
            raise forms.ValidationError(
                _("This is the only active administrator. Appoint another one first.")
            )
        return data


class NewPersonForm(AdminUserCreationForm):
    languages = languages_field()

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ["username", "email", "role", "languages", "interface_language"]


class PasswordForm(AdminPasswordChangeForm):
    # Django's own is put together while it starts, in the language of that moment.
    usable_password_help_text = SetUnusablePasswordMixin.usable_password_help_text


@admin.register(User)
class PersonAdmin(Journaled, PlainTitles, AnsweredLookups, UserAdmin):
    """Nobody is deleted: what they did keeps their name. Leaving means signing in no more."""

    form = PersonForm
    add_form = NewPersonForm
    change_password_form = PasswordForm
    formfield_overrides = {models.BooleanField: {"widget": Checkbox}}
    media = forms.Media()
    change_form_template = "admin/newsroom/user/change_form.html"
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
                    "email",
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

    def has_change_permission(self, request, obj=None) -> bool:
        """A superuser's row, password and devices are for superusers alone."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or request.user.is_superuser)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def lookup_allowed(self, lookup, value, request=None) -> bool:
        """Filter by what the list offers: no secret is to be guessed letter by letter."""
        return lookup.split("__")[0] in self.list_filter

    def get_urls(self):
        view = self.admin_site.admin_view(self.sign_in_view)
        return [path("<int:pk>/sign-in/", view, name="newsroom_user_sign_in"), *super().get_urls()]

    def sign_in_view(self, request, pk: int) -> HttpResponse:
        """Show, and end, how somebody signs in: the second step, the devices."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        person = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, person):
            raise PermissionDenied(SUPERUSERS_ONLY)
        if person == request.user:  # there the password is asked for once more
            return HttpResponseRedirect(reverse("admin:account"))
        if request.method == "POST":
            self.end(request, person)
            return HttpResponseRedirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": _("Sign-in: %(name)s") % {"name": person},
            "opts": self.opts,
            "person": person,
            "is_required": is_required(person),
            "devices": account.devices(person),
        }
        return TemplateResponse(request, "admin/newsroom/user/sign_in.html", context)

    def end(self, request, person: User) -> None:
        """Reset the second step, or sign the person out on one device or on all."""
        if "unlink_directory" in request.POST:
            person.directory_id = None
            person.save(update_fields=["directory_id"])
            account.record(
                request,
                journal.ROW_CHANGED,
                person=person,
                fields={"directory_id": None},
                model=person._meta.label_lower,
                pk=person.pk,
                about=str(person),
            )
            messages.success(request, _("The directory’s account is forgotten here."))
            return
        if "reset_factor" in request.POST:
            second_factor.switch_off(person)
            account.record(request, journal.FACTOR_OFF, person=person)
            messages.success(request, _("Two-step sign-in has been reset."))
            return
        rows = sessions.open_sign_ins(person)
        if "others" not in request.POST:
            rows = [row for row in rows if str(row.pk) == request.POST.get("device")]
        account.say_ended(request, sessions.end(rows), person)

    def save_model(self, request, obj, form, change):
        """Sign whoever may sign in no more out everywhere, too.

        A superuser's rights (given on the command line) go with the administrator's role.
        """
        obj.is_superuser = obj.is_superuser and obj.role == Role.ADMINISTRATOR
        super().save_model(request, obj, form, change)
        if change and not obj.is_active:
            sessions.end_all(obj)

    def user_change_password(self, request, id, form_url=""):  # noqa: A002 - Django's name
        person = self.get_object(request, unquote(id))
        if person == request.user and self.has_change_permission(request, person):
            # There the old one is asked for.
            return HttpResponseRedirect(reverse("admin:password_change"))
        if person and person.is_superuser and not request.user.is_superuser:
            raise PermissionDenied(SUPERUSERS_ONLY)
        answer = super().user_change_password(request, id, form_url)
        if request.method == "POST" and answer.status_code == 302 and person:
            place = sessions.client_address(request)
            passwords.changed(person, by=request.user, place=place)
            lockout.forget(person.username, lockout.PASSWORD)
        return answer

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


# Rights come from roles (articles/editorial/permissions.py): groups would promise what they do not
# give.
admin.site.unregister(Group)
# What the worker did is for operators: the package says it in English only.
admin.site.unregister(django_tasks_db.models.DBTaskResult)
