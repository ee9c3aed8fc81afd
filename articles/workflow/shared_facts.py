"""Publishing what all languages share: cover, category, tags, credits, related stories."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.distribution import notices, telegram
from articles.editorial import edition_builder, taxonomy_locks, undo, versions
from articles.editorial.permissions import (
    can_publish,
    facts_need_approval,
    require,
    require_other_eyes,
)
from articles.models import Action, Article, Edition
from articles.models.audit_log import record
from articles.models.version import SHARED
from articles.workflow.common import locked, refuse_unless
from articles.workflow.working_copy import remember
from newsroom.models import User


@transaction.atomic
def publish_facts(article: Article, *, by: User) -> list[Edition]:
    """Give readers of every live language the facts of the story as they are now.

    Their texts stay as readers know them: an unfinished one does not go out with the facts. For
    those who may publish every language that is live with older facts.
    """
    kept = locked(article)
    moment = timezone.now()
    facts = taxonomy_locks.settled(versions.snapshot(kept, SHARED))
    kept.category_id = facts["category"]
    newest = remember(
        kept,
        {SHARED: facts},
        versions.latest(kept),
        verb=Action.PUBLISH_FACTS,
        by=by,
    )[SHARED]
    rows = Edition.objects.live(moment).filter(article=kept, shared_version__lt=newest.number)
    editions = list(rows.order_by("pk"))
    for edition in editions:
        require(can_publish(by, kept, edition.language))
        require_other_eyes(facts_need_approval(by, kept, edition))
    refuse_unless(editions, _("These story details are already live in every language."))
    for edition in editions:
        before = undo.taken(edition)
        edition_builder.write_facts(kept, edition, newest, before)
        undo.save_former(edition, before, by=by, at=moment)
        record(kept, Action.PUBLISH_FACTS, by=by, language=edition.language)
        notices.published(edition)
        telegram.after_publishing(edition)
    return editions
