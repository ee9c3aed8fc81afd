"""PostgreSQL walks through what editors search by periods, the newest first, in one question.

Two months of stories, six more, 24 more, then all that is older; of pictures blocks of 1,024
numbers, which follow the time they came (articles/search/terms.py): an archive may come in one day.
Pictures whose words were kept before have no block yet and are among the older ones until the
worker has written them anew (articles/search/reindexing.py).

Where few rows come into question each of them is read by its number: another function sees to that,
since PostgreSQL does not know what it takes to make the terms of a row. No table is touched.
"""

from django.db import migrations

# How many periods are asked for at once, the newest first.
STEPS = ((0, 1), (2, 7), (8, 31))
VECTOR = "array_to_tsvector(string_to_array(terms, ' '))"
KEYS = {"articles_storyentry": "article_id", "articles_pictureentry": "image_id"}
# Each: the table, what its `n`-th newest period is called, and where that comes from.
PERIODS = (
    (
        "articles_storyentry",
        "to_char((now() AT TIME ZONE 'UTC') - n * interval '1 month', '\"#\"YYYYMM')",
        "",
    ),
    (
        "articles_pictureentry",
        "'#b' || (newest.block - n)",
        ", (SELECT coalesce(max(image_id), 0) / 1024 AS block FROM articles_pictureentry) newest",
    ),
)


def any_of(name: str, source: str, first: int, last: int) -> str:
    """Return the question for one of several periods, as SQL."""
    names = f"string_agg(quote_literal({name}), ' | ')::tsquery"
    return f"(SELECT {names} FROM generate_series({first}, {last}) n{source})"


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, name, source in PERIODS:
        steps = [any_of(name, source, *step) for step in STEPS]
        older = f"!! {any_of(name, source, 0, STEPS[-1][1])}"
        schema_editor.execute(f"""
            CREATE FUNCTION {table}_periods() RETURNS SETOF tsquery
            LANGUAGE sql STABLE PARALLEL SAFE ROWS {len(STEPS) + 1}
            AS $$ VALUES ({"), (".join([*steps, older])}) $$
        """)
        schema_editor.execute(f"""
            CREATE FUNCTION {table}_among(asked tsquery, among bigint[]) RETURNS SETOF bigint
            LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
            SET enable_seqscan = off SET enable_bitmapscan = off
            AS $$ SELECT {KEYS[table]} FROM {table}
                  WHERE {KEYS[table]} = ANY (among) AND {VECTOR} @@ asked $$
        """)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, _name, _source in PERIODS:
        schema_editor.execute(f"DROP FUNCTION {table}_periods()")
        schema_editor.execute(f"DROP FUNCTION {table}_among(tsquery, bigint[])")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0052_alike_pictures"),
    ]

    operations = [
        migrations.RunPython(make, unmake),
    ]
