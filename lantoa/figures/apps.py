from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "lantoa.figures"
    verbose_name = "Số liệu"
