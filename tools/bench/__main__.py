"""`python -m tools.bench [NAME]`: one JSON line a benchmark on standard output."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402 - as above

from tools.bench.cases import CASES  # noqa: E402 - as above
from tools.bench.ground import prepare  # noqa: E402 - as above
from tools.bench.growth import growth  # noqa: E402 - as above

GROWTH = "growth"


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in CASES and name != GROWTH]
    if unknown:
        there = ", ".join([*CASES, GROWTH])
        print(f"no benchmark {', '.join(unknown)}; there are: {there}", file=sys.stderr)  # noqa: T201 - a command
        return 2
    if GROWTH in names:  # on installations of its own, and so long that it runs only when it is named
        for line in growth():
            print(json.dumps(line), flush=True)  # noqa: T201 - the command's output
        names = [name for name in names if name != GROWTH]
        if not names:
            return 0
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    prepare()
    for name in names or CASES:
        case, aim = CASES[name]
        line = {"name": name, "database": connection.vendor, "aim": aim} | asdict(case())
        print(json.dumps(line), flush=True)  # noqa: T201 - the command's output
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
