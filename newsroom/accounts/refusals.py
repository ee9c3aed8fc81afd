"""What a script is told, in place of a page, whose request the admin does not take.

A script says that it wants JSON. The `state` is `signed_out`, `another` (somebody else has signed
in) or `token` (the token of the form is stale: a new one comes along).
"""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, get_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom.accounts import form_owner

# Forms with secrets in them, which are typed anew and never written into a page.
SECRET = ("login/", "account/", "password_change/", "newsroom/", "logout/")
MOST = 8_000_000  # characters


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def signed_out() -> JsonResponse:
    return JsonResponse({"state": "signed_out"}, status=401)


def of_another_person(request: HttpRequest, mark: str) -> JsonResponse | None:
    """Refuse what was typed into somebody else's form; None where it is the person's own."""
    if form_owner.number_of(mark) in (request.user.pk, None):
        return None
    names = {"owner": str(form_owner.person_of(mark) or "?"), "you": str(request.user)}
    return JsonResponse({"state": "another"} | names, status=409)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Lead somebody to signing in, and then on to where what they sent is kept, if it is."""
    if wants_json(request):
        return signed_out()
    goes_on = admin.site.hold_form(request) if request.method == "POST" else ""
    return redirect_to_login(goes_on or request.get_full_path(), reverse("admin:login"))


def stale_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is stale (Django's CSRF_FAILURE_VIEW): nothing is done yet.

    To a form of our own page everything in it is handed back, to be sent again by a press. What
    came from another site's page is refused, and shown nowhere.
    """
    is_ours = comes_from_here(request) and reason != REASON_BAD_ORIGIN
    if is_ours and wants_json(request):
        return JsonResponse({"state": "token", "token": get_token(request)}, status=403)
    if is_ours and not request.user.is_authenticated and (goes_on := admin.site.hold_form(request)):
        return redirect_to_login(goes_on, reverse("admin:login"))
    if not is_ours or not request.user.is_authenticated:
        sentence = _("This page was open too long or was sent from another site. Reload it.")
        return page(request, sentence, [])
    return page(request, "", fields_of(request))


def comes_from_here(request: HttpRequest) -> bool:
    """Tell whether a browser says that a page of this site has sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", "") == own


def fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Return all that was posted and may be shown, in order; nothing where there are secrets."""
    below = request.path_info.removeprefix(settings.ADMIN_PATH)
    if below.startswith(SECRET) or request.FILES:
        return []
    fields = [(name, one) for name, given in request.POST.lists() for one in given]
    fields = [(name, one) for name, one in fields if name != "csrfmiddlewaretoken"]
    return fields if sum(len(one) for _name, one in fields) <= MOST else []


def page(
    request: HttpRequest,
    sentence: str,
    fields: list[tuple[str, str]],
    *,
    needs_second_step: bool = False,
) -> HttpResponse:
    """Return the page that says why nothing was done, with what was sent."""
    context = admin.site.each_context(request) | {
        "title": _("Nothing is lost") if fields else _("Not done"),
        "sentence": sentence,
        "fields": fields,
        "needs_second_step": needs_second_step,
        "address": request.get_full_path(),
    }
    answer = TemplateResponse(request, "admin/sign_in/stale.html", context, status=403)
    answer["Cache-Control"] = "no-store"
    return answer
