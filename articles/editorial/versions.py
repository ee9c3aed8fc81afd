"""The memory of articles: what a part holds, and the rows that keep it.

A part is a language (its texts) or `shared` (the facts of the story). A snapshot is a dict of
JSON values; two snapshots are equal when nothing was changed between them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import BooleanField, F, Max, QuerySet, Window
from django.db.models.expressions import RawSQL

from articles.models import Article, Version
from articles.models.article import Credit, RelatedStory
from articles.models.story_fields import FACTS, TEXTS
from articles.models.tag import Tag, TaggedArticle
from articles.models.version import SHARED
from newsroom import languages
from newsroom.models import User

PARTS = (*languages.CODES, SHARED)
# The facts that a story holds itself: name → attribute of its value, for a row of a table its id.
FACT_COLUMNS = {
    field.name: field.attname for field in Article._meta.concrete_fields if field.name in FACTS
}
# So many snapshots are written at once.
BATCH = 500


def texts(article: Article, language: str) -> dict:
    """Return the snapshot of one language: its texts, the id of its own cover. No query."""
    snapshot = {field: article.text(field, language) for field in TEXTS}
    return snapshot | {"own_cover": article.own_cover_id_in(language)}


def facts(article: Article, *, tags=None, credits=None, related=None) -> dict:
    """Return the snapshot of the shared facts.

    `tags` and `related` are ids, `credits` triples of author id, role and language; what is not
    given is read from the database, one query each.
    """
    if tags is None:
        rows = TaggedArticle.objects.filter(content_object=article)
        tags = rows.values_list("tag_id", flat=True)
    if credits is None:
        credits = Credit.objects.filter(article=article).values_list(
            "author_id", "role", "language"
        )
    if related is None:
        rows = RelatedStory.objects.filter(article=article)
        related = rows.values_list("story_id", flat=True)
    columns = {name: getattr(article, column) for name, column in FACT_COLUMNS.items()}
    return columns | {
        "kind": str(article.kind),
        "tags": sorted(tags),
        "credits": in_order([author, str(role), language] for author, role, language in credits),
        "related": list(related),
    }


def in_order(credits: Iterable[list]) -> list[list]:
    """Sort credits by role and language: only the order of people within one says anything."""
    return sorted(credits, key=lambda row: (Credit.Role.values.index(row[1]), row[2]))


def snapshot(article: Article, part: str) -> dict:
    """Return what the working copy holds in a part. Three queries for the shared one."""
    return facts(article) if part == SHARED else texts(article, part)


def blank(part: str) -> dict:
    """Return the snapshot of a part in which nobody has written anything. No query."""
    article = Article()
    if part == SHARED:
        return facts(article, tags=(), credits=(), related=())
    return texts(article, part)


def held(version: Version) -> dict:
    """Return what a version holds: a field that was added after it is empty in it. No query."""
    return blank(version.part) | version.fields


def is_empty(part: str, fields: dict) -> bool:
    """Tell whether nobody has written anything in the part yet."""
    return part != SHARED and not any(fields.values())


def is_same(part: str, one: dict, other: dict) -> bool:
    """Tell whether nothing was changed between two snapshots of a part; absent means empty."""
    one, other = blank(part) | one, blank(part) | other
    if part == SHARED:  # kept in any order once
        one, other = (had | {"credits": in_order(had["credits"])} for had in (one, other))
    return one == other


def apply(article: Article, part: str, fields: dict) -> None:
    """Put a snapshot into the working copy in memory; rows of tags and so on are `put_rows`."""
    fields = blank(part) | fields
    if part == SHARED:
        for name, column in FACT_COLUMNS.items():
            setattr(article, column, fields[name])
        return
    setattr(article, f"{languages.column('own_cover', part)}_id", fields.pop("own_cover"))
    for field, value in fields.items():
        article.set_text(field, part, value)


def put_rows(article: Article, fields: dict, had: dict | None) -> None:
    """Write the rows of tags, credits and related stories of a shared snapshot.

    `had` is what they hold now; None of a new story.
    """
    put_tags(article, fields["tags"], had=had["tags"] if had else [])
    article.credits.all().delete()
    Credit.objects.bulk_create(
        Credit(article=article, author_id=author, role=role, language=language, position=position)
        for position, (author, role, language) in enumerate(fields["credits"])
    )
    article.related_stories.all().delete()
    RelatedStory.objects.bulk_create(
        RelatedStory(article=article, story_id=story, position=position)
        for position, story in enumerate(fields["related"])
    )


def put_tags(article: Article, tags: list[int], *, had: list[int]) -> None:
    """Write the tags that are new, drop those that are gone. Three queries at most."""
    if gone := set(had) - set(tags):
        TaggedArticle.objects.filter(content_object=article, tag__in=gone).delete()
    if new := set(tags) - set(had):
        known = Tag.objects.filter(pk__in=new).values_list("pk", flat=True)
        TaggedArticle.objects.bulk_create(
            TaggedArticle(content_object=article, tag_id=tag) for tag in sorted(known)
        )


def latest(article: Article) -> dict[str, Version]:
    """Return the newest Version of each part that has one. One query."""
    newest = Window(Max("number"), partition_by="part")
    kept = article.versions.annotate(newest=newest).filter(number=F("newest"))
    return {version.part: version for version in kept}


@dataclass(frozen=True)
class Remembered:
    """The newest versions of a story, without what they hold, and the newest number a part.

    Whose they are is known by name only.
    """

    newest: list[Version]
    numbers: dict[str, int]


# Django takes longer to write this than the database to answer it (see rows.py). Which rows these
# are is told by indexes alone: a row is as long as its story.
NEWEST = """
WITH newest AS (
    SELECT part, MAX(number) AS number FROM articles_version
    WHERE article_id = %(article)s AND is_aside = FALSE GROUP BY part
)
SELECT v.id, v.article_id, v.part, v.number, v.verb, v.by_id, v.at, v.name,
    newest.number AS newest, u.username AS who, u.first_name AS first, u.last_name AS last
