"""The app as Django knows it."""

from django.apps import AppConfig


class ScratchConfig(AppConfig):
    name = "tests.scratch_app"
    label = "scratch_app"
    default_auto_field = "django.db.models.BigAutoField"
