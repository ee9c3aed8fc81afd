"""The page that publishes, and what is done when its button is pressed."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles import workflow
from articles.admin.answers import back_to_form, say_published, say_refused
from articles.admin.publishing.publish_form import AT, NOW, publish_form
from articles.admin.story.story_page import verb_page
from articles.editorial import checks
from articles.editorial.states import LanguageState
from articles.models import Article, Edition


def publish_view(
    request, article: Article, language: str, verb, states: dict[str, LanguageState]
) -> HttpResponse:
    """Ask when, until when, what and in which languages (GET); publish (POST)."""
    may = verb.name in workflow.available(request.user, article, language, states[language].edition)
    chosen = request.POST.getlist("also")
    form_class = publish_form(request.user, article, language, states, chosen)
    if request.method != "POST":
        if not may:
            raise PermissionDenied
        form = form_class(initial=initial(request, article, form_class, verb.name))
        return form_page(request, article, language, verb, form)
    form = form_class(request.POST)
    if form.is_valid():
        if form.cleaned_data.get("change") == "correction":
            return HttpResponseRedirect(
                reverse("admin:articles_article_verb", args=[article.pk, language, "correct"])
            )
        try:
            return publish(request, article, language, form.cleaned_data, anyway=form.is_anyway)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    elif not may:
        raise PermissionDenied
    return form_page(request, article, language, verb, form)


def initial(request, article: Article, form_class, verb: str) -> dict:
    """Return what is chosen when the page opens: the moment is the end of an embargo."""
    given = {"change": request.GET.get("change")}
    given["when"] = AT if verb == "schedule" or article.embargo_until else NOW
    if form_class.state.edition is not None and form_class.state.edition.is_scheduled:
        given["at"] = form_class.state.edition.published_at
        given["until"] = form_class.state.edition.expires_at
    else:
        given["at"] = article.embargo_until
    return given


def publish(request, article: Article, language: str, data: dict, *, anyway=False) -> HttpResponse:
    """Publish a language, then each of the others that were chosen; say what was done and not.

    The first one refused refuses the whole; of the others each stands for itself.
    """
    done = [publish_one(request, article, language, data)]
    refused = []
    for code in data.get("also", ()):
        try:
            checks.require_ready(article, code, anyway=anyway)
            done.append(publish_one(request, article, code, data))
        except ValidationError as refusal:
            refused.append((code, " ".join(refusal.messages)))
        except PermissionDenied as refusal:
            refused.append((code, str(refusal)))
    say_published(request, article, done)
    say_refused(request, refused)
    return back_to_form(article, language)


def publish_one(request, article: Article, language: str, data: dict) -> Edition:
    return workflow.publish(
        article,
        language,
        by=request.user,
        at=data.get("at"),
        until=data.get("until"),
        change=data.get("change") or "update",
        reason=data.get("reason", ""),
    )


def form_page(request, article: Article, language: str, verb, form) -> HttpResponse:
    context = verb_page(request, article, language, verb) | {"form": form}
    return TemplateResponse(request, "admin/articles/article/publish.html", context)
