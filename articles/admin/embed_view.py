"""Tells the text editor whether an address can be shown in a story, and its one spelling."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.views.decorators.http import require_GET

from articles.text import embed_address


@require_GET
def embed_view(request) -> JsonResponse:
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    embed = embed_address(request.GET.get("url", ""))
    if embed is None:
        return JsonResponse({}, status=404)
    return JsonResponse({"provider": embed.provider, "address": embed.address})
