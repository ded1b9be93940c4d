"""The search key of a unit holds the words of all its names and codes, each once; it may be long."""

from django.db import migrations, models

from lantoa.kit.text import search_key


def fill(apps, schema_editor):
    """As `Unit.wear` does: the words of the latest name first, then of all by their first day."""
    Unit = apps.get_model("units", "Unit")
    versions = models.Prefetch("versions", apps.get_model("units", "UnitVersion").objects.order_by("valid_from"))
    changed = []
    for unit in Unit.objects.order_by("pk").prefetch_related(versions).iterator(chunk_size=2000):
        words = search_key(" ".join(f"{named.name} {named.code}" for named in (unit, *unit.versions.all()))).split()
        unit.search = "".join(f" {word}" for word in dict.fromkeys(words))
        changed.append(unit)
    Unit.objects.bulk_update(changed, ["search"], batch_size=400)


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0002_links_on_other_lines"),
    ]

    operations = [
        migrations.AlterField(
            model_name="unit",
            name="search",
            field=models.TextField(editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
