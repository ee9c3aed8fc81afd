"""Signing in over a form whose session is over: the last page of the frame in which it happens.

The form shows the usual pages of signing in, with this one as the page to go on to. It tells the
form around it that the person is back, with the new token; somebody else is told whose form it is.
"""

from django.contrib import admin
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from newsroom.accounts import enrolment, form_owner
from newsroom.accounts.sign_in import page


@never_cache
def done_view(request: HttpRequest) -> HttpResponse:
    """Say that the person is back (GET), or let somebody else go, for whose form it is (POST)."""
    here = request.get_full_path()
    if not admin.site.has_permission(request):
        return redirect_to_login(here, reverse("admin:login"))
    if not request.user.has_second_factor and enrolment.is_required(request.user):
        return redirect_to_login(here, reverse("admin:sign_in_set_up"))
    mark = request.GET.get("whose", "")
    is_theirs = form_owner.number_of(mark) in (request.user.pk, None)
    if request.method == "POST" and not is_theirs:
        logout(request)
        return redirect_to_login(here, reverse("admin:login"))
    title = _("You are signed in again") if is_theirs else _("Another user’s form")
    owner = None if is_theirs else form_owner.person_of(mark)
    return page(request, "again", title, is_theirs=is_theirs, owner=owner)
