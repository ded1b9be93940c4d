"""Guards that hold for every test, and the cast."""

from __future__ import annotations

import os

import hypothesis
import pytest
from django.conf import settings
from django.test import Client
from hypothesis import HealthCheck
from pytest_socket import socket_allow_hosts

from lantoa.movement.services import ensure_national_sectors
from lantoa.rulebook.services import ensure_rules
from tests.cast import Cast, make_cast, read_cast
from tests.clock import set_clock
from tests.snapshot import Snapshot, count_rows, take_snapshot


class Undefined(str):
    """What an undefined template variable renders as: it cannot be rendered."""

    def __mod__(self, name):
        raise AssertionError(f"template variable not defined: {name}")

    def __contains__(self, text) -> bool:
        return text == "%s"


# No example is timed: on a busy machine any of them may take long.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")


def pytest_configure(config):
    set_clock(config)
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    # An answer that a test closes by itself would close an old connection, and the test's transaction with it.
    settings.DATABASES["default"]["CONN_MAX_AGE"] = None
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        # Who waits for a lock that its own test holds elsewhere, or for a plan that never ends, is told so.
        settings.DATABASES["default"]["OPTIONS"]["options"] += " -c lock_timeout=60s -c statement_timeout=90s"
    required = os.environ.get("LANTOA_REQUIRE", "").split(",")
    if "postgres" in required and not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        raise pytest.UsageError("LANTOA_REQUIRE asks for PostgreSQL, and DATABASE_URL does not name one")


@pytest.fixture(autouse=True)
def _no_network():
    """A test reaches this machine only."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    """Each test writes uploads and progress into a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    # The idle clock stands still: a first page would otherwise ask more than a second one. Its own test starts it again.
    settings.SESSION_RENEWED_AFTER = float("inf")
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(tmp_path / "cache"),
        }
    }


@pytest.fixture(scope="session")
def cast_rows() -> dict[str, Snapshot]:
    """The rows of the cast once a test of this process has made them."""
    return {}


@pytest.fixture
def cast(db, cast_rows) -> Cast:
    if (snapshot := cast_rows.get("cast")) and snapshot.fits():
        snapshot.put_back()
        return read_cast()
    before = count_rows()
    ensure_rules()
    ensure_national_sectors()
    made = make_cast()
    if not cast_rows and not before["kit_event"]:
        cast_rows["cast"] = take_snapshot(before)
    return made


@pytest.fixture
def as_person(cast):
    """`as_person("officer")`: a client signed in as that part of the cast."""

    def sign_in(part: str) -> Client:
        client = Client()
        client.force_login(cast.people[part], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
