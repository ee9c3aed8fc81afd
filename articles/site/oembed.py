"""oEmbed: what other sites show in the place of a link to a story of ours."""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.http import urlencode

from articles.models import Edition, context
from articles.site import rows, seo
from articles.site.feeds.story_html import xml
from articles.site.page import Feed, absolute, home_path
from articles.site.related import byline

FORMATS = {"json": "application/json", "xml": "text/xml"}


def serve(request: HttpRequest) -> HttpResponse:
    """Describe the live story at `?url=…` as JSON or XML; 404 for every other address.

    Three queries at most.
    """
    form = request.GET.get("format", "json")
    if form not in FORMATS:
        return HttpResponse(status=501)
    edition = find(request.GET.get("url", ""))
    if edition is None:
        raise Http404
    with translation.override(edition.language):
        said = describe(edition, smallest(request))
    if form == "xml":
        response = HttpResponse(as_xml(said), content_type="text/xml; charset=utf-8")
    else:
        response = JsonResponse(said, json_dumps_params={"ensure_ascii": False})
    # Every site may ask for it from a browser; a withdrawn story is gone at once.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"
    return response


def find(address: str) -> Edition | None:
    """Return the live story at an address of the site. One query."""
    try:
        parts = urlsplit(address)
        match = resolve(unquote(parts.path))
    except (Resolver404, ValueError):
        return None
    is_ours = f"{parts.scheme}://{parts.netloc}" == settings.SITE_URL
    if not is_ours or match.url_name != "edition":
        return None
    found = rows.edition(**match.kwargs)
    if found is None or not found.is_live:
        return None
    found.category = context.category(found.category_id)
    return found


def smallest(request: HttpRequest) -> tuple[int, int] | None:
    """Return how large the picture may be; None where any size will do."""
    given = [request.GET.get(name, "") for name in ("maxwidth", "maxheight")]
    if not any(given):
        return None
    return tuple(int(one) if one.isascii() and one.isdigit() else 10_000 for one in given)


def describe(edition: Edition, limit: tuple[int, int] | None) -> dict:
    """Return what oEmbed 1.0 says of a link. Two queries at most."""
    site, writers = context.site(), byline(edition).text
    said = {
        "version": "1.0",
        "type": "link",
        "title": edition.labelled(edition.title),
        "provider_name": site.name or settings.SITE_HOST,
        "provider_url": absolute(home_path(edition.language)),
        "cache_age": 300,
    }
    if writers:
        said["author_name"] = ", ".join(author.name for author in writers)
        said["author_url"] = absolute(writers[0].get_absolute_url())
    image = seo.social_image(edition)
    if limit is None or (image.width <= limit[0] and image.height <= limit[1]):
        said["thumbnail_url"] = image.url
        said["thumbnail_width"], said["thumbnail_height"] = image.width, image.height
    return said


def as_xml(said: dict) -> str:
    """Write it as XML."""
    lines = (f"<{name}>{escape(xml(str(value)))}</{name}>" for name, value in said.items())
    head = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    return f"{head}<oembed>{''.join(lines)}</oembed>\n"


def links(edition: Edition) -> list[Feed]:
    """Return the links with which a story's page names its descriptions."""
    place = absolute(reverse("oembed"))
    address = absolute(edition.get_absolute_url())
    return [
        Feed(
            title=edition.title,
            url=f"{place}?{urlencode({'url': address, 'format': form})}",
            type=f"{kind}+oembed",
        )
        for form, kind in FORMATS.items()
    ]
