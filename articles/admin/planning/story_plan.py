"""The plan of one story: beside its form, and the small page that changes it."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.planning.planning_forms import PlanForm, colleagues
from articles.admin.story.notes import back, is_script, story_of
from articles.admin.words import best_title
from articles.editorial.permissions import can_plan
from articles.models import Article, Plan
from newsroom import languages
from newsroom.models import User


@dataclass(frozen=True)
class StoryPlan:
    """What is planned for one language of a story, and whether the person may change it."""

    article: Article
    language: languages.Language
    row: Plan
    may_change: bool

    @property
    def is_translation(self) -> bool:
        return self.language.code != self.article.source_language


def plans(user: User, article: Article) -> list[StoryPlan]:
    """Return the plan of every language of a story that is kept. One query."""
    if article.pk is None:
        return []
    rows = {row.language: row for row in article.plans.select_related("person")}
    return [
        StoryPlan(
            article,
            one,
            rows.get(one.code) or Plan(article=article, language=one.code),
            can_plan(user, article, one.code),
        )
        for one in languages.LANGUAGES
    ]


def story_plan(request, pk: int, language: str) -> HttpResponse:
    """Ask what is planned for a language (GET), keep it (POST); for the dialog too."""
    if language not in languages.CODES:
        raise Http404
    article = story_of(request, pk)
    if not can_plan(request.user, article, language):
        raise PermissionDenied
    people = colleagues(language)
    if request.method != "POST":
        row = article.plans.filter(language=language).first() or Plan()
        initial = {"choice": row.choice, "wanted_at": row.wanted_at, "person": row.person_id}
        form = PlanForm(article, language, people=people, initial=initial)
        return form_page(request, article, language, form)
    form = PlanForm(article, language, request.POST, people=people)
    if form.is_valid():
        try:
            workflow.plan(article, language, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return saved_page(request, article, language)
    return form_page(request, article, language, form, status=422)


def form_page(request, article: Article, language: str, form: PlanForm, status=200) -> HttpResponse:
    """Show the form, alone for the dialog."""
    context = {
        "title": _("Plan · %(language)s") % {"language": languages.by_code(language).name},
        "story": best_title(article, request.user),
        "article": article,
        "language": languages.by_code(language),
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    if is_script(request):
        template = "admin/articles/planning/_story_form.html"
    else:
        template = "admin/articles/planning/story.html"
        context = admin.site.each_context(request) | context
    return TemplateResponse(request, template, context, status=status)


def saved_page(request, article: Article, language: str) -> HttpResponse:
    """Show what is planned now beside the story, else go back."""
    if is_script(request):
        (plan,) = [one for one in plans(request.user, article) if one.language.code == language]
        return TemplateResponse(request, "admin/articles/planning/_words.html", {"plan": plan})
    messages.success(request, _("Plan saved."))
    return back(request, f"{article.get_admin_url()}#{language}")
