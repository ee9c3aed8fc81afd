"""The site as an app: the web manifest, the worker that keeps pages, the page without them."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, override

from articles.models import context as rows
from articles.site.page import Elsewhere, home_path, render_page
from articles.site.views.errors import NOINDEX
from newsroom import languages

ICONS = (
    ("icons/icon.svg", "any", "image/svg+xml", "any"),
    ("icons/icon-192.png", "192x192", "image/png", "any"),
    ("icons/icon-512.png", "512x512", "image/png", "any"),
    ("icons/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)


def manifest(request: HttpRequest) -> HttpResponse:
    """The web manifest, in the site's language, with a shortcut to the news in each."""
    site = rows.site()
    default = site.default_language
    name = name_in(site, default)
    file = {
        "id": "/",
        "name": name,
        "short_name": name,
        "description": getattr(site, languages.column("tagline", default)) or "",
        "lang": default,
        "dir": "ltr",
        "start_url": home_path(default),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "categories": ["news"],
        "icons": [
            {"src": static(file), "sizes": sizes, "type": kind, "purpose": purpose}
            for file, sizes, kind, purpose in ICONS
        ],
        "shortcuts": [shortcut(site, language) for language in languages.LANGUAGES],
    }
    return JsonResponse(file, content_type="application/manifest+json")


def shortcut(site, language: languages.Language) -> dict:
    """Return what a long press on the app's icon offers in a language."""
    with override(language.code):
        return {
            "name": f"{gettext('Latest news')} ({language.name})",
            "short_name": gettext("Latest news"),
            "description": name_in(site, language.code),
            "url": home_path(language.code),
            "icons": [{"src": static("icons/icon-192.png"), "sizes": "192x192"}],
        }


def name_in(site, code: str) -> str:
    return getattr(site, languages.column("name", code)) or settings.SITE_HOST


def worker(request: HttpRequest) -> HttpResponse:
    """The worker; switched off in the site settings, one that takes itself away."""
    prefixes = [language.prefix for language in languages.LANGUAGES]
    context = {
        "prefixes": mark_safe(json.dumps(prefixes)),
        "static_url": settings.STATIC_URL,
        "media_url": settings.MEDIA_URL,
    }
    template = "sw.js" if rows.site().has_offline else "sw_off.js"
    response = render(request, template, context, content_type="text/javascript; charset=utf-8")
    # Asked for anew at every visit: a change, and the switch, reach every device.
    response["Cache-Control"] = "no-cache"
    return response


def offline(request: HttpRequest, language: str) -> HttpResponse:
    """What stands at an address that is not kept while there is no connection. No query."""
    twins = {code: reverse("offline", kwargs={"language": code}) for code in languages.CODES}
    return render_page(
        request,
        "articles/offline.html",
        {},
        title=gettext("You are offline"),
        elsewhere=Elsewhere(same=twins),
        path="",
        robots=NOINDEX,
    )
