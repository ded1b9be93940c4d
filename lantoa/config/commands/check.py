"""`lantoa check`: what the database holds against what must be true of it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable

from lantoa.kit.audit import verify
from lantoa.kit.command_line import Parser
from lantoa.kit.extension_points import contributions
from lantoa.kit.files.checks import files_are_whole
from lantoa.kit.json_output import write_json


def all_checks() -> dict[str, Callable[[], list[str]]]:
    """Name → check: the audit chain, what the apps contribute, and the files."""
    checks = (*contributions("checks"), files_are_whole)
    return {"audit_chain": verify} | {check.__name__: check for check in checks}


def arguments(parser: Parser) -> None:
    parser.words.add_argument("--json", action="store_true", help="in một tài liệu JSON")


def run(options: Namespace) -> int:
    found = {name: check() for name, check in all_checks().items()}
    faults = [fault for several in found.values() for fault in several]
    if options.json:
        checks = [{"name": name, "faults": several} for name, several in found.items()]
        write_json({"ok": not faults, "checks": checks, "faults": faults})
    elif faults:
        sys.stderr.write("\n".join(faults) + "\n")
    else:
        sys.stdout.write(f"Đã kiểm tra {len(found)} điều: tất cả đều đúng.\n")
    return 1 if faults else 0
