"""PostgreSQL walks through what readers search by periods, too, the newest first, in one question.

Two months, then one, two, five, five, five, ten more, then all that is older; stories of editors
now by the same steps: twice as many months in one question take more than twice as long. Where only
what is newer than a moment is wanted, the periods before it are not asked. Where few publications
come into question each of them is read by its number, as for editors (0053). No table is touched.
"""

from django.db import migrations

# How many months are asked for at once, the newest first.
STEPS = ((0, 1), (2, 2), (3, 4), (5, 9), (10, 14), (15, 19), (20, 29))
FORMER = ((0, 1), (2, 7), (8, 31))
NAME = "to_char((now() AT TIME ZONE 'UTC') - n * interval '1 month', '\"#\"YYYYMM')"
TABLES = ("articles_searchentry", "articles_storyentry")
AMONG = """
    CREATE FUNCTION articles_searchentry_among(asked tsquery, among bigint[])
    RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
    SET enable_seqscan = off SET enable_bitmapscan = off
    AS $$ SELECT edition_id FROM articles_searchentry WHERE edition_id = ANY (among)
          AND array_to_tsvector(string_to_array(terms, ' ')) @@ asked $$
"""


def any_of(first: int, last: int) -> str:
    """Return the question for one of several months, as SQL."""
    names = f"string_agg(quote_literal({NAME}), ' | ')::tsquery"
    return f"(SELECT {names} FROM generate_series({first}, {last}) n)"


def periods(table: str) -> str:
    """Return the function that gives the periods of a table which end after a moment."""
    rows = [f"({first}, {any_of(first, last)})" for first, last in STEPS]
    last = STEPS[-1][1]
    rows.append(f"({last + 1}, !! {any_of(0, last)})")
    return f"""
        CREATE FUNCTION {table}_periods(since timestamptz DEFAULT '-infinity')
        RETURNS SETOF tsquery LANGUAGE sql STABLE PARALLEL SAFE ROWS {len(rows)}
        AS $$ SELECT period FROM (VALUES {", ".join(rows)}) step (months_ago, period)
              WHERE now() AT TIME ZONE 'UTC' - months_ago * interval '1 month'
                    >= date_trunc('month', since AT TIME ZONE 'UTC')
              ORDER BY months_ago $$
    """


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION articles_storyentry_periods()")
        for table in TABLES:
            schema_editor.execute(periods(table))
        schema_editor.execute(AMONG)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("DROP FUNCTION articles_searchentry_among(tsquery, bigint[])")
    for table in TABLES:
        schema_editor.execute(f"DROP FUNCTION {table}_periods(timestamptz)")
    rows = [any_of(*step) for step in FORMER] + [f"!! {any_of(0, FORMER[-1][1])}"]
    schema_editor.execute(f"""
        CREATE FUNCTION articles_storyentry_periods() RETURNS SETOF tsquery
        LANGUAGE sql STABLE PARALLEL SAFE ROWS {len(rows)}
        AS $$ VALUES ({"), (".join(rows)}) $$
    """)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0053_periods_of_the_desk"),
    ]

    operations = [
        migrations.RunPython(make, unmake),
    ]
