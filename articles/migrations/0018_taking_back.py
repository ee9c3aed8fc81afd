import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0017_arrangement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Former",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("row", models.JSONField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="edition",
            name="is_taken_back",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_taken_back", False), ("withdrawn_at__isnull", False), _connector="OR"
                ),
                name="edition_taken_back_is_withdrawn",
            ),
        ),
        migrations.AddField(
            model_name="former",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="former",
            name="edition",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="former",
                to="articles.edition",
            ),
        ),
    ]
