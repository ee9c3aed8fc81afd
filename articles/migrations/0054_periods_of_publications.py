"""PostgreSQL walks through what readers search by periods, too, the newest first, in one question.

Two months, then one, two, five, five, five, ten more, then all that is older; stories of editors
now by the same steps: twice as many months in one question take four times as long. No table is
touched.
"""

from django.db import migrations

# How many months are asked for at once, the newest first.
STEPS = ((0, 1), (2, 2), (3, 4), (5, 9), (10, 14), (15, 19), (20, 29))
FORMER = ((0, 1), (2, 7), (8, 31))
MONTH = "to_char((now() AT TIME ZONE 'UTC') - n * interval '1 month', '\"#\"YYYYMM')"


def any_of(first: int, last: int) -> str:
    """Return the question for one of several months, as SQL."""
    names = f"string_agg(quote_literal({MONTH}), ' | ')::tsquery"
    return f"(SELECT {names} FROM generate_series({first}, {last}) n)"


def function(table: str, steps: tuple[tuple[int, int], ...]) -> str:
    older = f"!! {any_of(0, steps[-1][1])}"
    return f"""
        CREATE OR REPLACE FUNCTION {table}_periods() RETURNS SETOF tsquery
        LANGUAGE sql STABLE PARALLEL SAFE ROWS {len(steps) + 1}
        AS $$ VALUES ({"), (".join([*(any_of(*step) for step in steps), older])}) $$
    """


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in ("articles_searchentry", "articles_storyentry"):
            schema_editor.execute(function(table, STEPS))


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION articles_searchentry_periods()")
        schema_editor.execute(function("articles_storyentry", FORMER))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0053_periods_of_the_desk"),
    ]

    operations = [
        migrations.RunPython(make, unmake),
    ]
