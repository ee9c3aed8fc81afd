"""`/` and the home page of a language."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control, patch_vary_headers

from articles.models import context as rows
from articles.site import jsonld, seo
from articles.site.feeds.feeds import links
from articles.site.home import Front, front_page
from articles.site.page import Elsewhere, home_path, render_page
from articles.site.paging import only_page
from newsroom import languages
from newsroom.middleware import of_device


def root(request: HttpRequest) -> HttpResponse:
    """Lead to the language that the reader chose, else the device's, else the site's."""
    response = redirect("home", language=of_device(request, rows.site().default_language))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


def home(request: HttpRequest, language: str) -> HttpResponse:
    """The home page; it has no second one."""
    only_page(request)
    return show(request, language, front_page(language))


def show(
    request: HttpRequest,
    language: str,
    front: Front,
    *,
    template: str = "articles/home.html",
    context: Mapping | None = None,
    **meta,
) -> HttpResponse:
    """Show a front page. Template: `front` (articles.site.home.Front)."""
    site = rows.site()
    shown = [lead.edition for lead in front.leads] + front.latest
    return render_page(
        request,
        template,
        {"front": front} | dict(context or {}),
        title="",
        description=site.tagline,
        image=seo.words_card(site.tagline or site.name or ""),
        json_ld=[jsonld.website(site, language), jsonld.item_list(shown)],
        elsewhere=Elsewhere(same={code: home_path(code) for code in languages.CODES}),
        feeds=links(language),
        **meta,
    )
