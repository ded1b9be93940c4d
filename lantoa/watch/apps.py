from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "lantoa.watch"
    verbose_name = "Theo dõi"
