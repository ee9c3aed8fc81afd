"""PostgreSQL answers editors' search from its index of words, and from nothing else.

Left to itself it takes a common word for one that almost every row has, and makes the terms of
thousands of rows anew (0.1 to 0.3 ms each) to see whether it is there. A function may forbid that.

So that a common word costs as much as its newest stories, and not as all of them, the newest months
are asked first (articles/search/matching.py). A story's moment moves without its words, when
somebody approves or publishes it: a trigger has the month follow. No table is written anew; some
seconds for 100,000 stories. SQLite walks down an index in the order of time, and needs none of it.
"""

from django.db import migrations

VECTOR = "array_to_tsvector(string_to_array(terms, ' '))"
KEYS = {"articles_storyentry": "article_id", "articles_pictureentry": "image_id"}
MONTH = "to_char({} AT TIME ZONE 'UTC', '\"#\"YYYYMM')"
FOLLOW = f"""
    UPDATE articles_storyentry e
    SET terms = overlay(terms PLACING {MONTH.format("a.changed_at")} FROM 1 FOR 7)
    FROM articles_article a
    WHERE a.id = e.article_id AND left(e.terms, 7) <> {MONTH.format("a.changed_at")}
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, key in KEYS.items():
        schema_editor.execute(f"""
            CREATE FUNCTION {table}_found(asked tsquery) RETURNS SETOF bigint
            LANGUAGE sql STABLE PARALLEL SAFE ROWS 2000 SET enable_seqscan = off
            AS $$ SELECT {key} FROM {table} WHERE {VECTOR} @@ asked $$
        """)
    schema_editor.execute(f"""
        CREATE FUNCTION articles_storyentry_month() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {FOLLOW} AND a.id = NEW.id;
            RETURN NULL;
        END $$
    """)
    schema_editor.execute(f"""
        CREATE TRIGGER articles_storyentry_month AFTER UPDATE OF changed_at ON articles_article
        FOR EACH ROW
        WHEN ({MONTH.format("OLD.changed_at")} <> {MONTH.format("NEW.changed_at")})
        EXECUTE FUNCTION articles_storyentry_month()
    """)
    schema_editor.execute(FOLLOW)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("DROP TRIGGER articles_storyentry_month ON articles_article")
    schema_editor.execute("DROP FUNCTION articles_storyentry_month()")
    for table in KEYS:
        schema_editor.execute(f"DROP FUNCTION {table}_found(tsquery)")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0048_films"),
    ]

    operations = [
        migrations.RunPython(make, unmake),
    ]
