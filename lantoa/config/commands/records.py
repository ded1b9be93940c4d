"""`lantoa records`: the records behind one figure."""

from __future__ import annotations

import sys
from argparse import Namespace

from lantoa.config.scoping import scope_arguments, scope_of
from lantoa.figures.figures import UnknownFigure
from lantoa.kit.command_line import BadInput, Parser, pair
from lantoa.kit.json_output import write_json
from lantoa.reports.records import RecordList, records


def arguments(parser: Parser) -> None:
    parser.words.add_argument("key", metavar="CHỈ_TIÊU", help="khóa của con số, ví dụ initiatives.registered")
    parser.words.add_argument(
        "--dim",
        metavar="TÊN=GIÁ_TRỊ",
        dest="dims",
        type=pair,
        action="append",
        default=[],
        help="chiều phân tổ, ví dụ sector=economy; lặp lại được",
    )
    scope_arguments(parser)
    parser.words.add_argument("--json", action="store_true", help="in một tài liệu JSON")


def run(options: Namespace) -> int:
    dims = dict(options.dims)
    if len(dims) < len(options.dims):
        raise BadInput("Mỗi chiều phân tổ chỉ ghi một lần.")
    scope = scope_of(options)
    try:
        found = records(options.key, dims, scope)
    except UnknownFigure as error:
        raise BadInput(error.reasons) from error
    if options.json:
        write_json(found.as_json())
    else:
        sys.stdout.write("\n".join(_lines(found)) + "\n")
    return 0


def _lines(found: RecordList) -> list[str]:
    lines = [f"{record.amount:>8}  {record.label} ({record.unit})" for record in found.records]
    return [*lines, f"{found.total:>8}  {found.figure.label}: {found.count} bản ghi"]
