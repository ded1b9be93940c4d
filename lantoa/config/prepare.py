"""Bringing an installation up to date: schema, shipped data, static files. Each step is quick when nothing is to do."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lantoa.kit.assets import SCRIPTS, STYLES, gather_parts
from lantoa.kit.kept import forget_kept
from lantoa.movement.services import ensure_national_sectors
from lantoa.rulebook.services import ensure_rules
from lantoa.units.services.places import ensure_places


def prepare_database() -> bool:
    """Migrate, then add shipped rules, sectors and places that are missing. Returns whether anything was migrated."""
    with _alone():
        executor = MigrationExecutor(connection)
        is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if is_behind:
            call_command("migrate", verbosity=0, interactive=False)
        ensure_rules()
        ensure_national_sectors()
        ensure_places()
        _keep_private()
        forget_kept()  # by another version of the program, perhaps
    return is_behind


def _keep_private() -> None:
    """The database file holds password hashes: only its owner may read it. SQLite gives its side files the same mode."""
    path = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and path.is_file() and path.stat().st_mode & 0o077:
        path.chmod(0o600)


def collect_static() -> bool:
    """Copy, fingerprint and compress the static files if their sources changed. Returns whether they had."""
    stamp = Path(settings.STATIC_ROOT) / ".sources"
    with _alone():
        digest = _digest_of_sources()
        if stamp.exists() and stamp.read_text() == digest:
            return False
        parts = [
            name for bundle in (STYLES, SCRIPTS) for name, _ in gather_parts(bundle)
        ]  # served in their bundle only
        call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=parts)
        stamp.write_text(digest)
    return True


@contextmanager
def _alone() -> Iterator[None]:
    """One process of this installation at a time: two that start together must not both migrate."""
    with (Path(settings.HOME) / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _digest_of_sources() -> str:
    """Over name, size and time of each source: enough to see that a file was changed, added or taken away."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
