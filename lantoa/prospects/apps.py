from django.apps import AppConfig


class ProspectsConfig(AppConfig):
    name = "lantoa.prospects"
    verbose_name = "Triển vọng"
