"""`lantoa prepare`: what `make setup` ends with, and what an operator runs after an upgrade."""

from __future__ import annotations

import sys
from argparse import Namespace

from lantoa.config.prepare import collect_static
from lantoa.kit.command_line import Parser


def arguments(parser: Parser) -> None:
    """No words of its own."""


def run(options: Namespace) -> int:
    collect_static()
    sys.stdout.write("Cơ sở dữ liệu và tệp tĩnh đã sẵn sàng. Chạy trang web: lantoa up\n")
    return 0
