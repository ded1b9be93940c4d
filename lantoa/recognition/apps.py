from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "lantoa.recognition"
    verbose_name = "Công nhận"
