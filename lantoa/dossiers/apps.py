from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "lantoa.dossiers"
    verbose_name = "Hồ sơ mô hình"
