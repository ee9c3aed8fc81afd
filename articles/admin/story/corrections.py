"""Corrections that a desk should look at: beside the text, on the board, on a page of their own."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import workflow
from articles.admin.reports.audit_words import WHERE
from articles.admin.story.notes import back
from articles.admin.words import best_title, moment
from articles.editorial import correction_tasks
from articles.editorial.permissions import can_answer, can_see
from articles.models import Article, CorrectionTask
from newsroom import languages
from newsroom.models import User
from newsroom.parameters import row_of

ON_THE_PAGE = 100


def described(tasks: Iterable[CorrectionTask], user: User) -> list[dict]:
    """Return what people read of tasks, and whether they may answer. No queries."""
    return [
        {
            "task": task,
            "language": languages.by_code(task.language),
            "sentence": sentence(task),
            "story": best_title(task.article, user),
            "address": f"{task.article.get_admin_url()}#{task.language}",
            "note": task.correction.text,
            "note_language": task.correction.edition.language,
            "original": task.correction.edition,
            "may_answer": can_answer(user, task.language),
        }
        for task in tasks
    ]


def sentence(task: CorrectionTask) -> str:
    """Say where and when the correction was published."""
    words = _("A correction was published %(where)s, %(when)s. Check this version too.")
    where = WHERE[task.correction.edition.language]
    return words % {"where": where, "when": moment(task.correction.at)}


def waiting(user: User, article: Article) -> list[dict]:
    """Return what waits in the languages of a story. One query, none of a new one."""
    return described(correction_tasks.of_story(article), user) if article.pk else []


@require_safe
def tasks_view(request) -> HttpResponse:
    """Show what waits in the person's languages, or in one of them."""
    if not can_see(request.user):
        raise PermissionDenied
    code = request.GET.get("language", "")
    tasks = correction_tasks.open_for(request.user)
    if code in languages.CODES:
        tasks = tasks.filter(language=code)
    offered = [one for one in languages.LANGUAGES if can_answer(request.user, one.code)]
    context = admin.site.each_context(request) | {
        "title": _("Corrections to check"),
        "tasks": described(tasks[:ON_THE_PAGE], request.user),
        "offered": offered if len(offered) > 1 else [],
        "code": code,
        "here": request.get_full_path(),
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/corrections/list.html", context)


@require_POST
def answer_view(request, pk: int) -> HttpResponse:
    """Answer a task from a list, and go back to it."""
    task = get_object_or_404(CorrectionTask, pk=pk)
    answer(request, task, request.POST.get("outcome", ""))
    return back(request, reverse("admin:articles_correction_tasks"))


def answer(request, task: CorrectionTask, outcome: str) -> None:
    """Keep the answer and say so, or say why not; PermissionDenied for who may not."""
    try:
        workflow.answer_correction(task, by=request.user, outcome=outcome)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Correction dealt with."))


def after_saving(request, article: Article, pressed: str) -> None:
    """Answer a task whose button stood in the form of the story that was just saved."""
    outcome, _colon, number = pressed.partition(":")
    task = row_of(CorrectionTask.objects.filter(article=article), number)
    if task is not None:
        answer(request, task, outcome)


def urls(view) -> list:
    """Return the addresses below the stories'; `view` is the admin's own door."""
    return [
        path("corrections/", view(tasks_view), name="articles_correction_tasks"),
        path("corrections/<int:pk>/", view(answer_view), name="articles_correction_answer"),
    ]
