"""Signing in: the password, then the second step of whoever has one or must have one.

Nobody is signed in before the last step. Between the steps the session remembers who gave the
right password, for twenty minutes; a password that is changed meanwhile ends that.
"""

import time

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model, login
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from newsroom import journal
from newsroom.accounts import lockout, second_factor, sessions, webauthn
from newsroom.middleware import PENDING
from newsroom.models import User

PENDING_SECONDS = 1200  # somebody may have to find the app first
FRESH_SECONDS = 600
BACKEND = "articles.editorial.permissions.RoleBackend"


class PasswordForm(AdminAuthenticationForm):
    """Name and password. Whoever guesses is locked out, with a sentence that says how long."""

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": gettext_lazy("Wrong username or password.")
    }
    stays = forms.BooleanField(
        label=gettext_lazy("Keep me signed in on this device"),
        required=False,
        help_text=gettext_lazy("For two weeks after your last visit; otherwise twelve hours."),
    )

    def clean(self):
        name = self.cleaned_data.get("username")
        if not name or not self.cleaned_data.get("password"):
            return self.cleaned_data
        with Guess(self.request, name, lockout.PASSWORD):
            return super().clean()


class Guess:
    """One try at a secret: counted when it is refused, told to the journal, locked out in the end.

    The block raises ValidationError when the secret is wrong.
    """

    def __init__(self, request: HttpRequest, name: str, limits: lockout.Limits):
        self.address = sessions.client_address(request)
        self.browser = sessions.browser_of(request)
        self.name, self.limits = name, limits

    def __enter__(self):
        self.attempt = lockout.begin(self.name, self.address, self.limits, browser=self.browser)

    def __exit__(self, kind, error, traceback):
        if error is None:
            lockout.succeed(self.attempt)
        elif isinstance(error, ValidationError):
            self.record(journal.SIGN_IN_REFUSED)
            if lockout.is_last(self.attempt, self.limits):
                self.record(journal.LOCKED_OUT)

    def record(self, event: str) -> None:
        """Name the account if there is one: what was typed as a name may have been a password."""
        person = get_user_model().objects.filter(username__iexact=self.name).first()
        journal.record(event, person=person, address=self.address, step=self.limits.kind)


class PasswordView(LoginView):
    """The first step."""

    template_name = "admin/login.html"
    authentication_form = PasswordForm

    def form_valid(self, form) -> HttpResponse:
        stays = form.cleaned_data["stays"]
        return pass_first_step(self.request, form.get_user(), self.get_success_url(), stays=stays)


def pass_first_step(
    request: HttpRequest, user: User, leads_to: str, *, stays: bool
) -> HttpResponse:
    """Sign somebody in whose password is right, or remember them until the second step."""
    if not user.has_second_factor and user.role not in admin.site.second_factor_roles():
        return finish(request, user, leads_to, stays=stays)
    request.session.cycle_key()
    request.session[PENDING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "until": int(time.time()) + PENDING_SECONDS,
        "next": leads_to,
        "language": user.interface_language,
        "stays": stays,
    }
    return next_step(user)


def next_step(user: User) -> HttpResponse:
    """Lead to the code, or to setting up what a role must have."""
    step = "sign_in_code" if user.has_second_factor else "sign_in_set_up"
    return HttpResponseRedirect(reverse(f"admin:{step}"))


def pending(request: HttpRequest) -> User | None:
    """Return who gave the right password in this session, None where nobody did lately."""
    kept = request.session.get(PENDING)
    if not kept or kept["until"] < time.time():
        return None
    user = get_user_model().objects.filter(pk=kept["user"], is_active=True, is_staff=True).first()
    if user and constant_time_compare(kept["hash"], user.get_session_auth_hash()):
        return user
    return None


def finish(
    request: HttpRequest, user: User, leads_to: str, *, stays: bool, how: str = journal.SIGN_IN
) -> HttpResponse:
    """Sign the person in, for as long as the device is theirs."""
    sessions.mark_browser(request)
    login(request, user, backend=BACKEND)
    request.session.pop(PENDING, None)
    request.session.set_expiry(sessions.OWN_SECONDS if stays else sessions.SHARED_SECONDS)
    journal.record(how, by=user, address=sessions.client_address(request))
    response = HttpResponseRedirect(leads_to)
    sessions.keep_mark(request, response)
    return response


class CodeForm(forms.Form):
    """A code of the app; where `user` has a second factor, a recovery code too."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


@sensitive_post_parameters()
@never_cache
def code_view(request) -> HttpResponse:
    """The second step: a code."""
    user = pending(request)
    if user is None:
        return HttpResponseRedirect(reverse("admin:login"))
    if not user.has_second_factor:
        return next_step(user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with Guess(request, user.username, lockout.CODE):
                how = taken(user, form.cleaned_data["code"])
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            kept = request.session[PENDING]
            if how == journal.RECOVERY_CODE_USED:
                say_what_is_left(request, user)
            return finish(request, user, kept["next"], stays=kept["stays"], how=how)
    kept = request.session[PENDING]
    return page(
        request,
        "code",
        _("Two-step sign-in"),
        form=form,
        has_app=bool(user.sealed_factor),
        has_passkey=user.passkeys.exists(),
        next=kept["next"],
        stays=kept["stays"],
        passkey_site=webauthn.origin(),
    )


def taken(user: User, code: str) -> str:
    """Return what is told of a code that is right; ValidationError when it is wrong."""
    kind = second_factor.use_code(user, code)
    if not kind:
        raise ValidationError(_("Wrong or already used code. Use the next one."))
    return journal.RECOVERY_CODE_USED if kind == "recovery" else journal.SIGN_IN


def say_what_is_left(request: HttpRequest, user: User) -> None:
    """Tell somebody without a phone, on the next page, how many recovery codes they still have."""
    number = user.recovery_codes.count()
    words = ngettext(
        "You signed in with a recovery code; %(number)d is left. Generate new ones or set up "
        "another phone in your menu, under “Sign-in”.",
        "You signed in with a recovery code; %(number)d are left. Generate new ones or set up "
        "another phone in your menu, under “Sign-in”.",
        number,
    )
    messages.warning(request, words % {"number": number})


class OwnPasswordForm(forms.Form):
    """The password once more, before what somebody at a foreign desk must not do.

    Who has none here, but an account in the directory, must have signed in just before.
    """

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, request, *args, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)
        if not request.user.has_usable_password():
            del self.fields["password"]

    def clean(self):
        began = self.request.session.get(sessions.BEGAN, 0)
        if "password" not in self.fields and time.time() - began > FRESH_SECONDS:
            raise ValidationError(
                _("Sign out and in again first: then you have ten minutes for this.")
            )
        return super().clean()

    def clean_password(self):
        user = self.request.user
        with Guess(self.request, user.username, lockout.PASSWORD):
            if not user.check_password(self.cleaned_data["password"]):
                raise ValidationError(_("Wrong password."))


def own_page(request: HttpRequest, address: str, otherwise: str) -> str:
    """Return an address if it leads to a page of ours."""
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if is_ours else otherwise


def page(request: HttpRequest, name: str, title: str, **context) -> HttpResponse:
    """Return a page of signing in."""
    context |= admin.site.each_context(request) | {"title": title}
    return TemplateResponse(request, f"admin/sign_in/{name}.html", context)
