"""What waits to be looked at is found without asking after every initiative of the scope."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0015_notices_of_directive_tasks")]

    operations = [
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(accepted_on__isnull=True, rejected_on__isnull=True),
                fields=["initiative"],
                name="evidence_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="progressreport",
            index=models.Index(
                condition=models.Q(state="submitted"), fields=["initiative"], name="progress_waiting"
            ),
        ),
    ]
