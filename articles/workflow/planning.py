"""What is intended for a language of a story: whether at all, by when, from whom."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.editorial.edition_builder import aware
from articles.editorial.permissions import can_be_asked, can_plan, require
from articles.models import Action, Article, Plan
from articles.models.audit_log import record
from articles.workflow.common import locked, refuse_unless
from articles.workflow.working_copy import save
from newsroom import languages
from newsroom.models import User

LEFT = object()


@transaction.atomic
def plan(
    article: Article,
    language: str,
    *,
    by: User,
    choice: str | None = None,
    wanted_at: datetime | None = LEFT,
    person: User | None = LEFT,
) -> Plan:
    """Say what is intended for a language; what is left out stays as it is planned, None empties.

    A moment without a zone is the newsroom's time. Nothing is written where nothing changes.
    """
    kept = locked(article)
    require(can_plan(by, kept, language))
    row = Plan.objects.filter(article=kept, language=language).first()
    row = row or Plan(article=kept, language=language)
    given = {"choice": choice or row.choice}
    if wanted_at is not LEFT:
        given["wanted_at"] = aware(wanted_at)
    if person is not LEFT:
        given["person"] = person
    refuse_unless(language in languages.CODES, _("This newsroom does not use this language."))
    refuse_unless(given["choice"] in Plan.Choice, _("Choose a plan for this language."))
    if given.get("person"):
        refuse_unless(
            can_be_asked(given["person"], language),
            _("This person does not work in this language."),
        )
    before = row.audit_details()
    for field, value in given.items():
        setattr(row, field, value)
    changed = {name: value for name, value in row.audit_details().items() if before[name] != value}
    if changed:
        row.save()
        record(kept, Action.PLAN, by=by, language=language, **changed)
    return row


@transaction.atomic
def plan_story(
    *,
    by: User,
    title: str,
    language: str,
    wanted_at: datetime | None,
    person: User | None,
    translations: Iterable[str] = (),
    translations_at: datetime | None = None,
) -> Article:
    """Make a story that is only a plan yet: its working title, when it is wanted, from whom.

    The languages that are not among `translations` are "not planned".
    """
    article = Article(source_language=language)
    article.set_text("title", language, title)
    save(article, by=by)
    plan(article, language, by=by, wanted_at=wanted_at, person=person)
    for code in languages.CODES:
        if code in translations and code != language and translations_at:
            plan(article, code, by=by, wanted_at=translations_at)
        elif code not in translations and code != language:
            plan(article, code, by=by, choice=Plan.Choice.NOT_PLANNED)
    return article
