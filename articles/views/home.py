"""`/` and the home page of a language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control, patch_vary_headers

from articles import context as rows
from articles import jsonld, seo
from articles.feeds import links
from articles.home import front_page
from articles.paging import only_page
from articles.views.page import Elsewhere, home_path, render_page
from newsroom import languages
from newsroom.middleware import of_device


def root(request: HttpRequest) -> HttpResponse:
    """Lead to the language that the reader chose, else the device's, else the site's."""
    response = redirect("home", language=of_device(request, rows.site().default_language))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


def home(request: HttpRequest, language: str) -> HttpResponse:
    """The home page; it has no second one. Template: `front` (articles.home.Front)."""
    only_page(request)
    front, site = front_page(language), rows.site()
    shown = [lead.edition for lead in front.leads] + front.latest
    return render_page(
        request,
        "articles/home.html",
        {"front": front},
        title="",
        description=site.tagline,
        image=seo.drawn(site.tagline or site.name or ""),
        json_ld=[jsonld.website(site, language), jsonld.item_list(shown)],
        elsewhere=Elsewhere(same={code: home_path(code) for code in languages.CODES}),
        feeds=links(language),
    )
