"""The editors' side: one noun a file, and what the desk's first page shows."""

from django.contrib import admin

from articles import context
from articles.admin import (
    ad,
    article,
    asked_query,
    audit,
    author,
    background,
    board,
    breaking,
    category,
    file,
    glossary,
    holding,
    home_desk,
    image,
    mistake,
    notice,
    page,
    roles,
    site_settings,
    tag,
    telegram,
)

__all__ = [
    "ad",
    "article",
    "asked_query",
    "audit",
    "author",
    "background",
    "breaking",
    "category",
    "file",
    "glossary",
    "home_desk",
    "image",
    "mistake",
    "notice",
    "page",
    "roles",
    "site_settings",
    "tag",
    "telegram",
]

admin.site.board = board.board
admin.site.hold = holding.hold
admin.site.more_urls = roles.urls
admin.site.photos = author.photos
admin.site.second_factor_roles = lambda: context.site().second_factor_roles
admin.site.newsroom_name = lambda: context.site().name
