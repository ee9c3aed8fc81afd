"""Tells the text editor whether an address can be shown in a story, and its one spelling."""

import re
from html import unescape

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from articles.text.embeds import embed_address

# What sites of charts and maps give to be copied: a frame, or Flourish's element with a number.
_FRAME = re.compile(r"<iframe\b[^>]*?\ssrc\s*=\s*[\"']([^\"']+)[\"']", re.I)
_FLOURISH = re.compile(r"\bdata-src=[\"']((?:visualisation|story)/[0-9]{1,12})[\"'?]", re.I)

# What only the site itself can read: asking it from here would tell it who writes of what.
_SHORT = re.compile(
    r"\s*(?:https?://)?(?:v[mt]\.tiktok\.com|(?:www\.)?tiktok\.com/t|(?:www\.)?facebook\.com/share"
    r"|maps\.app\.goo\.gl|goo\.gl|t\.co|bit\.ly|clck\.ru)/",
    re.I,
)


@require_GET
def embed_view(request) -> JsonResponse:
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    given = request.GET.get("url", "")
    embed = embed_address(address_in(given))
    if embed is None:
        return JsonResponse({"sentence": short() if _SHORT.match(given) else ""}, status=404)
    return JsonResponse({"provider": embed.provider, "address": embed.address})


def short() -> str:
    return _(
        "This is a shortened link. Open it in a browser and paste the full address from the "
        "address bar."
    )


def address_in(given: str) -> str:
    """Return the address within the code that a site offers, else what was given."""
    if frame := _FRAME.search(given):
        return unescape(frame[1])
    if chart := _FLOURISH.search(given):
        return f"https://public.flourish.studio/{chart[1]}/"
    return given
