"""Putting an installation back from a backup file: verified as a whole first, then all of it or nothing.

A backup of an earlier schema that upgrading.py knows is converted on its way in.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction

from lantoa.config.backup import FOLDERS, FORMAT, MANIFEST, Manifest, folder, pieces
from lantoa.config.reasons import database_reason, file_reason
from lantoa.config.tables import (
    all_tables,
    applied_migrations,
    clear_all,
    columns,
    last_numbers,
    read_rows,
    set_last_numbers,
    write_rows,
)
from lantoa.config.upgrading import Step, Table, convert, find_steps
from lantoa.kit.command_line import BadInput
from lantoa.kit.kept import forget_kept
from lantoa.kit.models import Event
from lantoa.kit.planner import count_anew
from lantoa.kit.ruling import Refused
from lantoa.units.models import Person, Unit

# What reading a damaged zip can raise.
DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, EOFError, OSError, RuntimeError)
MIGRATIONS = "django_migrations"
FOREIGN = "“{}” không phải bản sao lưu của Lan Tỏa."


@dataclass(frozen=True)
class RestoreResult:
    """What was put back. `upgraded_from`: the earlier commit whose backup it was, "" for one of today's schema."""

    manifest: Manifest
    upgraded_from: str = ""


def is_in_use() -> bool:
    """Whether somebody has entered anything: the shipped rules, sectors and places do not count."""
    return Unit.objects.exists() or Person.objects.exists() or Event.objects.exists()


def restore(path: Path, *, force: bool = False) -> RestoreResult:
    """Put the installation back as it was, converted if its schema is an earlier one that is known.

    Raises `BadInput` for a damaged or foreign file, `Refused` for an unknown schema and for a database in use (unless
    `force`: its content is then replaced); in all cases nothing is changed.
    """
    with _open_backup(path) as box:
        manifest = _verify_parts(box)
        steps = find_steps(manifest.migrations, applied_migrations())
        if steps is None:
            raise Refused(
                f"Bản sao lưu thuộc phiên bản {manifest.version} với lược đồ khác; "
                "hãy phục hồi bằng đúng phiên bản đó rồi mới nâng cấp."
            )
        if is_in_use() and not force:
            raise Refused("Cơ sở dữ liệu đã có dữ liệu; muốn thay toàn bộ, hãy thêm --force.")
        with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="restore-") as staging:
            _unpack(box, manifest, Path(staging))
            with _folders_from(Path(staging)), transaction.atomic():
                _load(box, manifest, steps)
    return RestoreResult(manifest, steps[0].since if steps else "")


def _open_backup(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BadInput(f"Không có tệp “{path}”.") from None
    except zipfile.BadZipFile as error:
        raise BadInput(f"{FOREIGN.format(path).removesuffix('.')}, hoặc đã bị cắt cụt.") from error
    except OSError as error:
        raise BadInput(file_reason(error) or f"Không đọc được tệp “{path}”.") from error


def _verify_parts(box: zipfile.ZipFile) -> Manifest:
    """Read the whole file once: every part must be there, be nothing else, and have its hash."""
    try:
        manifest = Manifest(**json.loads(box.read(MANIFEST)))
    except DAMAGE as error:
        raise BadInput(FOREIGN.format(box.filename)) from error
    if manifest.format != FORMAT:
        raise BadInput(f"Tệp sao lưu có định dạng lạ “{manifest.format}”.")
    digests = {name: _digest(box, name) for name in box.namelist() if name != MANIFEST}
    differing = sorted(
        name for name in digests.keys() | manifest.parts if digests.get(name) != manifest.parts.get(name)
    )
    if differing:
        raise BadInput(f"Tệp sao lưu bị hỏng: phần “{name}” không khớp với bản kê." for name in differing)
    strange = [name for name in manifest.parts if not _is_ours(name)]
    if strange:
        raise BadInput(f"Tệp sao lưu có phần lạ “{name}”." for name in strange)
    return manifest


def _is_ours(name: str) -> bool:
    """Inside one of the known folders, and no way out of it."""
    parts = PurePosixPath(name).parts
    return len(parts) > 1 and parts[0] in ("tables", *FOLDERS) and ".." not in parts


def _digest(box: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with box.open(name) as part:
            for piece in pieces(part):
                digest.update(piece)
    except DAMAGE as error:
        raise BadInput(f"Tệp sao lưu bị hỏng: không đọc được phần “{name}”.") from error
    return digest.hexdigest()


def _unpack(box: zipfile.ZipFile, manifest: Manifest, staging: Path) -> None:
    """Uploads and keys, readable by their owner only."""
    for part in FOLDERS:
        (staging / part).mkdir(mode=0o700)
    for name in manifest.parts:
        if name.startswith("tables/"):
            continue
        target = staging / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with box.open(name) as source, target.open("xb") as file:
            target.chmod(0o600)
            shutil.copyfileobj(source, file)


@contextmanager
def _folders_from(staging: Path) -> Iterator[None]:
    """The unpacked folders stand in place of the present ones; should what follows fail, the old ones come back."""
    old, replaced = staging / "old", []
    old.mkdir()
    try:
        for part in FOLDERS:
            if folder(part).exists():
                shutil.move(folder(part), old / part)
            replaced.append(part)
            shutil.move(staging / part, folder(part))
        yield
    except BaseException:
        for part in replaced:
            shutil.rmtree(folder(part), ignore_errors=True)
            if (old / part).exists():
                shutil.move(old / part, folder(part))
        raise


def _load(box: zipfile.ZipFile, manifest: Manifest, steps: Sequence[Step]) -> None:
    """Every table anew, inside the caller's transaction."""
    by_name = {model._meta.db_table: model for model in all_tables()}
    # Of an earlier schema only the rows come; this database was made with today's migrations, and goes on knowing it.
    kept = {MIGRATIONS: _own_migrations(by_name[MIGRATIONS])} if steps else {}
    last = {}
    try:
        clear_all()
        for entry in manifest.tables:
            with box.open(f"tables/{entry['name']}.jsonl") as part:
                read = Table(entry["name"], entry["columns"], map(json.loads, part), entry["rows"], entry["last"])
                table = kept.get(read.name) or convert(read, steps)
                if table is None:
                    continue
                written = write_rows(by_name[table.name], table.columns, table.rows)
            if written != table.row_count:
                raise BadInput(f"Bảng “{entry['name']}” có {written} dòng, bản kê ghi {table.row_count}.")
            last[table.name] = table.last
        with connection.cursor() as cursor:
            for statement in (fill for step in steps for fill in step.fills):
                cursor.execute(statement)
        set_last_numbers(last)
        connection.check_constraints()
        count_anew()
        transaction.on_commit(forget_kept)
    except DatabaseError as error:
        raise BadInput(f"Không ghi được số liệu của bản sao lưu: {database_reason(error)}.") from error
    except ValidationError as error:
        raise BadInput(f"Một giá trị trong bản sao lưu không đúng kiểu: {'; '.join(error.messages)}") from error


def _own_migrations(model: type[models.Model]) -> Table:
    rows = list(read_rows(model))
    names = [column.column for column in columns(model)]
    return Table(MIGRATIONS, names, rows, len(rows), last_numbers().get(MIGRATIONS, 0))
