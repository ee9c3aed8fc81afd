"""The rows of a story's page, by SQL of ours.

Each is one simple question. Django takes 0.4 to 1.5 ms to write one for these models with their
columns for every language; the database answers in a tenth of that (see also blocks.py).
"""

from collections.abc import Collection

from articles.models import Author, Correction, Edition, Image, Tag, shown


def edition(language: str, slug: str) -> Edition | None:
    """Return the edition of an address, live or not, with `view_count`. One query."""
    return first(
        Edition.objects.raw(
            """
            SELECT e.*, (
                SELECT COALESCE(SUM(v.count), 0) FROM articles_views v WHERE v.edition_id = e.id
            ) AS view_count
            FROM articles_edition e WHERE e.language = %s AND e.slug = %s
            """,
            [language, slug],
        )
    )


def writers(edition: Edition) -> list[Author]:
    """Return who made an edition in their order, each with the `role`. One query."""
    return list(
        Author.objects.raw(
            """
            SELECT a.*, c.role AS role FROM articles_editioncredit c
            JOIN articles_author a ON a.id = c.author_id
            WHERE c.edition_id = %s ORDER BY c.position, c.id
            """,
            [edition.pk],
        )
    )


def tags(edition: Edition) -> list[Tag]:
    """Return the tags of an edition. One query."""
    return list(
        Tag.objects.raw(
            """
            SELECT t.* FROM articles_editiontag e JOIN articles_tag t ON t.id = e.tag_id
            WHERE e.edition_id = %s ORDER BY t.id
            """,
            [edition.pk],
        )
    )


def corrections(edition: Edition) -> list[Correction]:
    """Return the public notes on an edition in their order. One query."""
    return list(
        Correction.objects.raw(
            "SELECT * FROM articles_correction WHERE edition_id = %s ORDER BY at, id", [edition.pk]
        )
    )


def images(ids: Collection[int | None]) -> dict[int, Image]:
    """Return the pictures of ids that readers may see, by id.

    One query, none where there is nothing to ask for.
    """
    wanted = [pk for pk in ids if pk is not None]
    if not wanted:
        return {}
    places = ", ".join(["%s"] * len(wanted))
    rows = Image.objects.raw(f"SELECT * FROM articles_image WHERE id IN ({places})", wanted)
    return {image.pk: image for image in rows if shown(image)}


def first(rows):
    return next(iter(rows), None)
