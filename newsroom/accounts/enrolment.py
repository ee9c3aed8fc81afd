"""Setting up the second step: by whoever wishes, and by whoever's role must have it.

Who must is asked while signing in, before any page of the admin. Whoever was signed in when the
rule was made, or got such a role meanwhile, is asked within five minutes, at a page that they open,
and before anything that they send is done. What they were writing is held, or handed back to be
sent again.
"""

import time

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from newsroom import journal
from newsroom.accounts import refusals, second_factor, sessions
from newsroom.accounts.seal import CannotUnseal, seal, unseal
from newsroom.accounts.sign_in import (
    PENDING,
    CodeForm,
    OwnPasswordForm,
    finish,
    own_page,
    page,
    pending,
)
from newsroom.models import User

OFFERED, LOOKED = "second_factor_offered", "second_factor_looked"


class OwnCodeForm(CodeForm, OwnPasswordForm):
    """The code of the new app, and the password of whoever is signed in already.

    Else somebody at a foreign desk could lock its owner out.
    """


def is_required(user: User) -> bool:
    """Tell whether the role must have a second step."""
    return user.role in admin.site.second_factor_roles()


def must_set_up(request: HttpRequest) -> bool:
    """Tell whether a person who is signed in has to set it up before what they open or send."""
    if request.user.has_second_factor:
        return False
    if request.method not in ("GET", "HEAD"):
        is_leaving = request.resolver_match.view_name == "admin:logout"
        return not is_leaving and is_required(request.user)
    session, now = request.session, int(time.time())
    looked_at = session.get(LOOKED, session.get(sessions.BEGAN, 0))
    if now - looked_at <= sessions.SEEN_EVERY:
        return False
    if is_required(request.user):
        return True
    session[LOOKED] = now
    return False


def lead_to_set_up(request: HttpRequest) -> HttpResponse:
    """Lead to setting it up, and then on; a script opens the pages of signing in over its form."""
    if refusals.wants_json(request):
        return refusals.signed_out()
    goes_on = request.get_full_path()
    if request.method == "POST":
        held = admin.site.hold_form(request)
        fields = refusals.fields_of(request)
        if fields and not held:
            return refusals.page(request, "", fields, needs_second_step=True)
        goes_on = held or goes_on
    return redirect_to_login(goes_on, reverse("admin:sign_in_set_up"))


@sensitive_post_parameters()
@never_cache
def set_up_view(request) -> HttpResponse:
    """Show the picture for the app (GET), take its first code (POST)."""
    waiting = pending(request)
    user = waiting or (request.user if admin.site.has_permission(request) else None)
    if user is None:
        return HttpResponseRedirect(reverse("admin:login"))
    wants_another = waiting is None and "another" in request.GET
    if user.has_second_factor and not wants_another:
        return HttpResponseRedirect(reverse("admin:account"))
    secret = offered(request, user)
    form = CodeForm(request.POST or None) if waiting else own_form(request)
    if request.method == "POST" and form.is_valid():
        step = second_factor.step_of(secret, "".join(form.cleaned_data["code"].split()))
        if step is not None:
            return set_up(request, user, secret, step, is_waiting=waiting is not None)
        form.add_error("code", _("This code is not valid now. Is the clock on your phone right?"))
    words = {"name": user.username, "issuer": admin.site.each_context(request)["site_header"]}
    return page(
        request,
        "set_up",
        _("Two-step sign-in"),
        form=form,
        qr=second_factor.picture(second_factor.address(secret, **words)),
        secret=second_factor.in_groups(secret),
        is_required=is_required(user),
    )


def own_form(request: HttpRequest) -> OwnCodeForm:
    return OwnCodeForm(request, request.POST or None)


def offered(request: HttpRequest, user: User) -> str:
    """Return the secret that this session was shown, a new one when the person was shown none.

    Sealed for the person: who plants a session of theirs into another's browser must not know the
    secret that is set up in it.
    """
    purpose = f"second-factor-offer:{user.pk}"
    try:
        return unseal(request.session.get(OFFERED, ""), purpose=purpose)
    except CannotUnseal:
        secret = second_factor.new_secret()
        request.session[OFFERED] = seal(secret, purpose=purpose)
        return secret


def set_up(
    request: HttpRequest, user: User, secret: str, step: int, *, is_waiting: bool
) -> HttpResponse:
    """Switch it on, finish signing in where that waits, and show the codes: once, here."""
    codes = second_factor.switch_on(user, secret, step)
    request.session.pop(OFFERED, None)
    journal.record(journal.FACTOR_ON, by=user, address=sessions.client_address(request))
    leads_to = own_page(request, request.GET.get("next", ""), reverse("admin:account"))
    if is_waiting:
        kept = request.session[PENDING]
        leads_to = kept["next"]
        finish(request, user, leads_to, stays=kept["stays"])
    answer = page(request, "codes", _("Recovery codes"), codes=codes, leads_to=leads_to)
    if is_waiting:
        sessions.keep_mark(request, answer)
    return answer
