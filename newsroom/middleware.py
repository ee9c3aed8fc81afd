"""Which language a request is answered in."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseNotAllowed, QueryDict
from django.urls import reverse
from django.utils import translation

from newsroom import languages

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
PENDING = "sign_in"  # between the steps of signing in the session holds what is known under this


class MethodsMiddleware:
    """Refuse methods that no page has.

    To Django's views and its protection against forgery TRACE is as good as GET.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in METHODS:
            return self.get_response(request)
        return HttpResponseNotAllowed(METHODS)


class LanguageMiddleware:
    """Activate the language of the address; in the admin that of the person.

    Runs after authentication. Errors (404, 410) of an address speak its language too, so the
    path decides and not the matched view.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        code = language_of(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response


def language_of(request) -> str:
    """Return the code of the language to answer in: the address's, the person's, the device's."""
    if language := languages.of_path(request.path_info):
        return language.code
    if request.path_info.startswith(settings.ADMIN_PATH):
        if request.user.is_authenticated:
            return request.user.interface_language
        return of_sign_in(request) or of_device(request)
    return languages.DEFAULT


def of_sign_in(request) -> str | None:
    """Return the language in which somebody is signing in, where that is known.

    Who gave the right password reads on in their own; over a form whose session is over the pages
    of signing in speak the form's (`?language=` of newsroom/accounts/sign_in_again.py).
    """
    again = reverse("admin:signed_in_again")
    there = urlsplit(request.GET.get("next", ""))
    query = request.GET if request.path == again else QueryDict(there.query)
    named = query.get("language") if again in (request.path, there.path) else None
    code = request.session.get(PENDING, {}).get("language") or named
    return code if code in languages.CODES else None


def of_device(request, default: str = languages.DEFAULT) -> str:
    """Return the language that the reader chose (cookie), else the device's, else the default."""
    chosen = request.COOKIES.get("language")
    if chosen in languages.CODES:
        return chosen
    wanted = translation.trans_real.parse_accept_lang_header(
        request.headers.get("Accept-Language", "")
    )
    for tag, _quality in wanted:
        if tag.split("-")[0] in languages.CODES:
            return tag.split("-")[0]
    return default
