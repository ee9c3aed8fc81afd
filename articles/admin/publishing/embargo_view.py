"""The embargo of a story: beside its form, and the page that sets it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import workflow
from articles.admin.answers import back_to_form
from articles.admin.base import MomentField
from articles.admin.story.story_page import story_page
from articles.editorial import embargo
from articles.editorial.permissions import can_break_embargo, can_set_embargo
from articles.models import Article
from articles.text.moments_in_words import full_moment, zone_words


class EmbargoForm(forms.Form):
    until = MomentField(
        label=gettext_lazy("Nothing goes live before"),
        required=False,
        help_text=gettext_lazy("Leave empty for no embargo."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for shortening the embargo"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2, "maxlength": None}),
        help_text=gettext_lazy("Recorded in the audit log."),
    )


def form_context(user, article: Article) -> dict:
    """Return what stands of it beside the form: its end in words, whether the person may set it."""
    is_running = article.pk is not None and embargo.is_running(article)
    return {
        "end": full_moment(article.embargo_until) if is_running else "",
        "may_set": article.pk is not None and can_set_embargo(user, article),
    }


def embargo_view(request, pk: int) -> HttpResponse:
    """Ask until when (GET), keep it (POST)."""
    article = get_object_or_404(Article, pk=pk)
    if not can_set_embargo(request.user, article):
        raise PermissionDenied
    form = EmbargoForm(request.POST or None, initial={"until": article.embargo_until})
    if not (embargo.is_running(article) and can_break_embargo(request.user)):
        del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        try:
            workflow.embargo(article, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, done(article))
            return back_to_form(article, "shared")
    context = story_page(request, article, _("Embargo")) | {"form": form, "zone": zone_words()}
    return TemplateResponse(request, "admin/articles/article/embargo.html", context)


def done(article: Article) -> str:
    if article.embargo_until is None:
        return _("The embargo has been lifted.")
    return _("Under embargo until %(end)s.") % {"end": full_moment(article.embargo_until)}
