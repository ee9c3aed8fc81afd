from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_breaking_and_support")]

    operations = [
        migrations.AddField(
            model_name="mistakereport",
            name="sentence",
            field=models.CharField(
                blank=True, max_length=1000, verbose_name="the sentence around them"
            ),
        ),
    ]
