from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "lantoa.initiatives"
    verbose_name = "Mô hình"
