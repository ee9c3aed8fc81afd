"""The admin as the newsroom's desk: its name, its first page, a language for everyone."""

from collections.abc import Callable, Iterable
from functools import update_wrapper

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import get_user_model
from django.contrib.auth.views import LogoutView
from django.db import DataError
from django.forms import BaseModelForm
from django.http import HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from newsroom import journal, languages
from newsroom.accounts import (
    account,
    enrolment,
    oidc,
    passkeys,
    passwords,
    refusals,
    sign_in,
    sign_in_again,
    webauthn,
)
from newsroom.accounts.sign_in import own_page
from newsroom.storage.store_health import watch


class DeskSite(admin.AdminSite):
    """Django's admin in the newsroom's look.

    What it shows of the journalism is registered by the app that knows it: `newsroom_name`
    returns the name of the site, `board` what the first page shows to the person of a request,
    `photos` the addresses of people's photos by the people's ids, `second_factor_roles` the roles
    that must have a second step, `more_urls` the addresses of pages that belong to no model,
    `hold_form` keeps what a request brings whose session is over and returns the page to go on
    with.
    """

    index_title = gettext_lazy("Board")
    site_title = gettext_lazy("Newsroom")
    enable_nav_sidebar = False
    newsroom_name: Callable[[], str] = staticmethod(lambda: "")
    board: Callable[..., dict] = staticmethod(lambda request: {})
    photos: Callable[[Iterable], dict[int, str]] = staticmethod(lambda people: {})
    second_factor_roles: Callable[[], list[str]] = staticmethod(list)
    more_urls: Callable[[Callable], list] = staticmethod(lambda view: [])
    hold_form: Callable[..., str] = staticmethod(lambda request: "")

    def __init__(self, name="admin"):
        super().__init__(name)
        self._app_lists: dict[tuple, list] = {}

    def each_context(self, request):
        context = super().each_context(request)
        name = self.newsroom_name() or self.site_title
        return context | {
            "site_header": name,
            "languages": languages.LANGUAGES,
            # Asked for by the header only: not every answer has one.
            "own_photo": lambda: self.photos([request.user]).get(request.user.pk, ""),
            "is_store_away": watch.is_away_now,
        }

    def get_app_list(self, request, app_label=None):
        """Return what the menu offers: the same to everybody of a role, in a language.

        Every page has the menu, and asks a hundred permissions and forty addresses for it.
        """
        user = request.user
        if user.is_anonymous:
            return super().get_app_list(request, app_label)
        key = (user.role, user.is_superuser, user.is_active, get_language(), app_label)
        if key not in self._app_lists:
            self._app_lists[key] = super().get_app_list(request, app_label)
        return self._app_lists[key]

    def admin_view(self, view, cacheable=False):
        """Keep strangers out; let whoever must have a second step set it up first."""
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            may_enter = self.has_permission(request)
            if may_enter and enrolment.must_set_up(request):
                return enrolment.lead_to_set_up(request)
            if not may_enter and (request.method == "POST" or refusals.wants_json(request)):
                return refusals.sign_in_first(request)
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def get_urls(self):
        inside = self.admin_view
        own = [
            path("language/", inside(self.choose_language), name="choose_language"),
            path("welcome/", inside(self.put_away_welcome), name="put_away_welcome"),
            # login/: for everybody
            path("login/code/", sign_in.code_view, name="sign_in_code"),
            path("login/passkey/", passkeys.sign_in_view, name="sign_in_passkey"),
            path("login/directory/", oidc.start_view, name="directory"),
            path("login/directory/back/", oidc.back_view, name="directory_back"),
            path("login/again/", sign_in_again.done_view, name="signed_in_again"),
            path("login/second-step/", enrolment.set_up_view, name="sign_in_set_up"),
            path("login/forgotten/", passwords.forgotten_view, name="password_forgotten"),
            path("login/letter/", passwords.letter_view, name="password_letter"),
            path(
                "login/new-password/<uidb64>/<token>/",
                passwords.NewPasswordView.as_view(),
                name="new_password",
            ),
            path("login/new-password/", passwords.done_view, name="new_password_done"),
            # account/: each person's own
            path("account/", inside(account.account_view), name="account"),
            path("account/second-step/off/", inside(account.switch_off_view), name="factor_off"),
            path("account/codes/", inside(account.new_codes_view), name="new_codes"),
            path("account/passkeys/", inside(passkeys.add_view), name="add_passkey"),
            path("account/passkeys/<int:pk>/", inside(passkeys.remove_view), name="passkey"),
            path("account/sessions/", inside(account.end_view), name="end_sessions"),
            *self.more_urls(inside),
        ]
        # Django's "r/…" leads anybody at work to the address of any row; nothing here links there.
        theirs = super().get_urls()
        return own + [one for one in theirs if getattr(one, "name", "") != "view_on_site"]

    @method_decorator(never_cache)
    def login(self, request, extra_context=None) -> HttpResponseBase:
        """Ask for name and password; whoever is signed in goes on to where they wished."""
        board = reverse("admin:index")
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(own_page(request, request.GET.get("next", ""), board))
        context = self.each_context(request) | {"title": _("Sign in"), "subtitle": None}
        context |= {"app_path": request.get_full_path(), "passkey_site": webauthn.origin()}
        context["directory"] = oidc.link()
        view = sign_in.PasswordView.as_view(
            extra_context=context | (extra_context or {}), next_page=board
        )
        return view(request)

    def autocomplete_view(self, request) -> HttpResponseBase:
        return Offered.as_view(admin_site=self)(request)

    def logout(self, request, extra_context=None) -> HttpResponseBase:
        """Sign out, and show where to sign in again."""
        return LogoutView.as_view(next_page=reverse("admin:login"))(request)

    def password_change(self, request, extra_context=None) -> HttpResponseBase:
        context = self.each_context(request) | (extra_context or {})
        return passwords.ChangeView.as_view(extra_context=context)(request)

    def index(self, request, extra_context=None):
        """Show the board; Django's own index would make its list of apps twice."""
        context = self.each_context(request) | {"title": self.index_title, "subtitle": None}
        context |= self.board(request) | (extra_context or {})
        request.current_app = self.name
        return TemplateResponse(request, "admin/index.html", context)

    def choose_language(self, request) -> HttpResponseBase:
        """Keep the language in which the person wants the admin, and go back."""
        return _choose_language(request)

    def put_away_welcome(self, request) -> HttpResponseBase:
        """Take the person's own welcome note off their board."""
        return _put_away_welcome(request)


