"""The rows of a story's page, by SQL of ours.

Each is one simple question. Django takes 0.4 to 1.5 ms to write one for these models with their
columns for every language; the database answers in a tenth of that (see also blocks.py).
"""

import json
from collections.abc import Collection

from django.db import connection

from articles.models import Author, Correction, Edition, Image, Tag, shown
from newsroom.cache.per_key import per_generation_by_key

# How each database makes a list of a row's columns, and one of all rows.
JSON_OF = {
    "postgresql": ("json_build_array", "json_agg"),
    "sqlite": ("json_array", "json_group_array"),
}


def edition(language: str, slug: str) -> Edition | None:
    """Return the edition of an address, live or not, with what stands beside its row. One query.

    `view_count`; `tag_ids` and `writer_ids` ((id of an author, role), …) in their order;
    `has_corrections`.
    """
    found = first(
        Edition.objects.raw(
            f"""
            SELECT e.*,
                (SELECT COALESCE(SUM(v.count), 0) FROM articles_views v WHERE v.edition_id = e.id)
                AS view_count,
                {listed("tag_id", "articles_editiontag", "tag_id")} AS tag_ids,
                {listed("author_id, role", "articles_editioncredit", "position, id")} AS writer_ids,
                EXISTS (SELECT 1 FROM articles_correction c WHERE c.edition_id = e.id)
                AS has_corrections
            FROM articles_edition e WHERE e.language = %s AND e.slug = %s
            """,
            [language, slug],
        )
    )
    if found:
        found.tag_ids = [pk for (pk,) in json.loads(found.tag_ids)]
        found.writer_ids = json.loads(found.writer_ids)
    return found


def listed(columns: str, table: str, order: str) -> str:
    """Return the SQL of the edition's rows in a table beside it: a JSON text of lists.

    All of it is SQL of ours.
    """
    one, all_of = JSON_OF[connection.vendor]
    return f"""
        (SELECT COALESCE(CAST({all_of}({one}({columns})) AS text), '[]') FROM (
            SELECT {columns} FROM {table} WHERE edition_id = e.id ORDER BY {order}
        ) AS beside)
    """


@per_generation_by_key
def authors(ids: Collection[int]) -> dict[int, Author]:
    """Return authors by id, shared by all pages of a generation: nobody changes them. One query."""
    return Author.objects.in_bulk(ids)


@per_generation_by_key
def tags(ids: Collection[int]) -> dict[int, Tag]:
    """Return tags by id, shared by all pages of a generation: nobody changes them. One query."""
    return Tag.objects.in_bulk(ids)


def corrections(edition: Edition) -> list[Correction]:
    """Return the public notes on an edition of `edition` in their order. One query, if any."""
    if not edition.has_corrections:
        return []
    return list(
        Correction.objects.raw(
            "SELECT * FROM articles_correction WHERE edition_id = %s ORDER BY at, id", [edition.pk]
        )
    )


def images(ids: Collection[int | None]) -> dict[int, Image]:
    """Return the pictures of ids that readers may see, by id.

    One query, none where other pages have asked for all of them under this generation.
    """
    return {pk: image for pk, image in images_of(ids).items() if shown(image)}


def images_of(ids: Collection[int | None]) -> dict[int, Image]:
    """Return the pictures of ids by id, usable or not. One query, or none, as for `images`."""
    return _images({pk for pk in ids if pk is not None})


def images_now(ids: Collection[int]) -> dict[int, Image]:
    """Return the same as `images`, read at this moment and kept by nobody. One query, if any.

    For what is not published. A picture that nothing for readers names yet moves no generation, and
    the publication that names it moves none of the table of pictures
    (newsroom/cache/referenced_rows.py): what was kept of it before would stand on the page.
    """
    return {pk: image for pk, image in _read_images(ids).items() if shown(image)} if ids else {}


def _read_images(ids: Collection[int]) -> dict[int, Image]:
    """Return the pictures of ids, usable or not: time alone moves no generation."""
    places = ", ".join(["%s"] * len(ids))
    rows = Image.objects.raw(f"SELECT * FROM articles_image WHERE id IN ({places})", list(ids))
    return {image.pk: image for image in rows}


_images = per_generation_by_key(_read_images)


def first(rows):
    return next(iter(rows), None)
