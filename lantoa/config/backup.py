"""The whole installation in one file: every table but the sessions row for row, uploads and keys. The way back: restoring.py.

The file is a zip: `manifest.json`, `tables/NAME.jsonl` (one row a line), `uploads/…`, `keys/…`. The manifest holds the
schema's migrations, the number of rows of each table and the SHA-256 of each part, so that a damaged or foreign file is
refused before anything is touched. It contains password hashes and keys: only its owner may read it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from lantoa import __version__
from lantoa.config.tables import applied_migrations, columns, frozen_view, kept_tables, last_numbers, read_rows
from lantoa.kit.command_line import BadInput

FORMAT = "lantoa-backup-1"
MANIFEST = "manifest.json"
FOLDERS = ("uploads", "keys")
PIECE = 1024 * 1024


@dataclass
class Manifest:
    """What a backup holds. `tables`: name, columns, rows, last each; `parts`: name → SHA-256."""

    migrations: list[list[str]]
    tables: list[dict[str, Any]] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    made_at: str = ""
    version: str = ""
    format: str = FORMAT

    @property
    def row_count(self) -> int:
        return sum(table["rows"] for table in self.tables)

    @property
    def file_count(self) -> int:
        return sum(not name.startswith("tables/") for name in self.parts)


def folder(name: str) -> Path:
    """Where the files of this part of the backup live."""
    return Path(settings.MEDIA_ROOT) if name == "uploads" else Path(settings.HOME) / name


def back_up(path: Path) -> Manifest:
    """Write the backup; the file appears whole or not at all. Raises `BadInput` when its folder is not there."""
    if not path.parent.is_dir():
        raise BadInput(f"Không có thư mục “{path.parent}”.")
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with 0600
    try:
        with os.fdopen(handle, "w+b") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
            manifest = _fill(box)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
    return manifest


def _fill(box: zipfile.ZipFile) -> Manifest:
    with frozen_view():
        manifest = Manifest(applied_migrations(), made_at=datetime.now(UTC).isoformat(), version=__version__)
        last = last_numbers()
        for model in kept_tables():
            name = model._meta.db_table
            lines = (json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in read_rows(model))
            digest, rows = _add(box, f"tables/{name}.jsonl", lines)
            manifest.parts[f"tables/{name}.jsonl"] = digest
            names = [item.column for item in columns(model)]
            manifest.tables.append({"name": name, "columns": names, "rows": rows, "last": last.get(name, 0)})
    for part in FOLDERS:
        for source in sorted(path for path in folder(part).rglob("*") if path.is_file() and not path.is_symlink()):
            name = f"{part}/{source.relative_to(folder(part)).as_posix()}"
            with source.open("rb") as file:
                manifest.parts[name], _ = _add(box, name, pieces(file))
    _add(box, MANIFEST, iter([json.dumps(manifest.__dict__, ensure_ascii=False, indent=1).encode()]))
    return manifest


def _add(box: zipfile.ZipFile, name: str, content: Iterator[bytes]) -> tuple[str, int]:
    """Write one part. Returns its SHA-256 and the number of pieces."""
    digest, count = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    with box.open(entry, "w", force_zip64=True) as part:
        for piece in content:
            part.write(piece)
            digest.update(piece)
            count += 1
    return digest.hexdigest(), count


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
