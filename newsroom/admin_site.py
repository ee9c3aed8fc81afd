"""The admin as the newsroom's desk: its name, its first page, a language for everyone."""

from collections.abc import Callable, Iterable

from django.contrib import admin, messages
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth import get_user_model
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from newsroom import journal, languages


class DeskSite(admin.AdminSite):
    """Django's admin in the newsroom's look.

    What it shows of the journalism is registered by the app that knows it: `newsroom_name`
    returns the name of the site, `board` what the first page shows to the person of a request,
    `photos` the addresses of people's photos by the people's ids.
    """

    index_title = gettext_lazy("Board")
    site_title = gettext_lazy("Newsroom")
    enable_nav_sidebar = False
    newsroom_name: Callable[[], str] = staticmethod(lambda: "")
    board: Callable[..., dict] = staticmethod(lambda request: {})
    photos: Callable[[Iterable], dict[int, str]] = staticmethod(lambda people: {})

    def each_context(self, request):
        context = super().each_context(request)
        name = self.newsroom_name() or self.site_title
        return context | {
            "site_header": name,
            "languages": languages.LANGUAGES,
            # Asked for by the header only: not every answer has one.
            "own_photo": lambda: self.photos([request.user]).get(request.user.pk, ""),
        }

    def get_urls(self):
        own = [
            path("language/", self.admin_view(self.choose_language), name="choose_language"),
            path("welcome/", self.admin_view(self.put_away_welcome), name="put_away_welcome"),
        ]
        return own + super().get_urls()

    def index(self, request, extra_context=None):
        return super().index(request, self.board(request) | (extra_context or {}))

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
            messages.success(request, _("The admin speaks your language now."))
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("admin:index")
    return HttpResponseRedirect(back)


@require_POST
def _put_away_welcome(request) -> HttpResponseBase:
    request.user.welcome = ""
    request.user.save(update_fields=["welcome"])
    return HttpResponseRedirect(reverse("admin:index"))


class PlainTitles:
    """Names the pages of a ModelAdmin by the row or the noun.

    Django's "Select %s to change" and "Change %s" cannot be inflected in our languages.
    """

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
        request.changed_fields = journal.changes(form)
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request, obj, message):
        known = {name: pair for name, pair in request.changed_fields.items() if pair}
        self.tell(request, journal.ROW_ADDED, obj, fields=known)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        if fields := getattr(request, "changed_fields", None):
            self.tell(request, journal.ROW_CHANGED, obj, fields=fields)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self.tell(request, journal.ROW_DELETED, obj)
        return super().log_deletions(request, queryset)

    def tell(self, request, event: str, obj, **details) -> None:
        if self.is_journaled:
            about = {"model": obj._meta.label_lower, "pk": obj.pk}
            person = obj if isinstance(obj, get_user_model()) else None
            journal.note(event, by=request.user, person=person, about=str(obj), **about, **details)


class DeskConfig(AdminConfig):
    default_site = "newsroom.admin_site.DeskSite"
