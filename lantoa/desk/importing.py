"""Every kind of workbook that can be imported, and an import at one stroke: for the command line and the worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.kit.extension_points import contributions
from lantoa.kit.importing import CheckedSheet, ImportKind, OnProgress, ignore_progress
from lantoa.kit.ruling import Refused
from lantoa.kit.sheets import CellError, Package, Table, open_workbook_safely, read_table, write_template
from lantoa.rulebook.models import rule_value
from lantoa.units.models import Person


def import_kinds() -> dict[str, ImportKind]:
    """Every kind by its key, in the order in which they are offered."""
    return {kind.key: kind for kind in contributions("import_kinds")}


@dataclass(frozen=True)
class ImportResult:
    """`created`: rows written, or on a dry run those that would be; none when there are errors. `waiting`: of them, those
    that somebody must still accept; `changed`: rows that change a record that was there, beside those created."""

    kind: str
    created: int
    unchanged: int
    waiting: int
    changed: int = 0
    errors: list[CellError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def run_import(kind: str, path: Path, *, by: Person, dry_run: bool = False) -> ImportResult:
    """Import the workbook with the person's rights: all of it, or nothing when a row is faulty.

    Raises `SheetRefused` for a file that cannot be read at all, `Refused` for a person who may not import this kind.
    """
    of = import_kinds()[kind]
    of.may(by).require()
    _, table = read(of, path)
    if dry_run:
        checked = examine(of, table, by=by)
    else:
        with transaction.atomic():
            checked = examine(of, table, by=by)
            if not checked.errors:
                put(of, checked, by=by)
    is_clean = not checked.errors
    return ImportResult(
        kind=kind,
        created=len(checked.news) - checked.changed if is_clean else 0,
        changed=checked.changed if is_clean else 0,
        unchanged=checked.unchanged,
        waiting=checked.waiting if is_clean else 0,
        errors=checked.errors,
        notices=checked.notices,
    )


def read(kind: ImportKind, source: Path | BinaryIO | bytes) -> tuple[Package, Table]:
    """The workbook, within the sizes that the rulebook allows, and its table. Raises `SheetRefused`."""
    today = timezone.localdate()
    package = open_workbook_safely(source, max_bytes=int(rule_value("import.max_file_mb", today) * 1024 * 1024))
    return package, read_table(package, kind.columns, max_rows=rule_value("import.max_rows", today))


def examine(kind: ImportKind, table: Table, *, by: Person, on_progress: OnProgress = ignore_progress) -> CheckedSheet:
    """What the table would do, with what reading it has found already."""
    checked = kind.check(table, by, on_progress)
    checked.notices[:0] = table.notices
    return checked


def put(kind: ImportKind, checked: CheckedSheet, *, by: Person) -> int:
    """Write what was found new. Raises `Refused` when somebody else wrote the same between the check and now."""
    try:
        with transaction.atomic():
            return kind.write(checked, by)
    except IntegrityError as fault:
        raise Refused("Trong lúc ghi, người khác vừa ghi cùng số liệu này; hãy kiểm tra lại rồi ghi.") from fault


def write_kind_template(kind: str, path: Path | BinaryIO, *, by: Person | None = None) -> None:
    """Write a blank workbook. With `by` it offers the codes of the person's units and the names of their sectors."""
    of = import_kinds()[kind]
    write_template(
        path,
        of.columns,
        sheet=of.title,
        guide=of.guide,
        examples=[of.example],
        lists=of.lists(by) if by else of.common_lists,
    )
