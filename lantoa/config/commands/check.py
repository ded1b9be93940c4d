"""`lantoa check`: what the database holds against what must be true of it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable

from lantoa.config.output import write_json
from lantoa.config.usage import Parser
from lantoa.councils.checks import CHECKS as COUNCIL_CHECKS
from lantoa.initiatives.checks import CHECKS as INITIATIVE_CHECKS
from lantoa.initiatives.services.prints import text_prints_match
from lantoa.kit.audit import verify
from lantoa.kit.files.checks import files_are_whole
from lantoa.movement.checks import CHECKS as MOVEMENT_CHECKS
from lantoa.units.checks import CHECKS as UNIT_CHECKS

CHECKS: dict[str, Callable[[], list[str]]] = {
    "audit_chain": verify,
    **{
        check.__name__: check
        for check in (
            *UNIT_CHECKS,
            *MOVEMENT_CHECKS,
            *COUNCIL_CHECKS,
            *INITIATIVE_CHECKS,
            text_prints_match,
            files_are_whole,
        )
    },
}


def arguments(parser: Parser) -> None:
    parser.words.add_argument("--json", action="store_true", help="in một tài liệu JSON")


def run(options: Namespace) -> int:
    found = {name: check() for name, check in CHECKS.items()}
    faults = [fault for several in found.values() for fault in several]
    if options.json:
        checks = [{"name": name, "faults": several} for name, several in found.items()]
        write_json({"ok": not faults, "checks": checks, "faults": faults})
    elif faults:
        sys.stderr.write("\n".join(faults) + "\n")
    else:
        sys.stdout.write(f"Đã kiểm tra {len(CHECKS)} điều: tất cả đều đúng.\n")
    return 1 if faults else 0
