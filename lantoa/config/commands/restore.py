"""`lantoa restore`: an installation back from its backup."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from lantoa.config.restoring import restore
from lantoa.kit.command_line import Parser


def arguments(parser: Parser) -> None:
    parser.words.add_argument("file", metavar="TỆP", type=Path, help="tệp do lệnh backup ghi")
    parser.words.add_argument("--force", action="store_true", help="thay toàn bộ dữ liệu đang có")


def run(options: Namespace) -> int:
    restored = restore(options.file, force=options.force)
    manifest = restored.manifest
    if restored.upgraded_from:
        sys.stdout.write(f"Bản sao lưu của phiên bản {restored.upgraded_from} đã được chuyển sang lược đồ hiện nay.\n")
    sys.stdout.write(
        f"Đã phục hồi {manifest.row_count} dòng của {len(manifest.tables)} bảng và {manifest.file_count} tệp.\n"
        "Hãy chạy: lantoa check; nếu trang web đang chạy, hãy khởi động lại để dùng khóa vừa phục hồi.\n"
    )
    return 0
