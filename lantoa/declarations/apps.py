from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    name = "lantoa.declarations"
    verbose_name = "Số kê khai"
