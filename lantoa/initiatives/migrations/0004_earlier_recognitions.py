"""What was recognised before re-checks existed gets an open window: no check is due until the next one sets a day."""

from django.db import migrations


def open_windows(apps, schema_editor):
    recognition = apps.get_model("initiatives", "Recognition")
    renewal = apps.get_model("initiatives", "Renewal")
    renewal.objects.bulk_create(
        renewal(recognition_id=pk, renewed_on=day)
        for pk, day in recognition.objects.order_by("pk").values_list("pk", "recognised_on")
    )
    recognition.objects.filter(ended_on__isnull=False).update(ending="retired")
    replication = apps.get_model("initiatives", "Replication")
    replication.objects.filter(ended_on__isnull=False).update(ending="ended")


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0003_life_of_an_initiative")]

    operations = [migrations.RunPython(open_windows, migrations.RunPython.noop)]
