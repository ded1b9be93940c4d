"""The words by which report commands name a unit, a period and a tree."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from lantoa.figures.figures import THEN, ReportScope
from lantoa.kit.command_line import BadInput, Parser, day, tree_word
from lantoa.units.queries import find_unit


def scope_arguments(parser: Parser) -> None:
    words = parser.words
    words.add_argument("--unit", metavar="MÃ", required=True, help="mã đơn vị")
    words.add_argument("--from", metavar="NGÀY", dest="start", type=day, help="ngày đầu kỳ")
    words.add_argument("--to", metavar="NGÀY", dest="end", type=day, help="ngày cuối kỳ")
    words.add_argument("--year", metavar="NĂM", type=int, help="cả năm này, thay cho --from và --to")
    words.add_argument(
        "--tree",
        metavar="CÂY",
        type=tree_word,
        default=THEN,
        help="then: tổ chức tại ngày cuối kỳ (mặc định); now: hiện nay; hoặc một ngày",
    )


def scope_of(options: Namespace) -> ReportScope:
    """Raises `BadInput` for an unknown unit, or a period that is missing, doubled or turned round."""
    start, end = _period(options)
    unit = find_unit(options.unit, end)
    if unit is None:
        raise BadInput(f"Không có đơn vị mã “{options.unit}”.")
    tree = options.tree.isoformat() if isinstance(options.tree, date) else options.tree
    return ReportScope(unit, start, end, tree)


def _period(options: Namespace) -> tuple[date, date]:
    bounds = (options.start, options.end)
    if options.year is not None:
        if any(bounds):
            raise BadInput("Dùng --year, hoặc dùng --from và --to; không dùng cả hai cách.")
        if not 1900 <= options.year <= 9998:
            raise BadInput(f"Năm {options.year} không hợp lệ.")
        return date(options.year, 1, 1), date(options.year, 12, 31)
    if not all(bounds):
        raise BadInput("Hãy ghi kỳ báo cáo: --from NGÀY --to NGÀY, hoặc --year NĂM.")
    if options.end < options.start:
        raise BadInput("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi.")
    return bounds
