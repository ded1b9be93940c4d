"""`lantoa generate`: a made-up installation of a stated size, in an empty database."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import asdict

from django.utils import timezone

from lantoa.demo.generate.load import GeneratedData, generate
from lantoa.demo.generate.scale import Scale
from lantoa.kit.command_line import BadInput, Parser, day
from lantoa.kit.json_output import write_json
from lantoa.kit.numbers import format_number

LEAST, MOST = {"provinces": 1, "initiatives": 1, "years": 1}, {"provinces": 100, "initiatives": 1_000_000, "years": 20}


def arguments(parser: Parser) -> None:
    words = parser.words
    words.add_argument("--provinces", type=int, required=True, metavar="N", help="số tỉnh")
    words.add_argument("--initiatives", type=int, required=True, metavar="N", help="số mô hình của mỗi tỉnh")
    words.add_argument("--years", type=int, required=True, metavar="N", help="trong bao nhiêu năm gần đây")
    words.add_argument("--seed", type=int, default=1, metavar="N", help="số mầm: cùng số, cùng dữ liệu; mặc định: 1")
    words.add_argument("--on", type=day, metavar="NGÀY", help="tính đến ngày; mặc định: hôm nay")
    words.add_argument("--json", action="store_true", help="in một tài liệu JSON")


def run(options: Namespace) -> int:
    faults = [
        f"--{name}: từ {format_number(LEAST[name])} đến {format_number(MOST[name])}."
        for name in LEAST
        if not LEAST[name] <= getattr(options, name) <= MOST[name]
    ]
    if faults:
        raise BadInput(faults)
    on = options.on or timezone.localdate()
    if on > timezone.localdate():
        raise BadInput("--on: ngày không thể ở tương lai.")
    made = generate(Scale(options.provinces, options.initiatives, options.years, on, options.seed))
    if options.json:
        write_json(asdict(made))
    else:
        sys.stdout.write(_describe_result(made))
    return 0


def _describe_result(made: GeneratedData) -> str:
    counts = (
        f"{format_number(made.units)} đơn vị, {format_number(made.initiatives)} mô hình, "
        f"{format_number(made.events)} dòng nhật ký"
    )
    return f"Đã tạo {counts}.\nTài khoản: {', '.join(made.accounts)}\nMật khẩu chung: {made.password}\n"
