"""Addresses of the whole site. Paths are Vietnamese, names are English."""

from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.urls import URLResolver, include, path


def app_addresses() -> list[URLResolver]:
    """The `urls` of each of our apps that has some, in the order of the installed apps; those of `kit` are for developers."""
    names = [config.name for config in apps.get_app_configs() if config.name.startswith("lantoa.")]
    return [path("", include(f"{name}.urls")) for name in names if name != "lantoa.kit" and find_spec(f"{name}.urls")]


urlpatterns = app_addresses()

if settings.DEBUG or settings.TESTING:
    urlpatterns.append(path("kit/", include("lantoa.kit.urls")))

handler403 = "lantoa.desk.views.errors.forbidden"
handler404 = "lantoa.desk.views.errors.not_found"
handler500 = "lantoa.desk.views.errors.failed"
