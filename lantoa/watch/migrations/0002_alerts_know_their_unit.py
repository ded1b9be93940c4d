"""Alerts keep the unit of their initiative, so that a province's are found without reading the nation's."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    initiatives = apps.get_model("initiatives", "Initiative").objects.filter(pk=models.OuterRef("initiative_id"))
    apps.get_model("watch", "Alert").objects.update(unit_id=models.Subquery(initiatives.values("unit_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0001_units_people_places"),
        ("watch", "0001_alerts_inspections_digests"),
    ]

    operations = [
        migrations.AddField(
            model_name="alert",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="units.unit",
                verbose_name="đơn vị",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
