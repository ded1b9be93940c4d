from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "lantoa.evidence"
    verbose_name = "Minh chứng"
