"""Keeping what readers had before a publication, for the minutes in which it can be taken back."""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from articles.editorial import edition_builder
from articles.models import Article, Edition, Former, OldSlug, Tag
from articles.models.former import WINDOW
from articles.search import index
from newsroom.models import User


def taken(edition: Edition | None) -> dict | None:
    """Return an edition with its rows as JSON; None where readers have nothing. One query."""
    if edition is None or edition.is_scheduled or edition.is_taken_back:
        return None
    values = {field.attname: getattr(edition, field.attname) for field in columns()}
    return {
        "values": {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in values.items()
        },
        **rows_beside(edition),
    }


def rows_beside(edition: Edition) -> dict[str, list]:
    """Return tags, credits and chosen stories of an edition as their rows say. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT 1 AS kind, tag_id, '' AS role, 0 AS position, id
            FROM articles_editiontag WHERE edition_id = %(edition)s
            UNION ALL SELECT 2, author_id, role, position, id
            FROM articles_editioncredit WHERE edition_id = %(edition)s
            UNION ALL SELECT 3, story_id, '', position, id
            FROM articles_editionstory WHERE edition_id = %(edition)s
            ORDER BY 1, 4, 5
            """,
            {"edition": edition.pk},
        )
        rows = cursor.fetchall()
    return {
        "tags": sorted(one for kind, one, *_rest in rows if kind == 1),
        "credits": [[one, role, place] for kind, one, role, place, _pk in rows if kind == 2],
        "stories": [[one, place] for kind, one, _role, place, _pk in rows if kind == 3],
    }


def columns() -> list:
    """Return the columns of an edition that publishing writes."""
    fixed = ("id", "article", "language")
    return [field for field in Edition._meta.concrete_fields if field.name not in fixed]


def save_former(edition: Edition, row: dict | None, *, by: User, at: datetime) -> None:
    """Keep what was taken before an edition was published; forget what nobody takes back now."""
    Former.objects.filter(at__lt=at - WINDOW).delete()
    if edition.is_scheduled:
        Former.objects.filter(edition=edition).delete()
        return
    Former.objects.bulk_create(
        [Former(edition=edition, row=row, by=by, at=at)],
        update_conflicts=True,
        unique_fields=["edition"],
        update_fields=["row", "by", "at"],
    )


def former_of(edition: Edition | None) -> Former | None:
    """Return what can still be taken back of an edition, by whoever published. One query."""
    if edition is None or not edition.is_live:
        return None
    since = timezone.now() - WINDOW
    return Former.objects.filter(edition=edition, at__gt=since).first()


def still(edition: Edition | None) -> Former | None:
    """Return the same of an edition that was read with its `former`. No query."""
    kept = getattr(edition, "former", None)
    is_recent = kept is not None and kept.at > timezone.now() - WINDOW
    return kept if is_recent and edition.is_live else None


def of_story(article: Article) -> dict[str, Former]:
    """Return the same of every language of a story that is live. One query, none of a new one."""
    if article.pk is None:
        return {}
    since = timezone.now() - WINDOW
    rows = Former.objects.filter(edition__article=article, at__gt=since)
    rows = rows.select_related("edition").defer("row", "edition__body")
    return {row.edition.language: row for row in rows if row.edition.is_live}


def replace(noun: str, old: int, new: int) -> None:
    """Write the id that a category, tag or author was merged into. Kept rows are few."""
    for kept in Former.objects.filter(row__isnull=False):
        row = kept.row
        if noun == "category" and row["values"]["category_id"] == old:
            row["values"]["category_id"] = new
        elif noun == "tag":
            row["tags"] = list({new if tag == old else tag for tag in row["tags"]})
        elif noun == "author":
            has = {role for author, role, _place in row["credits"] if author == new}
            row["credits"] = [
                [new if author == old else author, role, place]
                for author, role, place in row["credits"]
                if author != old or role not in has
            ]
        kept.save(update_fields=["row"])


def restore_row(edition: Edition, row: dict) -> None:
    """Give readers back what they had; the address of meanwhile leads to the former one."""
    slug, body, cover = edition.slug, edition.body, edition.cover_id
    for field in columns():
        setattr(edition, field.attname, field.to_python(row["values"][field.attname]))
    if slug != edition.slug:
        OldSlug.objects.filter(edition=edition, slug=edition.slug).delete()
        OldSlug.objects.create(edition=edition, language=edition.language, slug=slug)
    edition.save()
    tags = Tag.objects.filter(pk__in=row["tags"])  # one may have been merged meanwhile
    edition_builder.put_tags(edition, list(tags.values_list("pk", flat=True)))
    edition_builder.put_credits(edition, row["credits"])
    edition_builder.put_stories(edition, row["stories"])
    edition_builder.put_pictures(edition, before=body, cover=cover)
    index.index(edition)
