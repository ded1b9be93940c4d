"""A candidacy knows its place on a council's agenda."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0001_councils_criteria_sittings_scores"),
        ("initiatives", "0006_years_are_found_by_unit"),
    ]

    operations = [
        migrations.AddField(
            model_name="candidacy",
            name="item",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="councils.item",
                verbose_name="hồ sơ tại phiên họp",
            ),
        ),
    ]
