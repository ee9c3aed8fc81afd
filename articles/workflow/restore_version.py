"""The memory put to use: a former version brought back, a version named."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.editorial import versions
from articles.editorial.permissions import can_write, require
from articles.models import Action, Article, Author, Category, Image, Tag, Version
from articles.models.audit_log import record
from articles.models.version import SHARED
from articles.text import cleaning
from articles.workflow.common import locked, refuse_unless
from articles.workflow.working_copy import save
from newsroom import languages
from newsroom.models import User

LONGEST_NAME = 100


class Overtaken(ValidationError):
    """Somebody saved what the person has not seen yet."""


@transaction.atomic
def bring_back(
    version: Version,
    *,
    by: User,
    fields: Iterable[str] | None = None,
    base: int | None = None,
) -> Article:
    """Make what a version holds the working copy again, as a new version; return the article.

    Only the fields named, where some are; the other parts of the story stay as they are. Rows that
    are no more (a deleted tag) are left out. Nothing that was saved since is lost: it stays in the
    history. `base` is the number of the newest version that the person saw: a newer one refuses.
    """
    article = locked(version.article)
    require(can_write(by, article, version.part))
    newest = versions.latest(article).get(version.part)
    if base is not None and newest is not None and newest.number != base:
        raise Overtaken(
            _(
                "%(who)s has just saved this part, so nothing was restored. Check what would "
                "change now, then try again."
            )
            % {"who": newest.by}
        )
    held = versions.held(version)
    wanted = {name: held[name] for name in held if fields is None or name in set(fields)}
    refuse_unless(wanted, _("No such field in this version."))
    before = versions.snapshot(article, version.part)
    wanted = still_there(before | wanted)
    refuse_unless(
        not versions.is_same(version.part, before, wanted),
        _("This is already the saved version."),
    )
    versions.apply(article, version.part, wanted)
    rows = {}
    if version.part == SHARED:
        rows = {name: wanted[name] for name in ("tags", "credits", "related")}
    return save(article, by=by, verb=Action.GO_BACK, **rows)


def still_there(fields: dict) -> dict:
    """Return a snapshot without the rows that are no more. Five queries at most."""
    kept = dict(fields)
    for name, model in (("category", Category), ("cover", Image), ("own_cover", Image)):
        if kept.get(name) and not model.objects.filter(pk=kept[name]).exists():
            kept[name] = None
    if kept.get("tags"):
        known = set(Tag.objects.filter(pk__in=kept["tags"]).values_list("pk", flat=True))
        kept["tags"] = [pk for pk in kept["tags"] if pk in known]
    if kept.get("credits"):
        ids = {author for author, *_rest in kept["credits"]}
        known = set(Author.objects.filter(pk__in=ids).values_list("pk", flat=True))
        kept["credits"] = [row for row in kept["credits"] if row[0] in known]
    if kept.get("related"):
        known = set(Article.objects.filter(pk__in=kept["related"]).values_list("pk", flat=True))
        kept["related"] = [pk for pk in kept["related"] if pk in known]
    return kept


@transaction.atomic
def name_version(version: Version, *, by: User, name: str) -> None:
    """Give a version a name by which it is found again; an empty one takes it away."""
    article = locked(version.article)
    require(can_write(by, article, version.part))
    name = cleaning.safe_line(name)
    refuse_unless(
        len(name) <= LONGEST_NAME,
        _("Names are limited to %(most)d characters.") % {"most": LONGEST_NAME},
    )
    if name == version.name:
        return
    version.name = name
    version.save(update_fields=["name"])
    language = version.part if version.part in languages.CODES else ""
    record(article, Action.NAME, by=by, language=language, name=name, number=version.number)
