"""The index of a search that knows words: rows made anew by `manage.py reindex`, by the worker else."""

from django.db import migrations, models

# PostgreSQL: the terms as a tsvector, without a parser of its own.
POSTGRES = (
    """
    CREATE INDEX search_entry_terms ON articles_searchentry
    USING gin (array_to_tsvector(string_to_array(terms, ' ')))
    """,
)
# SQLite: an FTS5 table that keeps no texts of its own. Whoever alters articles_searchentry later makes
# its triggers again: SQLite loses them when it makes a table anew.
SQLITE = (
    """
    CREATE VIRTUAL TABLE articles_searchterms USING fts5(
        terms, content='articles_searchentry', content_rowid='edition_id', detail=none,
        tokenize="ascii tokenchars '^#.:/-_'"
    )
    """,
    """
    CREATE TRIGGER articles_searchterms_insert AFTER INSERT ON articles_searchentry BEGIN
        INSERT INTO articles_searchterms (rowid, terms) VALUES (new.edition_id, new.terms);
    END
    """,
    """
    CREATE TRIGGER articles_searchterms_delete AFTER DELETE ON articles_searchentry BEGIN
        INSERT INTO articles_searchterms (articles_searchterms, rowid, terms)
        VALUES ('delete', old.edition_id, old.terms);
    END
    """,
    """
    CREATE TRIGGER articles_searchterms_update AFTER UPDATE ON articles_searchentry BEGIN
        INSERT INTO articles_searchterms (articles_searchterms, rowid, terms)
        VALUES ('delete', old.edition_id, old.terms);
        INSERT INTO articles_searchterms (rowid, terms) VALUES (new.edition_id, new.terms);
    END
    """,
)
SQLITE_BACK = (
    "DROP TRIGGER articles_searchterms_insert",
    "DROP TRIGGER articles_searchterms_delete",
    "DROP TRIGGER articles_searchterms_update",
    "DROP TABLE articles_searchterms",
)


def empty(apps, schema_editor):
    """Forget the former words: they are of another kind."""
    if schema_editor.connection.vendor == "postgresql":
        # An index that is made in the same transaction would read what DELETE leaves behind.
        schema_editor.execute("TRUNCATE articles_searchentry")
    else:
        apps.get_model("articles", "SearchEntry").objects.all().delete()


def make(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRES if is_postgres else SQLITE:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for statement in ("DROP INDEX search_entry_terms",) if is_postgres else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0036_pictures_of_texts"),
    ]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        migrations.RenameField("searchentry", "words", "terms"),
        migrations.AddField("searchentry", "places", models.BinaryField(default=b"")),
        migrations.AlterField("searchentry", "places", models.BinaryField()),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("ru", "Русский"), ("hy", "Հայերեն"), ("en", "English")],
                        max_length=2,
                    ),
                ),
                ("word", models.CharField(max_length=40)),
                ("sound", models.CharField(max_length=60)),
                ("length", models.PositiveSmallIntegerField()),
                ("letters", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "word of the texts",
                "verbose_name_plural": "words of the texts",
                "indexes": [
                    models.Index(fields=["language", "sound"], name="search_word_sound"),
                    models.Index(fields=["language", "length"], name="search_word_length"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("language", "word"), name="search_word_once")
                ],
            },
        ),
        migrations.RunPython(make, unmake),
    ]
