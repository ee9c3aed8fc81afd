"""A page for each verb, and the way from the saved form into it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin import checking
from articles.admin.verbs import VERBS, Verb, form_class
from articles.admin.words import best_title
from articles.models import Article, Edition
from newsroom import languages


def verb_view(request, pk: int, language: str, verb: str) -> HttpResponse:
    """Ask for what a verb needs (GET), do it (POST). Role and language are checked here too."""
    if language not in languages.CODES or verb not in VERBS:
        raise Http404
    article = get_object_or_404(Article, pk=pk)
    edition = Edition.objects.filter(article=article, language=language).first()
    if request.method != "POST":
        if verb not in workflow.available(request.user, article, language, edition):
            raise PermissionDenied
        # The form of the story hands on what it was told the change is.
        blank = asked(article, language, verb, edition)(initial=request.GET.dict())
        return ask(request, article, language, VERBS[verb], blank)
    form = asked(article, language, verb, edition)(request.POST)
    if form.is_valid():
        try:
            return do(request, article, language, VERBS[verb], form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    elif verb not in workflow.available(request.user, article, language, edition):
        raise PermissionDenied
    return ask(request, article, language, VERBS[verb], form)


def asked(article: Article, language: str, verb: str, edition: Edition | None):
    """Return what a verb asks for: its own questions, and those of the checks."""
    return checking.checked(form_class(VERBS[verb], edition), article, language, verb)


def ask(request, article: Article, language: str, verb: Verb, form) -> HttpResponse:
    """Show the page of a verb with its form."""
    context = admin.site.each_context(request) | {
        "title": f"{verb.label} · {languages.by_code(language).name}",
        "story": best_title(article, request.user),
        "article": article,
        "language": languages.by_code(language),
        "verb": verb,
        "form": form,
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/article/verb.html", context)


def do(request, article: Article, language: str, verb: Verb, data: dict) -> HttpResponse:
    """Call the verb, say that it is done with the live address, and go back to the form."""
    verb.run(article, language, request.user, data)
    edition = Edition.objects.filter(article=article, language=language).first()
    sentence = verb.done
    if edition is not None and edition.is_live:
        sentence = format_html(
            '{} <a href="{}" hreflang="{}">{}</a>',
            verb.done,
            edition.get_absolute_url(),
            language,
            _("See it on the site"),
        )
    messages.success(request, sentence)
    return back_to_form(article, language)


def after_saving(request, article: Article, pressed: str) -> HttpResponse:
    """Go on with a verb whose button stood in the form that was just saved.

    The words are kept by now; a verb that is refused says so and takes nothing back.
    """
    name, _colon, language = pressed.partition(":")
    if name not in VERBS or language not in languages.CODES:
        return back_to_form(article)
    change = request.POST.get(f"_change_{language}", "")
    if name == "publish" and change == "correction":
        name = "correct"
    verb = VERBS[name]
    if (verb.asks and name != "publish") or must_ask(request.user, article, language, name):
        page = reverse("admin:articles_article_verb", args=[article.pk, language, name])
        query = f"?{urlencode({'change': change})}" if change and name == "publish" else ""
        return HttpResponseRedirect(f"{page}{query}")
    try:
        return do(request, article, language, verb, {"change": change})
    except ValidationError as refusal:
        sentence = " ".join(refusal.messages)
    except PermissionDenied as refusal:
        sentence = str(refusal)
    except Http404:
        sentence = _("this language is not on the site.")
    messages.warning(request, _("Your words are saved, but: %(reason)s") % {"reason": sentence})
    return back_to_form(article, language)


def must_ask(user, article: Article, language: str, verb: str) -> bool:
    """Tell whether the checks have a word before a verb that the person may use."""
    edition = Edition.objects.filter(article=article, language=language).first()
    may = verb in workflow.available(user, article, language, edition)
    return may and checking.must_ask(article, language, verb)


def back_to_form(article: Article, tab: str = "") -> HttpResponseRedirect:
    """Lead to the form, with the tab of a language open."""
    anchor = f"#{tab}" if tab in (*languages.CODES, "shared") else ""
    return HttpResponseRedirect(article.get_admin_url() + anchor)
