"""What editors search: tables of their own, apart from all that readers can find."""

import django.db.models.deletion
from django.db import migrations, models

# Each: the table, its key, SQLite's table of the terms (as in 0037_search_index).
INDEXES = (
    ("articles_storyentry", "article_id", "articles_storyterms"),
    ("articles_pictureentry", "image_id", "articles_pictureterms"),
)


def postgres(table, key, terms):
    yield (
        f"CREATE INDEX {table}_terms ON {table}"
        " USING gin (array_to_tsvector(string_to_array(terms, ' ')))"
    )


def sqlite(table, key, terms):
    yield f"""
        CREATE VIRTUAL TABLE {terms} USING fts5(
            terms, content='{table}', content_rowid='{key}', detail=none,
            tokenize="ascii tokenchars '^#.:/-_'"
        )
    """
    new = f"INSERT INTO {terms} (rowid, terms) VALUES (new.{key}, new.terms);"
    old = f"INSERT INTO {terms} ({terms}, rowid, terms) VALUES ('delete', old.{key}, old.terms);"
    for event, work in (("INSERT", new), ("DELETE", old), ("UPDATE", old + new)):
        name = f"{terms}_{event.lower()}"
        yield f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {work} END"


def make(apps, schema_editor):
    of_vendor = postgres if schema_editor.connection.vendor == "postgresql" else sqlite
    for index in INDEXES:
        for statement in of_vendor(*index):
            schema_editor.execute(statement)


def unmake(apps, schema_editor):
    for table, _key, terms in INDEXES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX {table}_terms")
        else:
            for event in ("insert", "delete", "update"):
                schema_editor.execute(f"DROP TRIGGER {terms}_{event}")
            schema_editor.execute(f"DROP TABLE {terms}")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0041_fingerprints"),
    ]

    operations = [
        migrations.CreateModel(
            name="PictureEntry",
            fields=[
                ("terms", models.TextField()),
                ("places", models.BinaryField()),
                (
                    "image",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="articles.image",
                    ),
                ),
            ],
            options={
                "verbose_name": "words of a picture",
                "verbose_name_plural": "words of pictures",
            },
        ),
        migrations.CreateModel(
            name="StoryEntry",
            fields=[
                ("terms", models.TextField()),
                ("places", models.BinaryField()),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "verbose_name": "words of a story",
                "verbose_name_plural": "words of stories",
            },
        ),
        migrations.CreateModel(
            name="DeskWord",
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
                "verbose_name": "word of the working copies",
                "verbose_name_plural": "words of the working copies",
                "indexes": [
                    models.Index(fields=["sound"], name="desk_word_sound"),
                    models.Index(fields=["length"], name="desk_word_length"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("word", "language"), name="desk_word_once")
                ],
            },
        ),
        migrations.RunPython(make, unmake),
    ]
