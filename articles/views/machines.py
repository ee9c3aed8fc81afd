"""Small files for machines: robots.txt, ads.txt, the web manifest."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse

from articles import context as rows
from articles.views.page import absolute, home_path

PLAIN = "text/plain; charset=utf-8"


def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read: all but the admin, previews, the counter and searches."""
    lines = [
        "User-agent: *",
        f"Disallow: {settings.ADMIN_PATH}",
        "Disallow: /preview/",
        "Disallow: /views/",
        "Disallow: /*/search/",
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
        f"Sitemap: {absolute(reverse('sitemap_news'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


def ads(request: HttpRequest) -> HttpResponse:
    """Who may sell our advertising: nobody but ourselves, so nobody is named."""
    return HttpResponse("# No one else sells advertising here.\n", content_type=PLAIN)


def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon of an answer that is no page."""
    return redirect(static("icons/favicon.ico"))


def manifest(request: HttpRequest) -> HttpResponse:
    """The web manifest, in the site's language."""
    site = rows.site()
    name = getattr(site, f"name_{site.default_language}") or settings.SITE_HOST
    file = {
        "name": name,
        "short_name": name,
        "lang": site.default_language,
        "start_url": home_path(site.default_language),
        "scope": "/",
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [
            {"src": static("icons/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": static("icons/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("icons/icon-512.png"), "sizes": "512x512", "type": "image/png"},
        ],
    }
    return JsonResponse(file, content_type="application/manifest+json")
