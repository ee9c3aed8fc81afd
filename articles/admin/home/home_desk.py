"""The home desk: what stands on the home page of a language, from when, and how it was before."""

from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.admin.base import NewsroomAdmin
from articles.admin.home import home_desk_bar, home_desk_conflict
from articles.admin.home.home_desk_form import (
    OPENINGS,
    DeskForm,
    LeadForm,
    LeadRow,
    LinkRow,
    editions_of,
    number,
)
from articles.admin.home.home_desk_preview import preview, preview_typed
from articles.admin.home.home_desk_stories import stories
from articles.admin.words import moment as in_words
from articles.editorial.permissions import can_arrange
from articles.models import Arrangement
from articles.site import home_arrangement
from articles.workflow import arrangement as arranging
from newsroom import languages
from newsroom.languages import Language

HISTORY = 12


def asked_language(request, code: str) -> Language:
    """Return the language of an address; 404 for none, 403 for who may not arrange it."""
    if code not in languages.CODES:
        raise Http404
    if not can_arrange(request.user, code):
        raise PermissionDenied
    return languages.by_code(code)


def own(user) -> list[Language]:
    """Return the languages whose home page the person may arrange."""
    return [one for one in languages.LANGUAGES if can_arrange(user, one.code)]


def address(language: str) -> str:
    return reverse("admin:articles_home_desk", args=[language])


@require_GET
def index(request) -> HttpResponse:
    """Lead to the home page that is the person's: in their own language, else the first."""
    found = own(request.user)
    if not found:
        raise PermissionDenied
    mine = [one for one in found if one.code == request.user.interface_language]
    return HttpResponseRedirect(address((mine or found)[0].code))


def desk(request, language: str) -> HttpResponse:
    """Show the desk of a language; save it, or do what a button of it says without saving."""
    shown = asked_language(request, language)
    if request.method != "POST":
        return page(request, shown, blank(request, shown))
    if not DeskForm.is_sent(request.POST):
        messages.info(request, _("No changes made."))
        return page(request, shown, blank(request, shown))
    form = DeskForm.typed(shown.code, request.POST)
    if action := request.POST.get("act"):
        if not home_desk_bar.act(request, shown.code, action):
            form.act(action, request.POST)
        return page(request, shown, form)
    return save(request, shown, form)


def blank(request, language: Language) -> DeskForm:
    """Return the form of what stands, or of a change that is to come (`?number=`)."""
    chosen = home_arrangement.current(language.code)
    if wanted := number(request.GET.get("number")):
        coming = Arrangement.objects.in_language(language.code).to_come()
        chosen = get_object_or_404(coming, number=wanted)
    return DeskForm.of_arrangement(language.code, chosen, timezone.now())


def save(request, language: Language, form: DeskForm) -> HttpResponse:
    """Keep what was typed, or show it again with what is wrong with it."""
    if not form.is_valid() or not home_desk_conflict.is_settled(request.POST, form):
        return page(request, language, form)
    begins_at = form.when.cleaned_data["begins_at"]
    try:
        mine = home_desk_conflict.settled(request.POST, form)
        made = arranging.arrange(
            language.code, mine, by=request.user, follows=form.follows, begins_at=begins_at
        )
    except ValidationError as refusal:
        form.errors += refusal.messages
        if isinstance(refusal, arranging.CalledOff):
            current = home_arrangement.current(language.code)
            form.follows = current.number if current else 0
        return page(request, language, form)
    except arranging.Clashed as met:
        form.follows = met.head.number
        form.fill(met.merged)
        asked = home_desk_conflict.rows(met.head, met.merged, met.clashes)
        return page(request, language, form, clashes=asked)
    if begins_at:
        words = {"moment": in_words(made.begins_at)}
        messages.success(request, _("The home page changes: %(moment)s") % words)
    else:
        messages.success(request, _("Home page updated."))
    return HttpResponseRedirect(address(language.code) + home_desk_bar.unraised(request))


