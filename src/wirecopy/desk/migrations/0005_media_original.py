"""Pictures: the name of the bytes as they came, a moment that is given, a credit in each, an index for the list."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0004_search_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="media",
            name="original",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name="media",
            name="made_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddIndex(
            model_name="media",
            index=models.Index(fields=["-made_at", "-id"], name="desk_media_latest"),
        ),
        migrations.AddConstraint(
            model_name="media",
            constraint=models.CheckConstraint(
                condition=models.Q(("credit", ""), _negated=True), name="desk_media_has_credit"
            ),
        ),
    ]
