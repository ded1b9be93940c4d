"""`lantoa import`: a workbook into the database, all of it or nothing."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from lantoa.desk.importing import ImportResult, import_kinds, run_import
from lantoa.kit.command_line import BadInput, Parser
from lantoa.kit.json_output import write_json
from lantoa.kit.sheets import SheetRefused
from lantoa.units.models import Person


def arguments(parser: Parser) -> None:
    words = parser.words
    words.add_argument(
        "kind", metavar="LOẠI", choices=list(import_kinds()), help=f"loại số liệu: {', '.join(import_kinds())}"
    )
    words.add_argument("file", metavar="TỆP.xlsx", type=Path, help="tệp đã điền theo mẫu")
    words.add_argument(
        "--as", metavar="TÊN_ĐĂNG_NHẬP", dest="username", required=True, help="nhập với quyền của người này"
    )
    words.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi gì")
    words.add_argument("--json", action="store_true", help="in một tài liệu JSON")


def run(options: Namespace) -> int:
    person = Person.objects.filter(username=options.username, is_active=True).first()
    if person is None:
        raise BadInput(f"Không có người dùng “{options.username}”.")
    if not options.file.is_file():
        raise BadInput(f"Không có tệp “{options.file}”.")
    try:
        result = run_import(options.kind, options.file, by=person, dry_run=options.dry_run)
    except SheetRefused as error:
        raise BadInput(str(error)) from error
    if options.json:
        write_json(as_json(result, dry_run=options.dry_run))
    sys.stderr.write("".join(f"{error.as_text()}\n" for error in result.errors))
    if not (options.json or result.errors):
        _tell(result, dry_run=options.dry_run)
    return 2 if result.errors else 0


def as_json(result: ImportResult, *, dry_run: bool) -> dict:
    """What was done, or on a dry run would be; `errors` with their place and reason."""
    return {
        "kind": result.kind,
        "dry_run": dry_run,
        "created": result.created,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "waiting": result.waiting,
        "errors": [
            {
                "sheet": e.sheet,
                "row": e.row,
                "column": e.column_letter,
                "header": e.header,
                "value": e.value,
                "reason": e.reason,
                "text": e.as_text(),
            }
            for e in result.errors
        ],
        "notices": list(result.notices),
    }


def _tell(result: ImportResult, *, dry_run: bool) -> None:
    """What was done, for people."""
    verb = "Sẽ thêm" if dry_run else "Đã thêm"
    lines = [f"{verb} {result.created} dòng; {result.unchanged} dòng đã có từ trước."]
    if result.changed:
        lines.append(f"{'Sẽ đổi' if dry_run else 'Đã đổi'} {result.changed} dòng đã có.")
    if result.waiting:
        lines.append(f"Trong đó {result.waiting} dòng chờ người có thẩm quyền duyệt.")
    sys.stdout.write("".join(f"{line}\n" for line in [*lines, *result.notices]))
