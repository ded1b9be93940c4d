from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "lantoa.rulebook"
    verbose_name = "Sổ quy định"
