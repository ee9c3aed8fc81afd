"""What a colleague saved meanwhile, put into a form that is being filled in; nothing is saved."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.publishing.preview import typed
from articles.admin.story.article_form import text_columns
from articles.admin.story.conflict_page import numbers
from articles.admin.story.notes import story_of
from articles.admin.words import tab_name
from articles.editorial import versions
from articles.editorial.permissions import can_write
from articles.models.story_fields import BODIES, TEXTS
from articles.text import cleaning, merge
from articles.workflow.concurrent_edits import origin_of
from articles.workflow.working_copy import tidy
from newsroom import languages


@require_POST
def take_in(request, pk: int) -> HttpResponse:
    """Return the fields of a posted form that change when a colleague's words come into it.

    JSON: `fields` (name → value), `base` (part → number that the form then starts from), `words`.
    A language in which both wrote in the same place stays as it is until it is saved.
    """
    article = story_of(request, pk)
    codes = [code for code in languages.CODES if can_write(request.user, article, code)]
    if not codes:
        raise PermissionDenied
    base = numbers(request.POST, "base")
    try:
        for name in text_columns():  # before they are shortened: a shorter text must not come back
            cleaning.check_length(request.POST.get(name, ""))
        mine, _facts = typed(request, article)
        tidy(mine)
    except ValidationError as refusal:
        return JsonResponse({"fields": {}, "base": {}, "words": " ".join(refusal.messages)})
    fields, numbers_now, left = {}, {}, []
    for code, newest in versions.latest(article).items():
        if code not in codes or newest.number == base.get(code, 0):
            continue
        origin = origin_of(article, code, base.get(code, 0))
        texts = versions.texts(mine, code)
        merged = merge.merge_fields(origin, newest.fields, texts, bodies=BODIES)
        if merged.conflicts:
            left.append(tab_name(code))
            continue
        numbers_now[code] = newest.number
        for name in TEXTS:
            if merged.fields.get(name, "") != texts[name]:
                fields[languages.column(name, code)] = merged.fields[name]
    said = words(bool(numbers_now), left)
    return JsonResponse({"fields": fields, "base": base | numbers_now, "words": said})


def words(is_taken: bool, left: list[str]) -> str:
    """Say what was taken in and what was not."""
    said = []
    if is_taken:
        said.append(_("Merged: your colleague’s changes are now in your form. Not saved yet."))
    if left:
        sentence = _(
            "You both edited the same passage in %(parts)s: you can choose which to keep when "
            "you save."
        )
        said.append(sentence % {"parts": ", ".join(left)})
    return " ".join(said) or _("Nothing new to merge.")


def urls(view) -> list:
    """Return the addresses below a story's; `view` is the admin's own door."""
    return [path("<int:pk>/take-in/", view(take_in), name="articles_article_take_in")]
