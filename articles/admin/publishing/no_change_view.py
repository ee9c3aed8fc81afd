"""What changed in the original of a translation that is behind, and "no change needed"."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.answers import back_to_form
from articles.admin.story import differences
from articles.admin.story.story_page import verb_page
from articles.editorial.permissions import can_say_no_change
from articles.editorial.states import LanguageState
from articles.models import Article, Edition, Version
from newsroom import languages

# What of the original a translation has no words for.
UNTRANSLATED = frozenset({"slug"})


class SeenForm(forms.Form):
    """Which version of the original the person has compared with."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


def no_change_view(
    request, article: Article, language: str, verb, states: dict[str, LanguageState]
) -> HttpResponse:
    """Show what changed in the original since (GET), let the translation stand (POST)."""
    state = states[language]
    if not can_say_no_change(request.user, article, language):
        raise PermissionDenied
    form = SeenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and state.edition is not None:
        try:
            workflow.no_change_needed(
                state.edition, by=request.user, seen=form.cleaned_data["seen"]
            )
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        else:
            messages.success(request, verb.done)
            return back_to_form(article, language)
    return show(request, article, language, verb, state)


def show(request, article: Article, language: str, verb, state: LanguageState) -> HttpResponse:
    source = article.editions.filter(language=article.source_language).first()
    if not state.is_behind or source is None:
        messages.info(request, _("This translation is no longer behind the original."))
        return back_to_form(article, language)
    context = verb_page(request, article, language, verb) | {
        "source": languages.by_code(article.source_language),
        "changes": changes_since(article, state.edition, source),
        "seen": source.version,
    }
    return TemplateResponse(request, "admin/articles/article/no_change.html", context)


def changes_since(article: Article, edition: Edition, source: Edition) -> list[differences.Change]:
    """Return what changed in the original since a translation was made from it. One query."""
    numbers = (edition.made_from, source.version)
    rows = Version.objects.filter(article=article, part=source.language, number__in=numbers)
    kept = {row.number: row.fields for row in rows}
    old, new = (kept.get(number, {}) for number in numbers)
    return differences.of_texts(old, new, but=UNTRANSLATED)
