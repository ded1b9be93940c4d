from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0007_dossiers_at_sittings")]

    operations = [
        migrations.AddField(
            model_name="progressreport",
            name="revision",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="lần sửa"),
        ),
    ]