@require_POST
def _choose_language(request) -> HttpResponseBase:
    code = request.POST.get("language")
    if code in languages.CODES:
        request.user.interface_language = code
        request.user.save(update_fields=["interface_language"])
        with translation.override(code):
            messages.success(request, _("Language changed."))
    back = request.POST.get("next", "")
    return HttpResponseRedirect(own_page(request, back, reverse("admin:index")))


@require_POST
def _put_away_welcome(request) -> HttpResponseBase:
    request.user.welcome = ""
    request.user.save(update_fields=["welcome"])
    return HttpResponseRedirect(reverse("admin:index"))


class Offered(AutocompleteJsonView):
    """What is offered while one types; `offered_name` of a ModelAdmin may name its rows."""

    def serialize_result(self, obj, to_field_name):
        offered = super().serialize_result(obj, to_field_name)
        named = getattr(self.model_admin, "offered_name", None)
        return offered | {"text": named(self.request, obj)} if named else offered


class AnsweredLookups:
    """Leads back from what a list cannot be asked, whether a column, a zone or a database says so.

    Django does so where a lookup is put together; most say no only when the rows are asked for.
    """

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError, DataError) as refused:
            raise IncorrectLookupParameters from refused


class PlainTitles:
    """Names the pages of a ModelAdmin by the row or the noun.

    Django's "Select %s to change" and "Change %s" cannot be inflected in our languages.
    """

    def get_object(self, request, object_id, from_field=None):
        """Read a row. Django takes an empty `_to_field` for the name of a field."""
        return super().get_object(request, object_id, from_field or None)

    def changelist_view(self, request, extra_context=None):
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"title": str(obj) if obj else _("New entry"), "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)


class Journaled:
    """Tells the journal what is added, changed and deleted on the pages of a ModelAdmin."""

    # False where the verbs behind the page tell of themselves.
    is_journaled = True

    def construct_change_message(self, request, form, formsets, add=False):
        # Django asks with the form of a new password, too, which has no model.
        has_model = isinstance(form, BaseModelForm)
        request.changed_fields = journal.changes(form) if has_model else {}
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request, obj, message):
        fields = getattr(request, "changed_fields", {})
        known = {name: pair for name, pair in fields.items() if pair}
        self.record(request, journal.ROW_ADDED, obj, fields=known)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        if fields := getattr(request, "changed_fields", None):
            self.record(request, journal.ROW_CHANGED, obj, fields=fields)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self.record(request, journal.ROW_DELETED, obj)
        return super().log_deletions(request, queryset)

    def record(self, request, event: str, obj, **details) -> None:
        if self.is_journaled:
            about = {"model": obj._meta.label_lower, "pk": obj.pk}
            person = obj if isinstance(obj, get_user_model()) else None
            journal.record(
                event, by=request.user, person=person, about=str(obj), **about, **details
            )
