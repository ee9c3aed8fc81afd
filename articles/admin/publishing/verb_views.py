"""A page for each verb, and the way from the saved form into it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin import extra_fields
from articles.admin.answers import back_to_form
from articles.admin.publishing import flash_view, no_change_view, publish_checks, publish_view
from articles.admin.publishing.verbs import MORE, VERBS, Verb
from articles.admin.reports.audit_words import sentence
from articles.admin.story.story_page import verb_page
from articles.admin.words import best_title, moment
from articles.editorial import edition_builder, embargo, undo
from articles.editorial.permissions import (
    OWN_TEXT,
    can_approve,
    can_publish,
    needs_approval,
    wrote_it,
)
from articles.editorial.states import LanguageState, language_states
from articles.models import Article, Edition
from newsroom import languages


def verb_view(request, pk: int, language: str, verb: str) -> HttpResponse:
    """Ask for what a verb needs (GET), do it (POST). Role and language are checked here too.

    Who pressed an old button, since a colleague was first, is told so beside the story.
    """
    if language not in languages.CODES or verb not in VERBS:
        raise Http404
    article = get_object_or_404(Article, pk=pk)
    try:
        return asked_or_done(request, article, language, verb)
    except PermissionDenied:
        if not workflow.may_use(request.user, article, language, verb):
            raise
    messages.warning(request, too_late(request.user, article, language))
    return back_to_form(article, language)


def too_late(user, article: Article, language: str) -> str:
    """Say that the step is not possible any more, and what was done last. One query."""
    entries = article.audit_entries.filter(language=language).select_related("by")
    last = entries.order_by("-pk").first()
    words = _("The story is no longer at this stage.")
    if last is None:
        return words
    deed = sentence(last, {article.pk: best_title(article, user)})
    return f"{words} {moment(last.at)} {capfirst(deed)}."


def asked_or_done(request, article: Article, language: str, verb: str) -> HttpResponse:
    """Show the page of a verb, or do it; PermissionDenied where it is not possible now."""
    states = language_states([article])[article.pk]
    edition = states[language].edition
    if request.method == "POST":
        extra_fields.write_audit(request, article, VERBS[verb].form.base_fields, language)
    if reason := why_not(request.user, article, language, verb, edition):
        messages.warning(request, reason)
        return back_to_form(article, language)
    if verb == "schedule_changes" and breaks_embargo(article, edition):
        # Where the reason can be given, with the moment that is set.
        page = reverse("admin:articles_article_verb", args=[article.pk, language, "schedule"])
        return HttpResponseRedirect(page)
    if page := PAGES.get(verb):
        return page(request, article, language, VERBS[verb], states)
    if request.method != "POST":
        if verb not in may_now(request.user, article, language, states[language]):
            raise PermissionDenied
        return form_page(
            request, article, language, VERBS[verb], form_class(article, language, verb)()
        )
    form = form_class(article, language, verb)(request.POST)
    if form.is_valid():
        try:
            return do(request, article, language, VERBS[verb], form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    elif verb not in may_now(request.user, article, language, states[language]):
        raise PermissionDenied
    return form_page(request, article, language, VERBS[verb], form)


# Verbs with a page of their own.
PAGES = {
    "publish": publish_view.publish_view,
    "schedule": publish_view.publish_view,
    "add_update": flash_view.update_view,
    "no_change_needed": no_change_view.no_change_view,
}


def may_now(user, article: Article, language: str, state: LanguageState) -> list[str]:
    """Name the verbs that the person may use, those that can be taken back for a while too."""
    edition = state.edition
    hints = {"state": state, "former": undo.former_of(edition)}
    names = workflow.available(user, article, language, edition, **hints)
    has_facts = edition is not None and edition.is_live and can_publish(user, article, language)
    return [*names, "publish_facts"] if has_facts else names


def why_not(user, article: Article, language: str, verb: str, edition: Edition | None) -> str:
    """Say what to do instead to somebody whose role allows the verb, where the state does not."""
    if waits_for_others(user, article, language, verb, edition):
        return str(OWN_TEXT)
    if edition is None or not can_publish(user, article, language):
        return ""
    if verb in ("publish", "schedule", "correct", "take_back") and edition.is_withdrawn:
        return _("The story is withdrawn: restore it first.")
    if verb == "schedule" and edition.is_live:
        return _("The story is already live and cannot be scheduled.")
    if verb == "withdraw" and edition.is_scheduled:
        return _("The story is only scheduled: unschedule it instead.")
    if verb in ("unschedule", "schedule_changes") and not edition.is_scheduled:
        return _("The story is no longer scheduled.")
    return ""


def breaks_embargo(article: Article, edition: Edition | None) -> bool:
    """Tell whether a language is to go out before the embargo ends: the chief gave a reason."""
    return edition is not None and embargo.holds(article, edition.published_at)


def waits_for_others(
    user, article: Article, language: str, verb: str, edition: Edition | None
) -> bool:
    """Tell whether the newsroom wants other eyes on a text that the person might let out."""
    if verb == "approve":
        return can_approve(user, article, language) and wrote_it(user, article, language)
    if verb not in publish_checks.PUBLISHING or not can_publish(user, article, language):
        return False
    return needs_approval(user, article, language, edition)


def form_class(article: Article, language: str, verb: str):
    """Return what a verb asks for: its own questions, and those of the checks."""
    return publish_checks.checked(VERBS[verb].form, article, language, verb)


def form_page(request, article: Article, language: str, verb: Verb, form) -> HttpResponse:
    """Show the page of a verb with its form, the cursor in the first field or in what is wrong."""
    fields = form.visible_fields()
    if first := next((one for one in fields if one.errors), next(iter(fields), None)):
        first.field.widget.attrs["autofocus"] = True
    context = verb_page(request, article, language, verb) | {"form": form}
    return TemplateResponse(request, "admin/articles/article/verb.html", context)


def do(request, article: Article, language: str, verb: Verb, data: dict) -> HttpResponse:
    """Call the verb, say that it is done with the live address, and go back to the form."""
    verb.run(article, language, request.user, data)
    edition = Edition.objects.filter(article=article, language=language).first()
    said = verb.done
    if edition is not None and edition.is_live:
        said = format_html(
            '{} <a href="{}" hreflang="{}">{}</a>',
            verb.done,
            edition.get_absolute_url(),
            language,
            _("View on site"),
        )
    messages.success(request, said)
    return back_to_form(article, language)


def after_saving(request, article: Article, pressed: str) -> HttpResponse:
    """Go on with a verb whose button stood in the form that was just saved.

    The words are kept by now; a verb that is refused says so and takes nothing back.
    """
    name, _colon, language = pressed.partition(":")
    if name == "embargo":
        return HttpResponseRedirect(reverse("admin:articles_article_embargo", args=[article.pk]))
    if name == MORE and language in languages.CODES:
        return HttpResponseRedirect(
            reverse("admin:articles_article_verb", args=[article.pk, language, "publish"])
        )
    if name not in VERBS or language not in languages.CODES:
        return back_to_form(article)
    change = request.POST.get(f"_change_{language}", "")
    if name == "publish" and change == "correction":
        name = "correct"
    if VERBS[name].asks or must_ask(request.user, article, language, name, change):
        page = reverse("admin:articles_article_verb", args=[article.pk, language, name])
        # The form of the story hands on what it was told the change is.
        query = f"?{urlencode({'change': change})}" if change and name == "publish" else ""
        return HttpResponseRedirect(f"{page}{query}")
    return at_once(request, article, language, name, change)


def at_once(request, article: Article, language: str, name: str, change: str) -> HttpResponse:
    """Do a verb that asks nothing; where it is refused, say that the words are kept."""
    try:
        if name == "publish":
            return publish_view.publish(request, article, language, {"change": change})
        return do(request, article, language, VERBS[name], {"change": change})
    except ValidationError as refusal:
        reason = " ".join(refusal.messages)
    except PermissionDenied as refusal:
        reason = str(refusal)
    except Http404:
        reason = _("this language is not on the site.")
    messages.warning(request, _("Your text is saved, but: %(reason)s") % {"reason": reason})
    return back_to_form(article, language)


def must_ask(user, article: Article, language: str, verb: str, change: str) -> bool:
    """Tell whether a verb that the person may use needs an answer first: the checks have a word, or
    nobody said what is published again.
    """
    state = language_states([article])[article.pk][language]
    edition = state.edition
    may = verb in workflow.available(user, article, language, edition, state=state)
    is_live = edition is not None and edition.is_live
    if may and verb == "publish" and is_live and change not in edition_builder.CHANGES:
        return True
    if may and verb == "publish" and not is_live and embargo.is_running(article):
        return True
    if may and verb == "schedule_changes" and breaks_embargo(article, edition):
        return True
    return may and publish_checks.must_ask(article, language, verb)
