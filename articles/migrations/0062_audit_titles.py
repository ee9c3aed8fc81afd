from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0061_english_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="titles",
            field=models.JSONField(editable=False, null=True, verbose_name="titles of that moment"),
        ),
    ]
