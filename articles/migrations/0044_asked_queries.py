"""Counts of what readers look for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0043_library_of_pictures"),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedQuery",
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
                        verbose_name="language",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("words", models.CharField(blank=True, max_length=80, verbose_name="words")),
                ("number", models.PositiveIntegerField(default=0, verbose_name="searches")),
                (
                    "unanswered",
                    models.PositiveIntegerField(default=0, verbose_name="without a hit"),
                ),
            ],
            options={
                "verbose_name": "search of readers",
                "verbose_name_plural": "what readers look for",
                "indexes": [models.Index(fields=["day", "language"], name="asked_query_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("language", "words", "day"), name="asked_query_once"
                    )
                ],
            },
        ),
    ]
