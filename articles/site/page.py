"""What every page for readers has: `render_page` and what it tells the templates.

Every template gets `language` (languages.Language), `site`, `menu`, `switch` (Switch) and
`switch_links` (rendered: they stand on a page twice), `page_meta` (PageMeta), `breaking` (Breaking
or None), `lite` (whether it is a light page), `lite_address`, beside the context of its view.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from django.utils.translation import pgettext

from articles.models import context as rows
from articles.site import breaking_bar, lite
from newsroom import languages
from newsroom.languages import Language
from newsroom.paths import absolute, path_to

NOINDEX = "noindex"
INDEX = "max-image-preview:large"
# As Open Graph wants to hear it, with a country.
LOCALES = {"ru": "ru_RU", "hy": "hy_AM", "en": "en_US"}


@dataclass(frozen=True)
class Switch:
    """One link of the language switch.

    Where the thing does not exist in the language, the link leads to its section, or to the home
    page, and `instead` says which of them: "section", "home"; else it is "".
    """

    language: Language
    url: str
    is_current: bool
    instead: str = ""

    @property
    def is_same(self) -> bool:
        return not self.instead


class Feed(NamedTuple):
    """A feed that a page names in a `<link>`."""

    title: str
    url: str
    type: str


class SocialImage(NamedTuple):
    """The picture for messengers: a whole address, its size, its words, its type."""

    url: str
    width: int
    height: int
    alt: str
    type: str


@dataclass(frozen=True)
class PageMeta:
    """What stands in the head: `canonical`, `alternates` are absolute addresses.

    `alternates` are pairs (hreflang, address), this page included; empty but for editions and
    pages. `locale` and `other_locales` are Open Graph's, `properties` its further pairs. `oembed`
    are links like `feeds`; `json_ld` are blocks that are safe inside of a script element.
    """

    title: str
    og_title: str = ""
    description: str = ""
    canonical: str = ""
    alternates: Sequence[tuple[str, str]] = ()
    x_default: str | None = None
    og_type: str = "website"
    image: SocialImage | None = None
    locale: str = ""
    other_locales: Sequence[str] = ()
    properties: Sequence[tuple[str, str]] = ()
    robots: str = INDEX
    feeds: Sequence[Feed] = ()
    oembed: Sequence[Feed] = ()
    json_ld: Sequence[str] = ()


@dataclass(frozen=True)
class Elsewhere:
    """The same thing in other languages.

    `same` maps language codes to its paths, `sections` to the paths that stand in where a story
    does not exist (without one: home). `source` is the language that a story was written in;
    `has_alternates` says that hreflang links name the paths of `same`.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    has_alternates: bool = False


NOWHERE = Elsewhere()


def render_page(
    request: HttpRequest,
    template: str,
    context: dict,
    *,
    title: str,
    og_title: str = "",
    elsewhere: Elsewhere = NOWHERE,
    path: str | None = None,
    status: int = 200,
    **meta,
) -> HttpResponse:
    """Render a page for readers in the language of its address.

    `title` is the words before the site's name, `path` the canonical one (the request's without
    its query when left out, none with ""), `meta` the rest of PageMeta. Site-wide rows apart, no
    query.
    """
    path = request.path if path is None else path
    page = page_context(request, elsewhere)
    page["page_meta"] = page_meta(title, og_title, path, elsewhere, **meta)
    links = {"switch": page["switch"], "language": page["language"]}
    links["edition"] = context.get("edition")
    page["switch_links"] = render_to_string("articles/_switch.html", links)
    with lite.rendering(page["lite"]):
        # Without the request: a page is the same for every reader.
        response = HttpResponse(render_to_string(template, page | context), status=status)
    if page["lite"]:
        response.content = lite.keep_on_links(response.content.decode())
    return response


def page_context(request: HttpRequest, elsewhere: Elsewhere) -> dict:
    """Return what every page has around its own part."""
    code = languages.active()
    return {
        "language": languages.by_code(code),
        "site": rows.site(),
        "menu": rows.menu(code),
        "switch": switch(code, request.path, elsewhere),
        "breaking": breaking_bar.bar_of(code),
        "lite": lite.is_asked(request),
        "lite_address": lite.other_address(request),
    }


def page_meta(title: str, og_title: str, path: str, elsewhere: Elsewhere, **meta) -> PageMeta:
    """Return the head of a page from the words and the path of its view."""
    code, site = languages.active(), rows.site()
    return PageMeta(
        title=full_title(title, site.name),
        og_title=og_title or title or site.name,
        canonical=absolute(path),
        alternates=alternates(elsewhere),
        x_default=x_default(elsewhere, site.default_language),
        locale=locale(code),
        other_locales=[locale(other) for other in elsewhere.same if other != code],
        **meta,
    )


def full_title(title: str, site_name: str) -> str:
    """Put the site's name behind the title of a page."""
    if not title or not site_name:
        return title or site_name
    # Translators: the title of a browser window: page, then site
    words = pgettext("window title", "%(page)s — %(site)s")
    return words % {"page": title, "site": site_name}


def locale(code: str) -> str:
    """Return a language as Open Graph names it."""
    return LOCALES.get(code, code)


def home_path(code: str) -> str:
    """Return the path of a language's home page."""
    return path_to("home", language=code)


def switch(code: str, path: str, elsewhere: Elsewhere) -> list[Switch]:
    """Return the links of the language switch: no one leads to a page that does not exist."""
    links = []
    for language in languages.LANGUAGES:
        is_current = language.code == code
        same = elsewhere.same.get(language.code) or (escape_uri_path(path) if is_current else "")
        section = elsewhere.sections.get(language.code)
        instead = "" if same else "section" if section else "home"
        url = same or section or home_path(language.code)
        links.append(Switch(language, url, is_current, instead))
    return links


def alternates(elsewhere: Elsewhere) -> list[tuple[str, str]]:
    """Return (hreflang, address) of every language that the thing exists in."""
    if not elsewhere.has_alternates:
        return []
    codes = [code for code in languages.CODES if code in elsewhere.same]
    return [(code, absolute(elsewhere.same[code])) for code in codes]


def x_default(elsewhere: Elsewhere, default: str) -> str | None:
    """Return the address for everybody else: in the site's language, else in the story's own."""
    if not elsewhere.has_alternates:
        return None
    path = elsewhere.same.get(default) or elsewhere.same.get(elsewhere.source)
    return absolute(path) if path else None
