from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_taking_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="embargo_until",
            field=models.DateTimeField(
                blank=True, db_index=True, editable=False, null=True, verbose_name="embargo until"
            ),
        ),
    ]
