"""Saying to readers what was wrong."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Action, Correction, Edition
from articles.permissions import can_correct, require
from articles.workflow.common import locked, record, refuse_unless
from articles.workflow.publication import publish_locked
from newsroom.models import User


@transaction.atomic
def correct(edition: Edition, *, kind: str, text: str, by: User) -> Correction:
    """Write a public note on a live edition and publish the working copy as a correction."""
    article = locked(edition.article)
    require(can_correct(by, edition))
    edition.refresh_from_db()
    refuse_unless(edition.is_live, _("Only what is on the site can be corrected."))
    refuse_unless(text.strip(), _("Write what was wrong, for readers."))
    refuse_unless(kind in Correction.Kind, _("Choose a kind of correction."))
    # Published first: a note that is younger goes with it when it is taken back.
    publish_locked(article, edition.language, by=by, change="correction", article=edition.article)
    note = Correction.objects.create(
        edition=edition, kind=kind, text=text.strip(), at=timezone.now(), by=by
    )
    record(article, Action.CORRECT, by=by, language=edition.language, note=note.text)
    edition.refresh_from_db()
    return note
