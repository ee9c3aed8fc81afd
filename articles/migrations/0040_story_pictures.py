import re

import django.db.models.deletion
from django.db import migrations, models

BATCH = 1000
CODES = ("ru", "hy", "en")

# Written out, as all of this: what the code says of texts and languages later changes nothing here.
PICTURES = re.compile(r'data-(?:image|gallery)="([0-9 ,]+)"')


def images_in(body):
    """Return the ids of the pictures in a text, in order, each once."""
    ids = (int(one) for found in PICTURES.findall(body) for one in re.findall("[0-9]+", found))
    return list(dict.fromkeys(ids))


def fill(apps, schema_editor):
    """Note the pictures of every story: covers by SQL, texts by reading those with figures."""
    own = [f"SELECT own_cover_{code}_id, id FROM articles_article" for code in CODES]
    covers = " UNION ".join(
        [
            "SELECT cover_id AS image, id AS article FROM articles_article",
            *own,
            "SELECT cover_id, article_id FROM articles_edition",
            "SELECT p.image_id, e.article_id FROM articles_editionpicture p"
            " JOIN articles_edition e ON e.id = p.edition_id",
        ]
    )
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_storypicture (image_id, article_id)"
            f" SELECT image, article FROM ({covers}) AS used WHERE image IS NOT NULL"
        )
    article, rows = (
        apps.get_model("articles", "Article"),
        apps.get_model("articles", "StoryPicture"),
    )
    known = set(apps.get_model("articles", "Image").objects.values_list("pk", flat=True))
    for code in CODES:
        column, found = f"body_{code}", []
        texts = article.objects.filter(**{f"{column}__contains": "<figure"}).order_by()
        for pk, body in texts.values_list("pk", column).iterator(BATCH):
            found += [rows(image_id=one, article_id=pk) for one in images_in(body) if one in known]
            if len(found) >= BATCH:
                rows.objects.bulk_create(found, ignore_conflicts=True)
                found = []
        rows.objects.bulk_create(found, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0039_media_library"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoryPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="story_pictures",
                        to="articles.article",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="story_pictures",
                        to="articles.image",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture of a story",
                "verbose_name_plural": "pictures of stories",
                "constraints": [
                    models.UniqueConstraint(fields=("image", "article"), name="story_picture_once")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
