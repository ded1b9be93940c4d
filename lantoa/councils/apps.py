from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "lantoa.councils"
    verbose_name = "Hội đồng"
