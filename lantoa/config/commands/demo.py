"""`lantoa demo`: demonstration data, each set once."""

from __future__ import annotations

import sys
from argparse import Namespace

from lantoa.demo.load import SETS, DemoCounts, load_demo
from lantoa.kit.command_line import BadInput, Parser
from lantoa.kit.json_output import write_json
from lantoa.kit.numbers import format_number


def arguments(parser: Parser) -> None:
    parser.words.add_argument(
        "names", metavar="TÊN", nargs="*", help=f"bộ dữ liệu: {', '.join(SETS)}; mặc định: tất cả"
    )
    parser.words.add_argument("--json", action="store_true", help="in một tài liệu JSON")


def run(options: Namespace) -> int:
    unknown = [name for name in options.names if name not in SETS]
    if unknown:
        raise BadInput(f"Không có bộ dữ liệu minh họa “{name}”; các bộ có: {', '.join(SETS)}." for name in unknown)
    result = load_demo(options.names)
    if options.json:
        write_json(result.as_json())
    else:
        sys.stdout.writelines(f"{_line(name, counts)}\n" for name, counts in result.counts.items())
    return 0


def _line(name: str, counts: DemoCounts) -> str:
    verb = "đã nạp" if counts.added else "đã có"
    numbers = (
        f"{format_number(counts.units)} đơn vị, {format_number(counts.initiatives)} mô hình, "
        f"{format_number(counts.declarations)} số kê khai, {format_number(counts.recognitions)} công nhận, "
        f"{format_number(counts.replications)} nhân rộng"
    )
    return f"{name} ({counts.unit}): {verb}; {numbers}"
