"""`lantoa template`: a blank import workbook."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from lantoa.desk.importing import import_kinds, write_kind_template
from lantoa.kit.command_line import BadInput, Parser


def arguments(parser: Parser) -> None:
    parser.words.add_argument(
        "kind", metavar="LOẠI", choices=list(import_kinds()), help=f"loại số liệu: {', '.join(import_kinds())}"
    )
    parser.words.add_argument("file", metavar="TỆP.xlsx", type=Path, help="tệp mẫu sẽ ghi")


def run(options: Namespace) -> int:
    if options.file.suffix.lower() != ".xlsx":
        raise BadInput(f"“{options.file.name}”: tệp mẫu phải có đuôi .xlsx.")
    if not options.file.parent.is_dir():
        raise BadInput(f"Không có thư mục “{options.file.parent}”.")
    write_kind_template(options.kind, options.file)
    sys.stdout.write(f"Đã ghi mẫu {options.file}\n")
    return 0
