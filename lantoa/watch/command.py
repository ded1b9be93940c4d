"""`lantoa watch`: the alerts, the notices and the digests of a day. The site runs it by itself once a day."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import asdict

from django.utils import timezone

from lantoa.kit.command_line import BadInput, Parser, day
from lantoa.kit.json_output import write_json
from lantoa.kit.numbers import format_number
from lantoa.kit.planner import count_anew
from lantoa.kit.ruling import Refused
from lantoa.watch.known import labels_by_kind
from lantoa.watch.services.alerts import AlertRun, run_alerts
from lantoa.watch.services.digests import DigestRun, send_digests
from lantoa.watch.services.notices import give_notices


def arguments(parser: Parser) -> None:
    parser.words.add_argument("--on", metavar="NGÀY", type=day, help="tính cho ngày này (mặc định: hôm nay)")
    parser.words.add_argument("--json", action="store_true", help="in một tài liệu JSON")


def run(options: Namespace) -> int:
    today = timezone.localdate()
    on = options.on or today
    if on > today:
        raise BadInput(f"--on: {on:%d/%m/%Y} ở sau hôm nay; chỉ tính cảnh báo đến hôm nay.")
    count_anew()
    try:
        alerts = run_alerts(on=on)
    except Refused as refused:  # the day asked for is behind the last run: a matter of the words given
        raise BadInput(refused.reasons) from refused
    notices = give_notices(on=on)
    digests = send_digests(on=on)
    if options.json:
        write_json(asdict(alerts) | {"open": alerts.open_count, "notices": notices, "digests": asdict(digests)})
    else:
        sys.stdout.write("\n".join(_lines(alerts, notices, digests)) + "\n")
    return 0


def _lines(alerts: AlertRun, notices: int, digests: DigestRun) -> list[str]:
    counts = [
        f"  {format_number(alerts.by_kind[kind]):>8}  {label}"
        for kind, label in labels_by_kind().items()
        if kind in alerts.by_kind
    ]
    return [
        f"Cảnh báo ngày {alerts.day:%d/%m/%Y}: mới {format_number(alerts.raised)}, hết {format_number(alerts.cleared)}, "
        f"báo lên cấp trên {format_number(alerts.escalated)}, đang mở {format_number(alerts.open_count)}.",
        *counts,
        f"Thông báo mới: {format_number(notices)}.",
        f"Bản tin: {format_number(digests.made)} bản mới, {format_number(digests.mailed)} thư đã gửi, "
        f"{format_number(digests.in_app)} xem trên trang, {format_number(digests.failed)} thư chưa gửi được.",
    ]
