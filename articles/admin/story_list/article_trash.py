"""The bin in the admin: a page that asks before deleting a story, and what lies in the bin."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import workflow
from articles.admin.story.story_page import story_page
from articles.admin.words import best_title
from articles.editorial.permissions import can_bin, can_see
from articles.editorial.states import language_states
from articles.models import Article
from articles.workflow.trash import KEPT
from newsroom import languages

PAGE = 50


@require_safe
def binned(request) -> HttpResponse:
    """List what lies in the bin, the last deleted first. Two queries."""
    if not can_see(request.user):
        raise PermissionDenied
    texts = [
        languages.column(field, code) for field in ("body", "lead") for code in languages.CODES
    ]
    rows = Article.everything.filter(binned_at__isnull=False, emptied_at=None)
    rows = rows.select_related("binned_by", "created_by").defer(*texts)
    page = Paginator(rows.order_by("-binned_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    stories = list(page.object_list)
    for story in stories:
        story.best_title = best_title(story, request.user)
        story.gone_at = story.binned_at + KEPT
        story.may_take_out = can_bin(request.user, story)
    context = admin.site.each_context(request) | {
        "title": _("Bin"),
        "stories": stories,
        "page": page,
        "days": KEPT.days,
    }
    return TemplateResponse(request, "admin/articles/bin/list.html", context)


def move_to_bin(request, pk: int) -> HttpResponse:
    """Ask before a story is deleted (GET), put it into the bin (POST)."""
    article = get_object_or_404(Article, pk=pk)
    if not can_bin(request.user, article):
        raise PermissionDenied
    if request.method == "POST":
        title = best_title(article, request.user)
        try:
            workflow.put_into_bin(article, by=request.user)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
            return HttpResponseRedirect(article.get_admin_url())
        sentence = _("“%(story)s” is in the bin.") % {"story": title}
        link = reverse("admin:articles_bin")
        words = format_html('{} <a href="{}">{}</a>', sentence, link, _("Go to the bin"))
        messages.success(request, words)
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
    states = language_states([article])[article.pk]
    context = story_page(request, article, _("Delete story")) | {
        "states": [(one, states[one.code]) for one in languages.LANGUAGES],
        "is_held": any(
            state.edition and (state.edition.is_live or state.edition.is_scheduled)
            for state in states.values()
        ),
        "days": KEPT.days,
    }
    return TemplateResponse(request, "admin/articles/bin/ask.html", context)


@require_POST
def take_out(request, pk: int) -> HttpResponse:
    """Put a story back where it was and lead to its form."""
    article = get_object_or_404(Article.everything, pk=pk, binned_at__isnull=False)
    try:
        workflow.take_out_of_bin(article, by=request.user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return HttpResponseRedirect(reverse("admin:articles_bin"))
    messages.success(request, _("The story has been restored in full."))
    return HttpResponseRedirect(article.get_admin_url())


def urls(view) -> list:
    """Return the addresses below the stories'; `view` is the admin's own door."""
    return [
        path("bin/", view(binned), name="articles_bin"),
        path("<int:pk>/bin/", view(move_to_bin), name="articles_article_bin"),
        path("<int:pk>/bin/take-out/", view(take_out), name="articles_article_take_out"),
    ]
