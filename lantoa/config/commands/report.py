"""`lantoa report`: the figures of a unit over a period, on the terminal, as JSON, or as a workbook or Word file."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from django.utils import timezone

from lantoa.config.scoping import scope_arguments, scope_of
from lantoa.kit.command_line import BadInput, Parser
from lantoa.kit.json_output import write_json
from lantoa.kit.numbers import Quality, format_quantity
from lantoa.reports.documents import write_docx
from lantoa.reports.exports import write_xlsx
from lantoa.reports.summary import NAME, Summary, summary


def arguments(parser: Parser) -> None:
    parser.words.add_argument("name", metavar="TÊN", choices=[NAME], help=f"tên báo cáo: {NAME}")
    scope_arguments(parser)
    way = parser.words.add_mutually_exclusive_group()
    way.add_argument("--json", action="store_true", help="in một tài liệu JSON")
    way.add_argument("--out", metavar="TỆP", type=Path, help="ghi ra tệp .xlsx hoặc .docx")


def run(options: Namespace) -> int:
    if options.out:
        _check_out(options.out)
    found = summary(scope_of(options))
    if options.json:
        write_json(found.as_json())
    elif options.out:
        _write(found, options.out)
    else:
        sys.stdout.write("\n".join(_lines(found)) + "\n")
    return 0


def _check_out(path: Path) -> None:
    """Before the work, not after it."""
    if path.suffix.lower() not in (".xlsx", ".docx"):
        raise BadInput(f"“{path.name}”: báo cáo chỉ ghi được ra tệp .xlsx hoặc .docx.")
    if not path.parent.is_dir():
        raise BadInput(f"Không có thư mục “{path.parent}”.")


def _write(found: Summary, path: Path) -> None:
    if path.suffix.lower() == ".xlsx":
        write_xlsx(found, path)
    else:
        write_docx(found, path, on=timezone.localdate())
    sys.stdout.write(f"Đã ghi {path}\n")


def _lines(found: Summary) -> list[str]:
    scope = found.scope
    lines = [found.unit_name, f"{scope.period_label}, {scope.tree_label}", ""]
    for figure in found.figures:
        value = format_quantity(figure.value, Quality(figure.quality))
        indent = "    " if figure.dims else ""
        lines.append(f"{value:>14}  {indent}{figure.label}")
    return lines + [f"Cần xem lại: {doubt.unit.name}: {doubt.text}" for doubt in found.doubts]
