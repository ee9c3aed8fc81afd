"""The editors' side: one noun a file, and what the desk's first page shows."""

from django.contrib import admin

from articles.admin import held_form
from articles.admin.home import breaking, home_desk
from articles.admin.pictures import file, image
from articles.admin.planning import board
from articles.admin.reports import ad, audit, reader_report, search_queries
from articles.admin.settings import notice, page, roles, site_settings, telegram
from articles.admin.story import article
from articles.admin.taxonomy import author, background, category, glossary, tag
from articles.models import context

__all__ = [
    "ad",
    "article",
    "audit",
    "author",
    "background",
    "breaking",
    "category",
    "file",
    "glossary",
    "home_desk",
    "image",
    "notice",
    "page",
    "reader_report",
    "roles",
    "search_queries",
    "site_settings",
    "tag",
    "telegram",
]

admin.site.board = board.board
admin.site.hold_form = held_form.hold_form
admin.site.more_urls = roles.urls
admin.site.photos = author.photos
admin.site.second_factor_roles = lambda: context.site().second_factor_roles
admin.site.newsroom_name = lambda: context.site().name
