"""Doing one thing to several stories of the list: each is asked for by itself, and told of.

The list's action shows what will be asked and of which stories; the answer says of each language
of each story whether it was done, else why not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import workflow
from articles.admin.answers import left_out
from articles.admin.story_list import article_bulk_forms
from articles.admin.words import best_title
from articles.editorial import checks, versions
from articles.editorial.permissions import (
    PUBLISH,
    STORIES,
    SUBMIT,
    WRITE_FACTS,
    can_publish,
    can_see,
    can_submit,
    can_write,
    require,
)
from articles.editorial.states import has_changes
from articles.models import Article, Edition
from articles.models.version import SHARED
from newsroom import languages
from newsroom.models import User
from newsroom.parameters import parse_ids

MOST = 100  # stories at once


@dataclass(frozen=True)
class Verb:
    """Something that can be done to several stories. `run` does it to one; False: it was so."""

    label: str
    right: str
    form: type[forms.Form]
    run: Callable[..., None]
    per_language: bool = True


@dataclass(frozen=True)
class Outcome:
    """What became of a story, or of one language of it; without a sentence it was done.

    `left_out` says what goes live all the same as it was before.
    """

    title: str
    address: str
    label: str
    sentence: str = ""
    left_out: str = ""


class NothingToDo(ValidationError):
    """It is so already."""


def submit(article: Article, code: str, by: User, data: dict) -> None:
    require(can_submit(by, article, code))
    workflow.submit(article, code, by=by)


def publish(article: Article, code: str, by: User, data: dict) -> None:
    """Publish a language as its form would: the right first, then the checks, then the verb."""
    require(can_publish(by, article, code))
    edition = Edition.objects.live().filter(article=article, language=code).first()
    newest = {(article.pk, part): number for part, number in versions.numbers(article).items()}
    if edition and not has_changes(edition, newest):
        raise NothingToDo(gettext("Readers already have this version."))
    refuse_without_title(article, code)
    checks.require_ready(article, code, anyway=data["anyway"])
    if edition and not data.get("change"):
        raise ValidationError(gettext("Choose the type of change: update or typo."))
    workflow.publish(article, code, by=by, change=data.get("change") or "update")


def schedule(article: Article, code: str, by: User, data: dict) -> None:
    require(can_publish(by, article, code))
    refuse_without_title(article, code)
    checks.require_ready(article, code, anyway=data["anyway"])
    workflow.publish(article, code, by=by, at=data["at"], until=data["until"])


def refuse_without_title(article: Article, code: str) -> None:
    if not article.text("title", code):
        raise ValidationError(gettext("No title in this language."))


def add_tag(article: Article, code: str, by: User, data: dict) -> None:
    require(can_write(by, article, SHARED))
    tags = list(article.tags.values_list("pk", flat=True))
    if data["tag"].pk in tags:
        raise NothingToDo(gettext("The story already has this tag."))
    workflow.save(article, by=by, tags=[*tags, data["tag"].pk])


def change_category(article: Article, code: str, by: User, data: dict) -> None:
    require(can_write(by, article, SHARED))
    if article.category_id == data["category"].pk:
        raise NothingToDo(gettext("The story is already in this category."))
    article.category = data["category"]
    workflow.save(article, by=by)


VERBS = {
    "submit": Verb(_("Submit for review"), SUBMIT, article_bulk_forms.LanguagesForm, submit),
    "publish": Verb(_("Publish"), PUBLISH, article_bulk_forms.PublishForm, publish),
    "schedule": Verb(_("Schedule"), PUBLISH, article_bulk_forms.ScheduleForm, schedule),
    "add_tag": Verb(_("Add a tag"), WRITE_FACTS, article_bulk_forms.TagForm, add_tag, False),
    "change_category": Verb(
        _("Change category"),
        WRITE_FACTS,
        article_bulk_forms.CategoryForm,
        change_category,
        False,
    ),
}


def may_use(user: User, name: str) -> bool:
    """Tell whether the person may do this to any story; each is asked for again."""
    return user.is_active and (user.is_superuser or user.role in STORIES[VERBS[name].right])


def action(name: str) -> Callable:
    """Return the action of the list: it asks before anything is done."""

    def ask_for(model_admin, request, queryset):
        articles = list(queryset[: MOST + 1])
        if len(articles) > MOST:
            sentence = gettext("You can choose up to %(most)d stories at once.") % {"most": MOST}
            messages.error(request, sentence)
            return None
        form = VERBS[name].form(user=request.user, articles=articles)
        return form_page(request, name, articles, form, request.get_full_path())

    ask_for.__name__, ask_for.short_description = name, format_lazy("{}…", VERBS[name].label)
    return ask_for


@require_POST
def bulk_view(request, name: str) -> HttpResponse:
    """Do it to the stories chosen, one by one, and say what became of each."""
    if name not in VERBS:
        raise Http404
    if not can_see(request.user) or not may_use(request.user, name):
        raise PermissionDenied
    articles, back = chosen(request), back_to(request)
    form = VERBS[name].form(request.POST, user=request.user, articles=articles)
    if not articles:
        messages.warning(request, gettext("Select some stories first."))
        return HttpResponseRedirect(back)
    if not form.is_valid():
        return form_page(request, name, articles, form, back)
    outcomes = list(do(VERBS[name], articles, request.user, form.cleaned_data))
    context = admin.site.each_context(request) | {
        "title": VERBS[name].label,
        "done": [one for one in outcomes if not one.sentence],
        "left": [one for one in outcomes if one.sentence],
        "back": back,
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/article/bulk_done.html", context)


def chosen(request) -> list[Article]:
    """Return the stories that were chosen, in the order of the list."""
    ids = parse_ids(request.POST.getlist("story"))[:MOST]
    found = Article.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def back_to(request) -> str:
    """Return the address of the list as it was narrowed."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("admin:articles_article_changelist")


def form_page(
    request, name: str, articles: list[Article], form: forms.Form, back: str
) -> HttpResponse:
    """Show the stories chosen and what the verb wants to know."""
    for article in articles:
        article.best_title = best_title(article, request.user)
    context = admin.site.each_context(request) | {
        "title": VERBS[name].label,
        "name": name,
        "verb": VERBS[name],
        "articles": articles,
        "form": form,
        "back": back,
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/article/bulk.html", context)


def do(verb: Verb, articles: list[Article], by: User, data: dict) -> Iterator[Outcome]:
    """Do it to each language of each story that was chosen; what is refused stops nothing else."""
    for article in articles:
        title = best_title(article, by)
        for code in data["languages"] if verb.per_language else ("",):
            label = languages.by_code(code).label if code else ""
            address = f"{article.get_admin_url()}#{code or SHARED}"
            refusal = tried(verb, article.pk, code, by, data)
            older = (
                "" if refusal or code else " ".join(words for _state, words in left_out(article))
            )
            yield Outcome(title, address, label, refusal, older)


def tried(verb: Verb, pk: int, code: str, by: User, data: dict) -> str:
    """Do it to one, as it is kept now; return why not, "" where it was done."""
    try:
        verb.run(Article.objects.get(pk=pk), code, by, data)
    except PermissionDenied as refusal:
        return str(refusal)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    except (Article.DoesNotExist, Edition.DoesNotExist):
        return gettext("The story no longer exists.")
    return ""


def urls(view) -> list:
    """Return the addresses below the stories'; `view` is the admin's own door."""
    return [path("several/<str:name>/", view(bulk_view), name="articles_bulk")]
