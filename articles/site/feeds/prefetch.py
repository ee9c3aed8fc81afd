"""What stands beside the stories of a feed, in one query however much it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    F,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from articles.models import Correction, Credit, Edition, EditionCredit, EditionTag, File
from articles.site.block_references import Named
from articles.text.blocks import ROWS
from articles.text.cleaning import rows_in
from newsroom import languages


@dataclass
class Beside:
    """What stands beside a story: writers (name, slug), tags, corrections (kind, text, moment)."""

    people: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    notes: list[tuple[str, str, datetime]] = field(default_factory=list)


def find_beside(
    language: str, editions: list[Edition], bodies: Iterable[str]
) -> tuple[dict[int, Beside], Named]:
    """Return what stands beside each story, and what its body, if given, names. One query.

    Stories and files that are named have only what a feed says of them.
    """
    first, *others = parts(language, [one.pk for one in editions], list(bodies))
    rows = first.union(*others, all=True).order_by()
    found: dict[int, Beside] = defaultdict(Beside)
    named: Named = {}
    # A null would not compare; numbers and rows come in the order of the columns.
    for of, what, number, one, other, at in sorted(rows, key=lambda row: row[:3]):
        if what == "writer" and one:
            found[of].people.append((one, other))
        elif what == "tag" and one:
            found[of].tags.append(one)
        elif what == "note":
            found[of].notes.append((Correction.Kind(other).label, one, at))
        elif what in ROWS and ROWS[what].names == "Edition":
            kind, _sign, slug = other.partition("/")
            named[what, of] = Edition(language=language, title=one, slug=slug, kind=kind)
        elif what in ROWS and ROWS[what].names == "File":
            kind = other.rpartition(".")[2]
            named[what, of] = File(name=one, path=other, kind=kind, size=number)
    return found, named


def parts(language: str, story_ids: list[int], bodies: list[str]) -> Iterable[QuerySet]:
    """Yield the parts of the union: those that bodies name only where they name some."""
    name, slug = languages.column("name", language), languages.column("slug", language)
    credits = EditionCredit.objects.filter(role=Credit.Role.TEXT, edition__in=story_ids)
    yield part(credits, "writer", "edition", "position", f"author__{name}", "author__slug")
    tags = EditionTag.objects.filter(edition__in=story_ids)
    yield part(tags, "tag", "edition", "pk", f"tag__{name}", f"tag__{slug}")
    notes = Correction.objects.filter(edition__in=story_ids)
    yield part(notes, "note", "edition", "pk", "text", "kind", at="at")
    for block, figure in ROWS.items():
        if ids := {pk for body in bodies for pk in rows_in(body, block)}:
            yield NAMED[figure.names](language, block, ids)


def named_stories(language: str, block: str, ids: set[int]) -> QuerySet:
    live = Edition.objects.live().in_language(language).filter(article__in=ids)
    title = Coalesce(NullIf("short_title", Value("")), "title")
    kind_and_slug = Concat("kind", Value("/"), "slug", output_field=TextField())
    return part(live, block, "article", "pk", title, kind_and_slug)


def named_files(_language: str, block: str, ids: set[int]) -> QuerySet:
    return part(File.objects.filter(pk__in=ids), block, "pk", "size", "name", "path")


# What blocks name, by its model; `find_beside` reads them back.
NAMED = {"Edition": named_stories, "File": named_files}


def part(rows: QuerySet, what: str, of: str, number: str, first, second, at: str = ""):
    """Return rows (of whom, what, number, first, second, moment) of a union."""
    moment = F(at) if at else Cast(Value(None), DateTimeField())
    return (
        rows.order_by()
        .annotate(
            of=F(of),
            what=Value(what, CharField()),
            place=Cast(number, BigIntegerField()),
            first=Cast(first, TextField()),
            second=Cast(second, TextField()),
            moment=moment,
        )
        .values_list("of", "what", "place", "first", "second", "moment")
    )
