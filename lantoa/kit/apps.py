from django.apps import AppConfig
from django.core import checks


class KitConfig(AppConfig):
    name = "lantoa.kit"
    verbose_name = "Bộ công cụ"

    def ready(self) -> None:
        from lantoa.kit.moving import check_addresses  # noqa: PLC0415 - it needs models, which are not there yet

        checks.register(check_addresses, checks.Tags.urls)
