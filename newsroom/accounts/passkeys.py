"""Passkeys: signing in with one, and a person's own: added with the password, named, removed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from newsroom import journal
from newsroom.accounts import lockout, second_factor, sessions, webauthn
from newsroom.accounts.account import PasskeyForm, record
from newsroom.accounts.enrolment import is_required
from newsroom.accounts.sign_in import (
    PENDING_SECONDS,
    Guess,
    OwnPasswordForm,
    finish,
    own_page,
    page,
)
from newsroom.models import Passkey

# In the session: what the browser was asked. What is signed to sign in makes no passkey, since
# nobody has given a password for it.
SIGNS, MAKES = "passkey_signs", "passkey_makes"


@require_POST
@never_cache
def sign_in_view(request) -> HttpResponse:
    """Answer what to have signed (as JSON), or sign in whose passkey has signed `credential`."""
    if "credential" not in request.POST:
        return challenge(request)
    try:
        passkey = signed(request)
    except ValidationError as refusal:
        return page(request, "refused", _("Sign in"), sentence=refusal.message)
    leads_to = own_page(request, request.POST.get("next", ""), reverse("admin:index"))
    return finish(request, passkey.user, leads_to, stays=bool(request.POST.get("stays")))


def challenge(request) -> JsonResponse:
    try:
        lockout.begin("", sessions.client_address(request), lockout.CHALLENGE)
    except lockout.LockedOut as refusal:
        return JsonResponse({"error": refusal.message}, status=400)
    options, request.session[SIGNS] = webauthn.request_options()
    request.session.set_expiry(PENDING_SECONDS)
    return JsonResponse(options)


def signed(request) -> Passkey:
    """Return the passkey that has signed; ValidationError where none of ours has."""
    answer, asked = request.POST["credential"], request.session.pop(SIGNS, None)
    passkey = webauthn.named(answer)
    with Guess(request, passkey.user.username if passkey else "", lockout.PASSKEY):
        if passkey is None or not webauthn.has_signed(passkey, asked, answer):
            raise ValidationError(_("This passkey does not open anything here."))
    return passkey


@require_POST
@sensitive_post_parameters()
def add_view(request) -> HttpResponse:
    """Answer what to make (as JSON, with the password), or keep what was made as `credential`."""
    form = PasskeyForm(request, request.POST)
    if "credential" not in request.POST:
        if not form.is_valid():
            sentences = [one for given in form.errors.values() for one in given]
            return JsonResponse({"error": " ".join(sentences)}, status=400)
        options, request.session[MAKES] = webauthn.creation_options(request.user)
        return JsonResponse(options)
    asked = request.session.pop(MAKES, None)  # only whoever gave the password was asked
    try:
        passkey = webauthn.made(asked, request.POST["credential"])
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("admin:account"))
    passkey.name = request.POST.get("name", "").strip()[:60] or sessions.device(
        request.headers.get("User-Agent", "")
    )
    codes = second_factor.add_passkey(request.user, passkey)
    record(request, journal.PASSKEY_ADDED)
    if codes:
        record(request, journal.FACTOR_ON)
        title, leads_to = _("Recovery codes"), reverse("admin:account")
        return page(request, "codes", title, codes=codes, leads_to=leads_to)
    messages.success(request, _("You can sign in with this passkey."))
    return HttpResponseRedirect(reverse("admin:account"))


@sensitive_post_parameters()
def remove_view(request, pk: int) -> HttpResponse:
    """Ask for the password (GET), remove one of the person's own passkeys (POST)."""
    passkey = get_object_or_404(request.user.passkeys, pk=pk)
    form = OwnPasswordForm(request, request.POST or None)
    is_last = not request.user.sealed_factor and request.user.passkeys.count() == 1
    if is_last and is_required(request.user):
        messages.error(request, _("Your role requires two-step sign-in."))
    elif not form.is_valid():
        title = _("Remove a passkey")
        return page(request, "passkey", title, form=form, passkey=passkey, is_last=is_last)
    else:
        second_factor.remove_passkey(request.user, passkey)
        record(request, journal.PASSKEY_REMOVED)
        if is_last:
            record(request, journal.FACTOR_OFF)
        messages.success(request, _("The passkey is removed. Delete it on the device, too."))
    return HttpResponseRedirect(reverse("admin:account"))
