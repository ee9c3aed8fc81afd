"""Generated stories for load tests: finished rows of the demo, multiplied in SQL.

Story number n is a copy of donor n mod D, published at a moment of the last ten years that
follows from n and the seed. Russian exists always, Armenian of every second story, English of
every fourth.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from articles.models import (
    Article,
    Edition,
    EditionCredit,
    EditionPicture,
    EditionTag,
    SearchEntry,
    StoryEntry,
    StoryPicture,
)
from newsroom import languages

MARK = "generated-"
CHUNK = 50_000
TEN_YEARS = 315_360_000  # seconds
RECENT = 10_800  # nothing generated is newer than three hours: the demo's own news comes first
# PostgreSQL's indexes of words, and their tables.
INDEXES = (
    ("search_entry_terms", "articles_searchentry"),
    ("articles_storyentry_terms", "articles_storyentry"),
)
EVERY = {"ru": 1, "hy": 2, "en": 4}


@dataclass(frozen=True)
class Run:
    """One run: the base of new ids, the donors, and what moments are counted from."""

    seed: int
    now: datetime
    article_base: int
    edition_base: int
    donors: list[dict[str, int]]  # a donor: "article" and each language → ids


def multiply(total: int, *, seed: int) -> int:
    """Bring the number of generated stories up to `total`; return how many were added.

    Raises LookupError when no hand-written story is live in every language.
    """
    have = Article.objects.filter(slug_ru__startswith=MARK).count()
    run = Run(
        seed=seed,
        now=timezone.now(),
        article_base=top(Article) - have,
        edition_base=top(Edition) - have * len(languages.CODES),
        donors=find_donors(),
    )
    if not run.donors:
        raise LookupError("No story of the demo is live in every language.")
    with index_aside(is_worth_it=total - have >= CHUNK):
        for first in range(have + 1, total + 1, CHUNK):
            with transaction.atomic():
                copy_stories(run, first, min(first + CHUNK - 1, total))
    reset_sequences()
    return max(0, total - have)


def top(model) -> int:
    return model.objects.aggregate(top=Max("pk"))["top"] or 0


def find_donors() -> list[dict[str, int]]:
    """Return the hand-written stories that are live in every language."""
    editions = Edition.objects.live().exclude(article__slug_ru__startswith=MARK)
    donors: dict[int, dict[str, int]] = {}
    for pk, article, language in editions.order_by("pk").values_list("pk", "article", "language"):
        donors.setdefault(article, {"article": article})[language] = pk
    return [donor for donor in donors.values() if donor.keys() >= set(languages.CODES)]


def copy_stories(run: Run, first: int, last: int) -> None:
    """Write stories `first` to `last` with all that belongs to them."""
    numbered = {
        column: f"d.{column} || ' (' || n.n || ')'"
        for column in ("title", *(languages.column("title", code) for code in languages.CODES))
    }
    slug = {"slug": f"'{MARK}' || n.n", "slug_ru": f"'{MARK}' || n.n"}
    article = f"{run.article_base} + n.n"
    times = {"created_at": moment(run), "changed_at": moment(run)}
    copy(run, Article, "article", first, last, {"id": article} | numbered | slug | times)
    used = {"article_id": article}
    copy(run, StoryPicture, "article", first, last, used, below="article_id")
    for place, code in enumerate(languages.CODES, start=1):
        edition = f"{run.edition_base} + (n.n - 1) * {len(languages.CODES)} + {place}"
        # No address made from a title has two hyphens in a row: these are nobody else's.
        new = {"id": edition, "article_id": article, "slug": "d.slug || '--' || n.n"}
        new |= {"title": numbered["title"], "published_at": moment(run)}
        new |= {"updated_at": "NULL", "expires_at": "NULL"}
        copy(run, Edition, code, first, last, new)
        child = {"edition_id": edition, "published_at": moment(run)}
        copy(run, EditionTag, code, first, last, child, below="edition_id")
        copy(run, EditionCredit, code, first, last, child, below="edition_id")
        copy(run, EditionPicture, code, first, last, {"edition_id": edition}, below="edition_id")
        entry = {"edition_id": edition, "terms": terms(run)}
        copy(run, SearchEntry, code, first, last, entry, below="edition_id")
    entry = {"article_id": article, "terms": terms(run)}
    copy(run, StoryEntry, "article", first, last, entry, below="article_id")


def terms(run: Run) -> str:
    """Return the SQL of what a copy is found by: the donor's terms, its own month and number."""
    if connection.vendor == "postgresql":
        month = f"to_char(({moment(run)}) AT TIME ZONE 'UTC', 'YYYYMM')"
    else:
        month = f"strftime('%Y%m', {moment(run)})"
    rest = f"substr(d.terms, {len('#202601') + 1})"
    number = "CAST(n.n AS text)"
    return f"'#' || {month} || {rest} || ' ' || {number} || ' ^' || {number}"


