import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_embargo"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="own_cover",
            field=models.ForeignKey(
                blank=True,
                help_text="For maps and charts with words. Left empty, it is the story's cover.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.image",
                verbose_name="cover of this language",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="own_cover_en",
            field=models.ForeignKey(
                blank=True,
                help_text="For maps and charts with words. Left empty, it is the story's cover.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.image",
                verbose_name="cover of this language",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="own_cover_hy",
            field=models.ForeignKey(
                blank=True,
                help_text="For maps and charts with words. Left empty, it is the story's cover.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.image",
                verbose_name="cover of this language",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="own_cover_ru",
            field=models.ForeignKey(
                blank=True,
                help_text="For maps and charts with words. Left empty, it is the story's cover.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.image",
                verbose_name="cover of this language",
            ),
        ),
    ]
