"""`lantoa up`: the whole installation from one command."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lantoa.config.prepare import collect_static
from lantoa.config.server import (
    DAILY_WORK,
    EVERYWHERE,
    Daily,
    PortTaken,
    Supervisor,
    answers,
    check_port,
    child_environment,
    stop_on_signals,
    web_child,
    worker_child,
)
from lantoa.demo.accounts import ACCOUNTS, demo_password
from lantoa.demo.load import load_demo
from lantoa.kit.command_line import Parser, port
from lantoa.kit.ruling import Refused
from lantoa.units.models import Person, Unit


def arguments(parser: Parser) -> None:
    parser.words.add_argument("--host", metavar="ĐỊA_CHỈ", default="127.0.0.1", help="mặc định: 127.0.0.1")
    parser.words.add_argument("--port", metavar="CỔNG", type=port, default=8000, help="mặc định: 8000")
    parser.words.add_argument(
        "--no-demo", action="store_true", help="không nạp dữ liệu minh họa vào cơ sở dữ liệu trống"
    )


def run(options: Namespace) -> int:
    try:
        check_port(options.host, options.port)
    except PortTaken as error:
        raise Refused(_no_address(options.host, options.port, error)) from error
    if not options.no_demo and not Unit.objects.exists():
        _say("Đang nạp dữ liệu minh họa…")
        load_demo()
    collect_static()
    environment = child_environment(options.host)
    children = [web_child(options.host, options.port, environment), worker_child(environment)]
    daily = Daily(DAILY_WORK, environment, _say, timezone.localtime)
    supervisor = Supervisor(children, _say, daily)
    stop_on_signals(supervisor)
    name = environment["LANTOA_HOSTS"].split(",")[0].strip().lstrip(".")
    supervisor.run(_welcome(options.host, options.port, name))
    _say("Đã dừng trang web và tiến trình nền.")
    return 0


def _no_address(host: str, port: int, error: PortTaken) -> str:
    """Another port helps only where the host is right; below 1024 and at the very end the next one would not do either."""
    if error.is_host_wrong:
        return (
            f"Không dùng được địa chỉ {host} ({error}); hãy chọn địa chỉ của máy này, ví dụ: lantoa up --host 127.0.0.1"
        )
    other = port + 1 if 1024 <= port < 65535 else 8000
    return f"Không dùng được cổng {port} của {host} ({error}); hãy chọn cổng khác, ví dụ: lantoa up --port {other}"


def _welcome(host: str, port: int, name: str) -> Callable[[], bool]:
    """Says where the site is, and who may sign in, as soon as it answers to that name."""

    def when_ready() -> bool:
        if not answers(host, port, name):
            return False
        shown = EVERYWHERE.get(host, host)
        _say(f"\nLan Tỏa đang chạy tại http://{shown}:{port}/")
        say_accounts()
        _say("Dừng: Ctrl+C")
        return True

    return when_ready


def say_accounts() -> None:
    """The demonstration accounts that are there, a line for each."""
    held = set(Person.objects.filter(is_active=True).values_list("username", flat=True))
    accounts = [account for account in ACCOUNTS if account.username in held]
    if accounts:
        _say(f"Tài khoản minh họa, cùng một mật khẩu: {demo_password(Path(settings.HOME))}")
    width = max((len(account.username) for account in accounts), default=0)
    for account in accounts:
        _say(f"  {account.username:<{width}}  {account.in_words}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
