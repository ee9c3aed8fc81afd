"""Which corrections a desk has yet to look at: another language of the story got them."""

from django.db.models import QuerySet

from articles.editorial.permissions import can_answer
from articles.models import Article, CorrectionTask
from newsroom import languages
from newsroom.models import User


def open_for(user: User) -> QuerySet[CorrectionTask]:
    """Return what waits for an answer in the person's languages, the oldest first. One query.

    Each comes with `article`, and `correction` with its `edition` (`edition.language` says where
    it was made, `correction.at` when, `correction.text` what readers were told). Who may answer in
    no language has none.
    """
    codes = [code for code in languages.CODES if can_answer(user, code) and is_theirs(user, code)]
    return with_stories(CorrectionTask.objects.open().filter(language__in=codes))


def is_theirs(user: User, code: str) -> bool:
    """Tell whether the language is one of the person's desks; who has none looks after all."""
    return user.works_in(code) or not user.languages


def of_story(article: Article) -> list[CorrectionTask]:
    """Return what waits in all languages of a story. One query; a second where something does.

    Mostly nothing does, and the rows of the story and its edition are wide.
    """
    ids = list(CorrectionTask.objects.open().filter(article=article).values_list("pk", flat=True))
    return list(with_stories(CorrectionTask.objects.filter(pk__in=ids))) if ids else []


def with_stories(tasks: QuerySet[CorrectionTask]) -> QuerySet[CorrectionTask]:
    bodies = [languages.column("body", code) for code in languages.CODES]
    unread = ["correction__edition__body", *(f"article__{body}" for body in ("body", *bodies))]
    return tasks.select_related("article", "correction__edition").defer(*unread)
