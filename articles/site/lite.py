"""The light pages, `?lite=1`: no web fonts, pictures only on press, and links that stay light."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, QueryDict
from django.utils.encoding import escape_uri_path

from newsroom import languages
from newsroom.cache.query_parameters import known_query

_is_on: ContextVar[bool] = ContextVar("lite", default=False)

_prefixes = "|".join(language.prefix for language in languages.LANGUAGES)
# A link to a page of ours: not to a feed, not within the page, not the one that leaves.
_LINK = re.compile(
    rf'(<a\s(?![^>]*data-full)[^>]*?href=")(/(?:{_prefixes})/(?:(?!feed/)[^"#?])*|(?=\?))'
    r'(\?[^"#]*)?(#[^"]*)?"'
)


def is_asked(request: HttpRequest) -> bool:
    """Tell whether the request is for a light page: only "1" counts."""
    return request.GET.get("lite") == "1"


def is_on() -> bool:
    """Tell whether the page that is being rendered is a light one."""
    return _is_on.get()


@contextmanager
def rendering(on: bool) -> Iterator[None]:
    """Render a light page inside of this, or the usual one."""
    token = _is_on.set(on)
    try:
        yield
    finally:
        _is_on.reset(token)


def other_address(request: HttpRequest) -> str:
    """Return the query that leads to the same page as a light one, or from it to the usual."""
    # As the page cache lets it through: what no page knows is not repeated.
    query = QueryDict(
        known_query(request.META.get("QUERY_STRING", ""), request.path_info), mutable=True
    )
    query.pop("lite", None)
    if not is_asked(request):
        query["lite"] = "1"
    return f"?{query.urlencode()}" if query else escape_uri_path(request.path)


def keep_on_links(html: str) -> str:
    """Let the links of a light page lead to light pages, without a script too."""
    return _LINK.sub(_with_lite, html)


def _with_lite(match: re.Match) -> str:
    before, path, query, fragment = match[1], match[2], match[3] or "", match[4] or ""
    query = f"{query}&amp;lite=1" if query else "?lite=1"
    return f'{before}{path}{query}{fragment}"'
