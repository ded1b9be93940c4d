from django.apps import AppConfig


class MovementConfig(AppConfig):
    name = "lantoa.movement"
    verbose_name = "Phong trào"
