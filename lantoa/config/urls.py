"""Addresses of the whole site. Paths are Vietnamese, names are English."""

from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.urls import URLResolver, include, path

from lantoa.kit.extension_points import MODULE


def app_addresses() -> list[URLResolver]:
    """The `urls` of each app that joins by an extension, in the order of the installed apps; those of `kit` come apart."""
    names = [config.name for config in apps.get_app_configs() if find_spec(f"{config.name}.{MODULE}")]
    return [path("", include(f"{name}.urls")) for name in names if find_spec(f"{name}.urls")]


urlpatterns = app_addresses()

if settings.DEBUG or settings.TESTING:
    urlpatterns.append(path("kit/", include("lantoa.kit.urls")))

handler403 = "lantoa.desk.views.errors.show_forbidden"
handler404 = "lantoa.desk.views.errors.not_found"
handler500 = "lantoa.desk.views.errors.show_failure"
