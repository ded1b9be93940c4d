from django.apps import AppConfig


class SpreadingConfig(AppConfig):
    name = "lantoa.spreading"
    verbose_name = "Nhân rộng"
