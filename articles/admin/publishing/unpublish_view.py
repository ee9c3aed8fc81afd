"""Withdrawing a story: one page for one or all of its languages, with two reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.admin.story.story_page import story_page
from articles.editorial.permissions import can_withdraw
from articles.models import Article, Edition
from newsroom import languages
from newsroom.languages import Language

# What is said most often, so that a desk can say it in a language that it does not write.
SENTENCES = {
    "mistake": _("The story was published by mistake."),
    "facts": _("The story did not stand up to fact-checking."),
    "request": _("The story was withdrawn at the request of a person named in it."),
    "rights": _("The story contained material owned by someone else."),
    "court": _("The story was withdrawn by court order."),
}


@dataclass(frozen=True)
class Row:
    """A language of the page: its fields, the headline that readers see now."""

    language: Language
    title: str
    address: str
    also: forms.BoundField | None
    reason: forms.BoundField


class WithdrawForm(forms.Form):
    """A sentence for all languages or words for each; a further language only when it is ticked."""

    sentence = forms.ChoiceField(
        label=_("Reason shown to readers"),
        required=False,
        choices=[("", _("in our own words, below")), *SENTENCES.items()],
        help_text=_("Standard wording is shown to readers in their own language."),
    )
    private = forms.CharField(
        label=_("Reason for colleagues"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3, "maxlength": None}),
        help_text=_("Never shown to readers. Shown above the text here and in the audit log."),
    )

    def __init__(self, *args, language: str, editions: list[Edition], **kwargs):
        super().__init__(*args, **kwargs)
        self.language, self.editions = language, editions
        for edition in editions:
            own, name = edition.language == language, languages.by_code(edition.language).name
            if not own:
                self.fields[f"also_{edition.language}"] = forms.BooleanField(
                    label=_("Also withdraw in this language: %(name)s") % {"name": name},
                    required=False,
                )
            self.fields["reason" if own else f"reason_{edition.language}"] = forms.CharField(
                label=_("Custom wording (%(name)s)") % {"name": name},
                required=False,
                max_length=300,
                widget=forms.Textarea({"rows": 2, "maxlength": None, "lang": edition.language}),
            )

    def rows(self) -> Iterator[Row]:
        for edition in self.editions:
            own = edition.language == self.language
            yield Row(
                language=languages.by_code(edition.language),
                title=edition.title,
                address=edition.get_absolute_url(),
                also=None if own else self[f"also_{edition.language}"],
                reason=self["reason" if own else f"reason_{edition.language}"],
            )

    def clean(self):
        """Say of each language chosen whether readers would be told why."""
        data = super().clean()
        self.reasons = {}
        for edition in self.editions:
            code, own = edition.language, edition.language == self.language
            if not own and not data.get(f"also_{code}"):
                continue
            field = "reason" if own else f"reason_{code}"
            self.reasons[code] = data.get(field) or sentence_in(data.get("sentence"), code)
            if not self.reasons[code] and field not in self.errors:
                self.add_error(field, gettext("Give a short reason for readers."))
        return data


def sentence_in(sentence: str | None, code: str) -> str:
    """Return a ready sentence in a language, "" where none was chosen."""
    if not sentence:
        return ""
    with override(code):
        return str(SENTENCES[sentence])


def withdrawable(user, article: Article) -> list[Edition]:
    """Return the publications that the person may withdraw now. One query."""
    found = {one.language: one for one in article.editions.defer("body")}
    return [
        found[code]
        for code in languages.CODES
        if code in found
        and found[code].is_published
        and found[code].withdrawn_at is None
        and can_withdraw(user, found[code])
    ]


def withdraw_view(request, pk: int, language: str) -> HttpResponse:
    """Ask for the reasons (GET), withdraw (POST). Each language is asked for by itself."""
    if language not in languages.CODES:
        raise Http404
    article = get_object_or_404(Article, pk=pk)
    edition = Edition.objects.filter(article=article, language=language).first()
    if edition is None or not can_withdraw(request.user, edition):
        raise PermissionDenied
    editions = withdrawable(request.user, article)
    if edition not in editions:
        return refused(request, article, edition)
    given = request.POST if request.method == "POST" else None
    form = WithdrawForm(given, language=language, editions=editions)
    if request.method == "POST" and form.is_valid():
        try:
            gone = workflow.withdraw_languages(
                article, form.reasons, by=request.user, private=form.cleaned_data["private"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return done(request, article, gone, language)
    return form_page(request, article, language, form)


def refused(request, article: Article, edition: Edition) -> HttpResponse:
    """Say what to do instead, and go back to the story."""
    if edition.is_scheduled:
        sentence = gettext("The story is only scheduled: unschedule it instead.")
    elif edition.is_taken_back:
        sentence = gettext("No publication in this language.")
    else:
        sentence = gettext("The story is already withdrawn.")
    messages.warning(request, sentence)
    return HttpResponseRedirect(f"{article.get_admin_url()}#{edition.language}")


def form_page(request, article: Article, language: str, form: WithdrawForm) -> HttpResponse:
    chosen = languages.by_code(language)
    title = f"{gettext('Withdraw')} · {chosen.name}"
    context = story_page(request, article, title, language) | {
        "form": form,
        "rows": sorted(form.rows(), key=lambda row: row.language != chosen),
    }
    return TemplateResponse(request, "admin/articles/article/withdraw.html", context)


def done(request, article: Article, gone: list[Edition], language: str) -> HttpResponse:
    names = ", ".join(languages.by_code(one.language).name for one in gone)
    sentence = gettext("Withdrawn: %(languages)s. Readers who follow the link will see the reason.")
    messages.success(request, sentence % {"languages": names})
    return HttpResponseRedirect(f"{article.get_admin_url()}#{language}")