def moment(run: Run) -> str:
    """Return the SQL of a story's moment."""
    age = f"({RECENT} + (n.n * 48271 + {run.seed} * 104729) % {TEN_YEARS - RECENT})"
    if connection.vendor == "postgresql":
        return f"TIMESTAMPTZ '{run.now.isoformat()}' - {age} * INTERVAL '1 second'"
    base = run.now.strftime("%Y-%m-%d %H:%M:%S")
    return f"strftime('%Y-%m-%d %H:%M:%S', '{base}', '-' || {age} || ' seconds')"


def copy(
    run: Run, model, donor: str, first: int, last: int, new: dict[str, str], *, below: str = ""
) -> None:
    """Insert copies of the donors' rows of a model, with new SQL for some columns.

    `below` is the column by which rows belong to the donor, where they are not the donor itself.
    """
    columns = [
        field.column
        for field in model._meta.concrete_fields
        # Rows below a donor get their id from the database.
        if not (below and field.primary_key and field.column not in new)
    ]
    places = ", ".join(f"({place}, {ids[donor]})" for place, ids in enumerate(run.donors))
    values = ", ".join(new.get(column, f'd."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    every = EVERY.get(donor, 1)
    key = below or "id"
    with connection.cursor() as cursor:
        # Every part of the statement is ours: numbers, column names and the SQL above.
        cursor.execute(
            f"""
            INSERT INTO {model._meta.db_table} ({names})
            WITH RECURSIVE n(n) AS (
                SELECT CAST({first} AS bigint) UNION ALL SELECT n + 1 FROM n WHERE n < {last}
            ),
            donor(place, id) AS (VALUES {places})
            SELECT {values} FROM n
            JOIN donor ON donor.place = n.n % {len(run.donors)}
            JOIN {model._meta.db_table} d ON d.{key} = donor.id
            WHERE n.n % {every} = 0
            """
        )


@contextmanager
def index_aside(*, is_worth_it: bool) -> Iterator[None]:
    """Make PostgreSQL's indexes of words once at the end, in a tenth of the time; count its rows."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        if is_worth_it:
            for name, _table in INDEXES:
                cursor.execute(f"DROP INDEX IF EXISTS {name}")
        try:
            yield
        finally:
            if is_worth_it:
                cursor.execute("SET maintenance_work_mem = '512MB'")
                for name, table in INDEXES:
                    cursor.execute(
                        f"CREATE INDEX IF NOT EXISTS {name} ON {table}"
                        " USING gin (array_to_tsvector(string_to_array(terms, ' ')))"
                    )
                cursor.execute("RESET maintenance_work_mem")
            for _name, table in INDEXES:
                cursor.execute(f"ANALYZE {table}")


def reset_sequences() -> None:
    """Let the database's own numbering go on after the ids that were given."""
    statements = connection.ops.sequence_reset_sql(no_style(), [Article, Edition])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
