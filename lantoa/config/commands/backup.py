"""`lantoa backup`: database, uploads and keys into one file."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from lantoa.config.backup import back_up
from lantoa.kit.command_line import Parser


def arguments(parser: Parser) -> None:
    parser.words.add_argument("file", metavar="TỆP", type=Path, help="tệp sao lưu sẽ ghi, ví dụ lantoa-2026-11-22.zip")


def run(options: Namespace) -> int:
    manifest = back_up(options.file)
    sys.stdout.write(
        f"Đã sao lưu {manifest.row_count} dòng của {len(manifest.tables)} bảng và {manifest.file_count} tệp vào {options.file}\n"
        "Tệp này chứa khóa và mật khẩu đã băm: hãy cất ở nơi chỉ người quản trị mở được.\n"
    )
    return 0