def page(request, language: Language, form: DeskForm, *, clashes=None) -> HttpResponse:
    """Show the desk with a form."""
    code, term = language.code, request.POST.get("q", "")
    if clashes is None:
        clashes = home_desk_conflict.rows_again(request.POST, form)
    context = admin.site.each_context(request) | {
        "title": _("Home page"),
        "is_home_desk": True,
        "language": language,
        "desks": own(request.user),
        "form": form,
        "openings": OPENINGS,
        "clashes": clashes,
        "clashed_with": home_desk_conflict.arrangement_of(form) if clashes else None,
        "found": stories(code, term),
        "term": term,
        "bar": home_desk_bar.bar(code),
        "bar_form": home_desk_bar.form_of(request),
        "bar_is_waiting": home_desk_bar.is_waiting(request),
        "bar_story": home_desk_bar.story_of(request),
    }
    context |= before_and_after(code, form.follows)
    return TemplateResponse(request, "admin/articles/home_desk/desk.html", context)


def before_and_after(code: str, follows: int) -> dict:
    """Return what stood until now, what undoing brings back, and what is to come. Two queries."""
    former = home_arrangement.former(code, HISTORY)
    coming = list(Arrangement.objects.in_language(code).to_come().select_related("made_by"))
    undo = arranging.before(former)
    return {
        "current": former[0] if former else None,
        "earlier": former[1:],
        "undo": undo,
        "undone": next((one for one in former if one.number == undo), None),
        "coming": coming,
        "editing": next((one for one in coming if one.number == follows), None),
        "soon": timezone.localtime().replace(second=0, microsecond=0) + timedelta(hours=1),
    }


# Fragments for the script


@require_GET
def find(request, language: str) -> HttpResponse:
    """Return the stories that a home page may show, the newest, or those found by their words."""
    shown = asked_language(request, language)
    context = {"found": stories(shown.code, request.GET.get("q", "")), "language": shown}
    return TemplateResponse(request, "admin/articles/home_desk/_stories.html", context)


@require_GET
def row(request, language: str) -> HttpResponse:
    """Return the row of a story that is put on top (`story`), or of a link under one (`under`)."""
    shown = asked_language(request, language)
    story = number(request.GET.get("story"))
    edition = editions_of(shown.code, {story}).get(story)
    if edition is None:
        raise Http404
    if under := number(request.GET.get("under")):
        context = {"link": LinkRow(edition), "story": under}
        return TemplateResponse(request, "admin/articles/home_desk/_link.html", context)
    context = {"row": LeadRow(edition, LeadForm(edition, {})), "found": stories(shown.code, "")}
    return TemplateResponse(request, "admin/articles/home_desk/_lead.html", context)


# Verbs with a button of their own


@require_POST
def bring_back(request, language: str) -> HttpResponse:
    """Let the home page be as it was: undo, or any of the former ones."""
    shown = asked_language(request, language)
    chosen, seen = number(request.POST.get("number")), number(request.POST.get("seen"))
    try:
        arranging.bring_back(shown.code, chosen, by=request.user, seen=seen)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The previous home page has been restored."))
    return HttpResponseRedirect(address(shown.code))


@require_POST
def call_off(request, language: str) -> HttpResponse:
    """Let a scheduled change not happen."""
    shown = asked_language(request, language)
    wanted = number(request.POST.get("number"))
    arrangement = get_object_or_404(Arrangement, language=shown.code, number=wanted)
    try:
        arranging.call_off(arrangement, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The change has been cancelled."))
    return HttpResponseRedirect(address(shown.code))


@admin.register(Arrangement)
class ArrangementAdmin(NewsroomAdmin):
    """The desk in place of Django's list and form."""

    is_journaled = False

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("", view(index), name="articles_arrangement_changelist"),
            path("<str:language>/", view(desk), name="articles_home_desk"),
            path("<str:language>/preview/", view(preview), name="articles_home_preview"),
            path("<str:language>/try/", view(preview_typed), name="articles_home_try"),
            path("<str:language>/find/", view(find), name="articles_home_find"),
            path("<str:language>/row/", view(row), name="articles_home_row"),
            path("<str:language>/back/", view(bring_back), name="articles_home_back"),
            path("<str:language>/call-off/", view(call_off), name="articles_home_call_off"),
        ]
