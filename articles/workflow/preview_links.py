"""Links to previews for people without an account: made, revoked, opened, commented on."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial.edition_builder import aware
from articles.editorial.permissions import can_revoke, can_share, require
from articles.models import Action, Article, PreviewComment, PreviewLink, PreviewOpening
from articles.models.audit_log import record
from articles.models.preview_link import LONGEST_COMMENT, LONGEST_NAME
from articles.text import cleaning
from articles.workflow.common import locked, refuse_unless
from newsroom import languages
from newsroom.models import User

USUAL = timedelta(hours=24)
LONGEST = timedelta(days=90)
# Of one link: whoever holds it may be a machine.
MOST_COMMENTS, MOST_OPENINGS = 200, 1000


@transaction.atomic
def share(
    article: Article,
    *,
    by: User,
    name: str,
    language: str = "",
    versions: Mapping[str, int] | None = None,
    until: datetime | None = None,
    allows_comments: bool = False,
) -> tuple[PreviewLink, str]:
    """Make a link to a preview and return it with its secret, which is kept nowhere.

    Without a language it shows all; `versions` (part → number) holds it to them, without them it
    shows what is saved when it is opened. It ends after 24 hours unless `until` says otherwise.
    """
    kept, moment = locked(article), timezone.now()
    require(can_share(by, kept, language))
    name, until = cleaning.safe_line(name)[:100], aware(until) or moment + USUAL
    refuse_unless(name, _("Enter who the link is for."))
    refuse_unless(
        language in ("", *languages.CODES), _("This newsroom does not use this language.")
    )
    refuse_unless(until > moment, _("This time has passed. Choose a later one."))
    refuse_unless(until <= moment + LONGEST, _("Links can stay open for 90 days at most."))
    secret = secrets.token_urlsafe(32)
    link = PreviewLink.objects.create(
        article=kept,
        digest=digest(secret),
        name=name,
        language=language,
        versions=dict(versions) if versions is not None else None,
        allows_comments=allows_comments,
        made_by=by,
        made_at=moment,
        ends_at=until,
    )
    record(kept, Action.SHARE, by=by, language=language, name=name, until=until.isoformat())
    return link, secret


@transaction.atomic
def revoke(link: PreviewLink, *, by: User) -> None:
    """Close a link before its end; nobody learns from its address that it ever was one."""
    article = locked(link.article)
    require(can_revoke(by, link))
    link.refresh_from_db()
    refuse_unless(link.is_open, _("The link is already closed."))
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    record(article, Action.UNSHARE, by=by, language=link.language, name=link.name)


def digest(secret: str) -> str:
    """Return what is kept of a link's secret, by which its row is found: SHA-256 in hex."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def opened_by(secret: str) -> PreviewLink | None:
    """Return the link of a secret if it opens something; None else, by the same one query.

    Of whose role or languages do not let them share the story any more, it opens nothing. One
    query more where the text is only wanted from them.
    """
    links = PreviewLink.objects.open().select_related("article", "made_by")
    link = links.filter(digest=digest(secret)).first()
    return link if link and can_share(link.made_by, link.article, link.language) else None


def note_opening(link: PreviewLink, language: str) -> None:
    """Keep that a link was opened, when and in which language; a thousand times at most."""
    if link.openings.count() < MOST_OPENINGS:
        PreviewOpening.objects.create(link=link, language=language)


@transaction.atomic
def comment(link: PreviewLink, language: str, *, name: str, words: str) -> PreviewComment:
    """Keep what somebody wrote who holds the link, if who made it allows that."""
    refuse_unless(link.allows_comments, _("Comments are closed."))
    words = "\n".join(map(cleaning.safe_line, words.strip().splitlines()))
    refuse_unless(words, _("Write something first."))
    refuse_unless(
        len(words) <= LONGEST_COMMENT,
        _("Comments are limited to %(most)d characters; this one has %(number)d.")
        % {"most": LONGEST_COMMENT, "number": len(words)},
    )
    # The row is locked: of two who come at once the second counts the first.
    PreviewLink.objects.select_for_update().get(pk=link.pk)
    refuse_unless(
        link.comments.count() < MOST_COMMENTS,
        _("This preview has reached its limit of comments. Thank you."),
    )
    return PreviewComment.objects.create(
        link=link, language=language, name=cleaning.safe_line(name)[:LONGEST_NAME], text=words
    )
