from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "lantoa.kit"
    verbose_name = "Bộ công cụ"
