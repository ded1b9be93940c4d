"""Registrations of before the index of texts get their prints, so that copies of them are found too."""

from django.db import migrations

from lantoa.kit.likeness.texts import Passage, prints_of

TEXTS = (
    "name", "situation", "goals", "content", "audience", "forces", "resources", "outputs", "sustainability",
)  # fmt: skip
BATCH = 500


def index_earlier(apps, schema_editor):
    initiative = apps.get_model("initiatives", "Initiative")
    text_print = apps.get_model("initiatives", "TextPrint")
    indexed = text_print.objects.values("initiative")
    missing = list(initiative.objects.exclude(pk__in=indexed).order_by("pk").values_list("pk", *TEXTS))
    for start in range(0, len(missing), BATCH):
        text_print.objects.bulk_create(
            text_print(initiative_id=key, value=value)
            for key, *texts in missing[start : start + BATCH]
            for value in sorted(prints_of([Passage(text) for text in texts if text]))
        )


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0013_alerts_of_follow_up")]

    operations = [migrations.RunPython(index_earlier, migrations.RunPython.noop)]
