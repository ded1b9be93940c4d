from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "lantoa.desk"
    verbose_name = "Bàn làm việc"
