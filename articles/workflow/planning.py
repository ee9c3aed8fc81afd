"""What is intended for a language of a story: whether at all, by when, from whom."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Action, Article, Plan
from articles.permissions import can_be_asked, can_plan, require
from articles.publishing import aware
from articles.workflow.common import locked, record, refuse_unless
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
    refuse_unless(language in languages.CODES, _("The newsroom does not know this language."))
    refuse_unless(given["choice"] in Plan.Choice, _("Choose what is planned for this language."))
    if given.get("person"):
        refuse_unless(
            can_be_asked(given["person"], language), _("This person does not write this language.")
        )
    before = row.said()
    for field, value in given.items():
        setattr(row, field, value)
    changed = {name: value for name, value in row.said().items() if before[name] != value}
    if changed:
        row.save()
        record(kept, Action.PLAN, by=by, language=language, **changed)
    return row