FROM articles_version v
JOIN newest ON newest.part = v.part JOIN newsroom_user u ON u.id = v.by_id
WHERE v.id IN (
    SELECT x.id FROM newest JOIN articles_version x ON x.part = newest.part
        AND x.number = newest.number AND x.article_id = %(article)s AND x.is_aside = FALSE
    UNION
    SELECT id FROM (
        SELECT id FROM articles_version WHERE article_id = %(article)s AND is_aside = FALSE
        ORDER BY at DESC, id DESC LIMIT %(most)s
    ) latest
)
ORDER BY v.at DESC, v.id DESC
"""


def remembered(article: Article, number: int) -> Remembered:
    """Return so many of the newest versions, and the numbers of all parts. One query at most."""
    numbers = dict.fromkeys(PARTS, 0)
    if article.pk is None:
        return Remembered([], numbers)
    kept = list(Version.objects.raw(NEWEST, {"article": article.pk, "most": number}))
    for row in kept:
        row.by = User(pk=row.by_id, username=row.who, first_name=row.first, last_name=row.last)
    numbers |= {row.part: row.number for row in kept if row.number == row.newest}
    return Remembered(kept[:number], numbers)


def replace(noun: str, old: int, new: int | None) -> None:
    """Write another id for a category, tag or author in all snapshots; None leaves it out.

    So that what was merged is no change of a story, and former versions can be brought back.
    """
    changed = []
    for version in mentioning(noun, old).only("fields").iterator(chunk_size=BATCH):
        version.fields = replaced(version.fields, noun, old, new)
        changed.append(version)
        if len(changed) == BATCH:
            Version.everything.bulk_update(changed, ["fields"])
            changed = []
    Version.everything.bulk_update(changed, ["fields"])


def mentioning(noun: str, pk: int) -> QuerySet[Version]:
    """Return the shared snapshots with a category, tag or author in them."""
    shared = Version.everything.filter(part=SHARED)
    if noun == "category":
        return shared.filter(fields__category=pk)
    if connection.vendor == "postgresql":
        known = {"tags": [pk]} if noun == "tag" else {"credits": [[pk]]}
        return shared.filter(fields__contains=known)
    place, value = ("$.tags", "value") if noun == "tag" else ("$.credits", "value ->> '$[0]'")
    held = f"EXISTS (SELECT 1 FROM json_each(fields, %s) WHERE {value} = %s)"
    return shared.filter(RawSQL(held, [place, pk], BooleanField()))


def replaced(fields: dict, noun: str, old: int, new: int | None) -> dict:
    """Return a shared snapshot with another id; what stood there twice stands there once."""
    if noun == "category":
        return fields | {"category": new if fields["category"] == old else fields["category"]}
    if noun == "tag":
        others = {one for one in fields["tags"] if one != old}
        return fields | {"tags": sorted(others | ({new} if new else set()))}
    kept = [one for one in fields["credits"] if one[0] != old]
    credits = []
    for author, *role in fields["credits"]:
        if author != old:
            credits.append([author, *role])
        elif new and [new, *role] not in kept:
            credits.append([new, *role])
    return fields | {"credits": credits}


def know_writers(articles: Iterable[Article]) -> None:
    """Put number and writer of the newest version of each part on the articles. One query."""
    articles = list(articles)
    newest = Window(Max("number"), partition_by=["article", "part"])
    rows = Version.objects.filter(article__in=[one.pk for one in articles])
    rows = rows.annotate(newest=newest).filter(number=F("newest")).order_by()
    known: dict[int, dict] = {}
    for pk, part, number, by in rows.values_list("article", "part", "number", "by"):
        known.setdefault(pk, {})[part] = number, by
    for article in articles:
        article.newest_texts = known.get(article.pk, {})


def numbers(article: Article) -> dict[str, int]:
    """Return the newest number of every part, 0 where there is none: what a form started from."""
    kept = latest(article)
    return {part: kept[part].number if part in kept else 0 for part in PARTS}


def numbers_at(version: Version) -> dict[str, int]:
    """Return the number of each part as it stood when a version was kept. One query."""
    kept = Version.objects.filter(article=version.article_id, at__lte=version.at)
    newest = kept.order_by().values_list("part").annotate(Max("number"))
    return dict(newest) | {version.part: version.number}


def next_of(
    article: Article,
    part: str,
    fields: dict,
    *,
    before: Version | None,
    verb: str,
    by: User,
    at: datetime,
    form: str = "",
) -> Version:
    """Return the newest Version of a part: the one before, or one to be kept where it differs.

    `before` is the newest Version of the part. The article's row must be locked.
    """
    if before is not None and is_same(part, before.fields, fields):
        return before
    number = before.number + 1 if before else 1
    return Version(
        article=article,
        part=part,
        number=number,
        fields=fields,
        verb=verb,
        by=by,
        at=at,
        form=form,
    )
