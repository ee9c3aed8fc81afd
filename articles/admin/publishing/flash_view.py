"""A flash from a phone in under a minute: a headline, Publish; then what becomes known."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.answers import say_published
from articles.admin.story.story_page import story_page
from articles.editorial import checks
from articles.editorial.permissions import can_publish
from articles.editorial.states import LanguageState, State
from articles.models import Article, Category, Kind
from newsroom import languages
from newsroom.models import User


def desks(user: User) -> list[languages.Language]:
    """Return the languages in which the person may publish, their own admin's first."""
    story = Article()
    mine = [one for one in languages.LANGUAGES if can_publish(user, story, one.code)]
    return sorted(mine, key=lambda one: one.code != user.interface_language)


class FlashForm(forms.Form):
    """Nothing but the headline is required."""

    title = forms.CharField(
        label=gettext_lazy("Headline"),
        max_length=300,
        widget=forms.Textarea({"rows": 3, "maxlength": None, "autofocus": True}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), widget=forms.RadioSelect)
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=gettext_lazy("Category"),
        required=False,
        empty_label=gettext_lazy("none yet"),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        mine = desks(user)
        self.fields["language"].choices = [(one.code, one.name) for one in mine]
        self.initial.setdefault("language", mine[0].code)
        if len(mine) == 1:
            self.fields["language"].widget = forms.HiddenInput()
        self.fields["category"].queryset = Category.objects.all()

    def clean(self):
        """Ask the checks of a flash, which a newsroom may have made to stop."""
        data = super().clean()
        if not data.get("title") or not data.get("language"):
            return data
        story = Article(kind=Kind.FLASH, category=data["category"])
        story.set_text("title", data["language"], data["title"])
        failed = [one for one in self.checked(story, data["language"]) if not one.is_done]
        if any(one.stops for one in failed) or (failed and not self.data.get("anyway")):
            for one in failed:
                self.add_error("title", list(one.sentences))
            if not any(one.stops for one in failed):
                label = _("Publish anyway")
                self.fields["anyway"] = forms.BooleanField(label=label, required=False)
        return data

    @staticmethod
    def checked(story: Article, code: str):
        return checks.check(story, [code])[code]


def flash_view(request) -> HttpResponse:
    """Ask for a headline (GET), publish it (POST) and go on to its updates."""
    if not desks(request.user):
        raise PermissionDenied
    form = FlashForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        edition = workflow.flash(
            data["title"], data["language"], by=request.user, category=data["category"]
        )
        say_published(request, edition.article, [edition])
        return to_updates(edition.article, edition.language)
    page = admin.site.each_context(request) | {
        "title": _("Flash"),
        "form": form,
        "is_flash": True,
    }
    return TemplateResponse(request, "admin/articles/article/flash.html", page)


def to_updates(article: Article, language: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(
        reverse("admin:articles_article_verb", args=[article.pk, language, "add_update"])
    )


class UpdateForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("New information"),
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy(
            "It appears above the text with a timestamp and is published at once."
        ),
    )


def update_view(
    request, article: Article, language: str, verb, states: dict[str, LanguageState]
) -> HttpResponse:
    """Ask what became known (GET), put it over the text and publish it (POST)."""
    state = states[language]
    is_live = state.edition is not None and state.edition.is_live
    if not can_publish(request.user, article, language) or not is_live:
        raise PermissionDenied
    form = UpdateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            edition = workflow.add_update(article, language, by=request.user, words=words)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            say_published(request, article, [edition])
            return to_updates(article, language)
    page = story_page(request, article, verb.label, language) | {
        "edition": state.edition,
        "has_changes": state.code == State.LIVE_CHANGED,
        "form": form,
    }
    return TemplateResponse(request, "admin/articles/article/update.html", page)
