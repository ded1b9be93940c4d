"""Putting an installation back from a backup file: verified as a whole first, then all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from lantoa.config.backup import FOLDERS, FORMAT, MANIFEST, Manifest, folder, pieces
from lantoa.config.reasons import database_reason, file_reason
from lantoa.config.tables import all_tables, applied_migrations, clear_all, set_last_numbers, write_rows
from lantoa.kit.command_line import BadInput
from lantoa.kit.models import Event
from lantoa.kit.planner import count_anew
from lantoa.kit.ruling import Refused
from lantoa.units.models import Person, Unit

# What reading a damaged zip can raise.
DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, EOFError, OSError, RuntimeError)
FOREIGN = "“{}” không phải bản sao lưu của Lan Tỏa."


def is_in_use() -> bool:
    """Whether somebody has entered anything: the shipped rules, sectors and places do not count."""
    return Unit.objects.exists() or Person.objects.exists() or Event.objects.exists()


def restore(path: Path, *, force: bool = False) -> Manifest:
    """Put the installation back as it was. Raises `BadInput` for a damaged or foreign file and `Refused` for a database
    in use (unless `force`: its content is then replaced); in both cases nothing is changed."""
    with _opened(path) as box:
        manifest = _verified(box)
        if manifest.migrations != applied_migrations():
            raise Refused(
                f"Bản sao lưu thuộc phiên bản {manifest.version} với lược đồ khác; "
                "hãy phục hồi bằng đúng phiên bản đó rồi mới nâng cấp."
            )
        if is_in_use() and not force:
            raise Refused("Cơ sở dữ liệu đã có dữ liệu; muốn thay toàn bộ, hãy thêm --force.")
        with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="restore-") as staging:
            _unpack(box, manifest, Path(staging))
            with _folders_from(Path(staging)), transaction.atomic():
                _load(box, manifest)
    return manifest


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BadInput(f"Không có tệp “{path}”.") from None
    except zipfile.BadZipFile as error:
        raise BadInput(f"{FOREIGN.format(path).removesuffix('.')}, hoặc đã bị cắt cụt.") from error
    except OSError as error:
        raise BadInput(file_reason(error) or f"Không đọc được tệp “{path}”.") from error


def _verified(box: zipfile.ZipFile) -> Manifest:
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
    old = staging / "old"
    old.mkdir()
    try:
        for part in FOLDERS:
            if folder(part).exists():
                shutil.move(folder(part), old / part)
            shutil.move(staging / part, folder(part))
        yield
    except BaseException:
        for part in FOLDERS:
            if (old / part).exists():
                shutil.rmtree(folder(part), ignore_errors=True)
                shutil.move(old / part, folder(part))
        raise


def _load(box: zipfile.ZipFile, manifest: Manifest) -> None:
    """Every table anew, inside the caller's transaction."""
    models = {model._meta.db_table: model for model in all_tables()}
    try:
        clear_all()
        for table in manifest.tables:
            with box.open(f"tables/{table['name']}.jsonl") as part:
                written = write_rows(models[table["name"]], table["columns"], map(json.loads, part))
            if written != table["rows"]:
                raise BadInput(f"Bảng “{table['name']}” có {written} dòng, bản kê ghi {table['rows']}.")
        set_last_numbers({table["name"]: table["last"] for table in manifest.tables})
        connection.check_constraints()
        count_anew()
    except DatabaseError as error:
        raise BadInput(f"Không ghi được số liệu của bản sao lưu: {database_reason(error)}.") from error
