"""The whole demonstration data, loaded once for a module and rolled back after it."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import override_settings

from lantoa.demo.load import DemoResult, load_demo


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory) -> DemoResult:
    """Everything loaded. Tests of the module read, or ask for `db` as well and have their writes undone."""
    home = tmp_path_factory.mktemp("home")
    with django_db_blocker.unblock(), override_settings(HOME=home), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)
