"""A person's own page about signing in: the second step, and where they are signed in."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from newsroom import journal
from newsroom.accounts import second_factor, sessions, webauthn
from newsroom.accounts.enrolment import is_required
from newsroom.accounts.sign_in import OwnPasswordForm, page
from newsroom.models import User


class PasskeyForm(OwnPasswordForm):
    """What a new passkey is called, with the password."""

    name = forms.CharField(
        label=gettext_lazy("What to call it"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"placeholder": gettext_lazy("Phone, laptop, key…")}),
    )
    field_order = ["name"]


def account_view(request) -> HttpResponse:
    """Show the second step and the devices."""
    return show(request, OwnPasswordForm(request))


def show(request, form: OwnPasswordForm) -> HttpResponse:
    return page(
        request,
        "account",
        _("Sign-in"),
        form=form,
        is_required=is_required(request.user),
        passkeys=request.user.passkeys.all(),
        passkey_form=PasskeyForm(request, auto_id="passkey_%s"),
        passkey_site=webauthn.origin(),
        codes_left=request.user.recovery_codes.count(),
        devices=devices(request.user, request.session.session_key),
    )


def devices(user: User, own_key: str | None = None) -> list[dict]:
    """Return what a page shows of the devices of a person."""
    return [
        {"row": row, "name": sessions.device(row.agent), "is_this": row.session_key == own_key}
        for row in sessions.open_sign_ins(user)
    ]


@require_POST
@sensitive_post_parameters()
def switch_off_view(request) -> HttpResponse:
    """Switch the second step off, with the password; not where the role must have it."""
    form = OwnPasswordForm(request, request.POST)
    if is_required(request.user):
        messages.error(request, _("Your role requires two-step sign-in."))
    elif not form.is_valid():
        return show(request, form)
    else:
        second_factor.switch_off(request.user)
        record(request, journal.FACTOR_OFF)
        messages.success(request, _("You sign in with a password only."))
    return HttpResponseRedirect(reverse("admin:account"))


@require_POST
@sensitive_post_parameters()
def new_codes_view(request) -> HttpResponse:
    """Make new recovery codes, with the password, and show them once."""
    form = OwnPasswordForm(request, request.POST)
    if not request.user.has_second_factor:
        return HttpResponseRedirect(reverse("admin:account"))
    if not form.is_valid():
        return show(request, form)
    codes = second_factor.new_codes(request.user)
    record(request, journal.RECOVERY_CODES)
    return page(
        request, "codes", _("Recovery codes"), codes=codes, leads_to=reverse("admin:account")
    )


@require_POST
def end_view(request) -> HttpResponse:
    """End one of the person's own sessions, or all but this one."""
    rows, own = sessions.open_sign_ins(request.user), request.session.session_key
    if "others" in request.POST:
        chosen = [row for row in rows if row.session_key != own]
    else:
        chosen = [row for row in rows if str(row.pk) == request.POST.get("device")]
    say_ended(request, sessions.end(chosen), request.user)
    return HttpResponseRedirect(reverse("admin:account"))


def say_ended(request, number: int, person: User) -> None:
    """Tell the person and the journal how many devices were signed out."""
    if number:
        record(request, journal.SESSIONS_ENDED, person=person, number=number)
    words = ngettext(
        "Signed out on %(number)d device.", "Signed out on %(number)d devices.", number
    )
    messages.success(request, words % {"number": number})


def record(request, event: str, *, person: User | None = None, **details) -> None:
    address = sessions.client_address(request)
    person = person or request.user
    journal.record(event, by=request.user, person=person, address=address, **details)
