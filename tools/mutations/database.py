"""A pytest plugin: the tests use a copy of an SQLite database that was migrated once, instead of one that each run builds."""

from __future__ import annotations

import os

import pytest
from django.conf import settings


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Only the first run migrates; the later ones find its tables in their copy."""
    settings.DATABASES["default"].setdefault("TEST", {}).update(
        {"NAME": os.environ["MUTATE_DATABASE"], "MIGRATE": config.option.create_db}
    )
