"""A preview as a page, and the one that a link leads somebody without an account to."""

import copy

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from articles.editorial import notes
from articles.editorial.preview import Preview, at_versions, languages_of, preview
from articles.site import ads, rows
from articles.site.page import NOINDEX, Elsewhere, render_page
from articles.site.views.edition import TEMPLATE, shown
from articles.statistics.readers import device_of, is_robot
from articles.text.cleaning import images_in
from articles.workflow import preview_links
from newsroom import languages

THEMES = ("day", "night")


def page(request: HttpRequest, found: Preview, *, theme: str = "", same=None, bar=None):
    """Render a preview with the templates of the story itself; nobody may keep the answer.

    `theme` holds it to one; `same` maps languages to the addresses of their previews; `bar` is
    what stands above the page (of the template _preview_bar.html), None for nothing.
    """
    edition = found.edition
    asked = copy.copy(request)
    asked.method = "GET"
    with override(edition.language), ads.uncounted():
        context = shown(
            edition,
            tags=found.tags,
            byline=found.byline,
            beside=found.beside,
            corrections=found.corrections,
            pictures=rows.images_now(images_in(edition.body)),
        )
        response = render_page(
            asked,
            TEMPLATE,
            context | {"is_preview": True, "preview_bar": bar, "fixed_theme": theme},
            title=edition.title,
            elsewhere=Elsewhere(same=same or {}),
            path="",
            robots=NOINDEX,
        )
    response["Content-Language"] = edition.language
    return closed(response)


def closed(response: HttpResponse, *, referrer: str = "no-referrer") -> HttpResponse:
    """Say that nobody may keep an answer, list it, or tell others where it was.

    A page with a form that is checked against forgery needs `referrer="same-origin"`: without any,
    browsers send the form from nowhere.
    """
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = referrer
    return response


@csrf_exempt  # the secret in the address is what a stranger's page does not know
def shared(request: HttpRequest, secret: str, language: str = "") -> HttpResponse:
    """Show a draft to whoever holds its link; every other address is one that never existed.

    Template: that of a story, with `preview_bar`: `link`, `languages` ((Language, address), …),
    `comments`, `error`, `words`.
    """
    link = preview_links.opened_by(secret)
    # A messenger would show a card of the draft to a whole chat, and keep it.
    is_for_somebody = link is not None and not is_robot(device_of(request))
    if not is_for_somebody or request.method not in ("GET", "HEAD", "POST"):
        raise Http404
    article, facts = at_versions(link.article, link.versions or {})
    codes = [link.language] if link.language else languages_of(article)
    code = language or next(iter(codes), article.source_language)
    if language and code not in codes:
        raise Http404
    bar = {"link": link, "address": address(secret, code)}
    if request.method == "POST":
        try:
            return commented(request, link, code, bar["address"])
        except ValidationError as refusal:
            bar |= {"error": " ".join(refusal.messages), "words": request.POST}
    elif request.method == "GET":
        preview_links.note_opening(link, code)
    bar["languages"] = [
        (one, address(secret, one.code)) for one in languages.LANGUAGES if one.code in codes
    ]
    bar["comments"] = list(link.comments.all()) if link.allows_comments else []
    same = {one.code: path for one, path in bar["languages"]}
    return page(request, preview(article, facts, code), same=same, bar=bar)


def commented(request: HttpRequest, link, code: str, back: str) -> HttpResponse:
    """Keep a comment, tell who made the link, and lead back to it."""
    with override(code):
        comment = preview_links.comment(
            link, code, name=request.POST.get("name", ""), words=request.POST.get("text", "")
        )
    notes.tell_maker(comment)
    return closed(HttpResponseRedirect(f"{back}#comments"))


def address(secret: str, code: str = "") -> str:
    """Return the path of a shared preview, in a language."""
    if code:
        return reverse("preview_language", kwargs={"secret": secret, "language": code})
    return reverse("preview", kwargs={"secret": secret})
