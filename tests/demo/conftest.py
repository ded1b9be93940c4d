"""The whole demonstration data, loaded once for a module and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import override_settings

from lantoa.demo.load import DemoResult, load_demo


@contextmanager
def load_sets(home: Path, names: Sequence[str] | None = None) -> Iterator[DemoResult]:
    """The named sets are loaded and taken back at the end; their files go below `home`."""
    with override_settings(HOME=home, MEDIA_ROOT=home / "uploads"), transaction.atomic():
        yield load_demo(names)
        transaction.set_rollback(True)
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        # The rows that were taken back still fill their tables' files, and the tests that follow would read past them.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[DemoResult]:
    """Everything loaded. Tests of the module are all marked `django_db`, so that there is a test database even where they
    run alone, and that they stay together: pytest-django runs those marked before the others."""
    with django_db_blocker.unblock(), load_sets(tmp_path_factory.mktemp("home")) as result:
        yield result
