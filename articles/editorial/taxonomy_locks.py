"""Categories, tags and authors that stay while a story is kept with them.

A colleague may merge one of them at that very moment: whoever writes rows that lead to it holds it
first, and takes the one that it was merged into where it is gone.
"""

from collections.abc import Iterable

from django.db import connection

from articles.models import Action, AuditEntry
from articles.site.redirects import NOUNS, Noun

# FOR KEY SHARE: nobody deletes the row until this transaction ends, everybody may read and write
# it. On SQLite one transaction writes at a time.
LOCK = "FOR KEY SHARE" if connection.vendor == "postgresql" else ""


def settled(facts: dict, had: dict | None = None) -> dict:
    """Return a shared snapshot whose category, tags and authors stay until the transaction ends.

    What was merged is replaced by what it was merged into; what was deleted is left out. `had` is
    the snapshot that is kept already, whose story is locked: merging waits for that. One query,
    none where nothing is added.
    """
    wanted = {
        "category": added([facts["category"]], [had["category"]] if had else []),
        "tag": added(facts["tags"], had["tags"] if had else []),
        "author": added(authors(facts), authors(had) if had else []),
    }
    wanted = {noun: ids for noun, ids in wanted.items() if ids}
    held = lock_rows(wanted)
    gone = {
        (noun, pk): merged_into(noun, pk) for noun, ids in wanted.items() for pk in ids - held[noun]
    }
    return replaced(facts, gone) if gone else facts


def authors(facts: dict) -> list[int]:
    return [author for author, _role, _language in facts["credits"]]


def added(ids: Iterable[int | None], had: Iterable[int | None]) -> set[int]:
    return {pk for pk in ids if pk is not None} - set(had)


def lock_rows(wanted: dict[str, set[int]]) -> dict[str, set[int]]:
    """Lock rows by noun and ids against being deleted; return those that are there. One query."""
    held: dict[str, set[int]] = {noun: set() for noun in wanted}
    if not wanted:
        return held
    parts, values = [], []
    for noun, ids in wanted.items():
        places = ", ".join(["%s"] * len(ids))
        table = NOUNS[noun]._meta.db_table
        parts.append(f"{noun}s AS (SELECT id FROM {table} WHERE id IN ({places}) {LOCK})")
        values += sorted(ids)
    rows = " UNION ALL ".join(f"SELECT '{noun}', id FROM {noun}s" for noun in wanted)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} {rows}", values)
        for noun, pk in cursor.fetchall():
            held[noun].add(pk)
    return held


def merged_into(noun: str, pk: int) -> int | None:
    """Return the id that a row which is gone was merged into, None where it was deleted.

    Two queries for each time that it was merged further.
    """
    into = led_to(NOUNS[noun], [pk]).get(pk)
    if into is None:
        return None
    return into if lock_rows({noun: {into}})[noun] else merged_into(noun, into)


def led_to(model: type[Noun], ids: Iterable[int]) -> dict[int, int]:
    """Return what rows that were merged into others are now (id → id), by the audit. One query."""
    merges = AuditEntry.objects.filter(
        action=Action.MERGE, details__model=model._meta.label_lower, details__was__in=list(ids)
    )
    return {one.details["was"]: one.details["pk"] for one in merges.order_by("pk")}


def replaced(facts: dict, gone: dict[tuple[str, int], int | None]) -> dict:
    """Return the snapshot with other ids; what stands there twice then stands there once."""

    def now(noun: str, pk: int | None) -> int | None:
        return gone.get((noun, pk), pk)

    tags = sorted({tag for one in facts["tags"] if (tag := now("tag", one)) is not None})
    credits = [
        [author, role, language]
        for one, role, language in facts["credits"]
        if (author := now("author", one)) is not None
    ]
    once = [row for place, row in enumerate(credits) if row not in credits[:place]]
    category = now("category", facts["category"])
    return facts | {"category": category, "tags": tags, "credits": once}
