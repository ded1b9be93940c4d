"""The settings of every installation, and Django's own admin beside it to compare with."""

from lantoa.config.settings import *  # noqa: F403 - the same settings, all of them
from lantoa.config.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "django.contrib.admin"]
ROOT_URLCONF = "tools.bench.growth_urls"
