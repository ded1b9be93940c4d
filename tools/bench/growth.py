"""How dear each page becomes as an installation grows: the same page, the same person, a small and a large installation.

Both answer in turn, in processes of their own, and only CPU time counts (of the process, and of its database's backend), so that
a busy machine changes neither ratio. One JSON line a page; then home and list beside a bare view and Django's own admin.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.utils import timezone
from psycopg import sql

from lantoa.demo.generate.scale import VERSION

AIM = "home and list within 2 of the bare view that counts"
SMALL, LARGE = "BENCH_GROWTH_SMALL", "BENCH_GROWTH_LARGE"
BASES = ("bare", "bare_count", "admin")


@dataclass(frozen=True)
class Size:
    """`initiatives`: of each province."""

    provinces: int
    initiatives: int

    @property
    def name(self) -> str:
        return f"growth_v{VERSION}_{self.provinces}x{self.initiatives}"


def growth() -> Iterator[dict[str, Any]]:
    """The lines of the benchmark. Sizes, rounds and axes come from the environment (docs: README, Benchmarks)."""
    small, large = int(os.environ.get(SMALL, 12_000)), int(os.environ.get(LARGE, 120_000))
    wide = int(os.environ.get("BENCH_GROWTH_PROVINCES", 10))
    axes = {"province": (Size(1, small), Size(1, large)), "nation": (Size(1, small), Size(wide, small))}
    # A second province is another person's: on SQLite it is measured when it is asked for.
    default = "province,nation" if _database() else "province"
    for axis in os.environ.get("BENCH_GROWTH_AXES", default).split(","):
        yield from _axis(axis, *axes[axis])


def _axis(axis: str, small: Size, large: Size) -> Iterator[dict[str, Any]]:
    rounds = int(os.environ.get("BENCH_GROWTH_ROUNDS", 7))
    with Installation(small) as first, Installation(large) as second:
        spent: dict[str, tuple[float, float]] = {}
        for page in first.pages:
            measured = [(first.measure(page), second.measure(page)) for _ in range(rounds + 1)][1:]
            spent[page] = tuple(median(_cpu(pair[side]) for pair in measured) for side in (0, 1))
            yield {
                "name": "growth",
                "page": page,
                "database": second.database,
                "axis": axis,
                "small": small.initiatives if axis == "province" else small.provinces,
                "large": large.initiatives if axis == "province" else large.provinces,
                "cpu_small_ms": round(spent[page][0], 2),
                "cpu_large_ms": round(spent[page][1], 2),
                "ratio": round(median(_cpu(b) / _cpu(a) for a, b in measured), 2),
                "database_large_ms": round(median(b["database_ms"] for _, b in measured), 2),
                "queries": second.ask("count", page)["queries"],
                "bytes": measured[-1][1]["bytes"],
            }
        yield from _beside_bases(axis, second.database, spent, (small, large))


def _beside_bases(
    axis: str, database: str, spent: dict[str, tuple[float, float]], sizes: tuple[Size, Size]
) -> Iterator[dict[str, Any]]:
    for page in ("home", "list"):
        for side, size in enumerate(sizes):
            times = {f"{base}_ms": round(spent[base][side], 2) for base in BASES}
            ratio = round(spent[page][side] / spent["bare_count"][side], 2)
            whole = {"name": "growth", "page": page, "database": database, "axis": axis, "aim": 2}
            whole |= {"size": f"{size.provinces}x{size.initiatives}", "ms": round(spent[page][side], 2)}
            yield whole | times | {"ratio_to_bare_count": ratio}


def _cpu(measured: dict[str, float]) -> float:
    return measured["web_ms"] + measured["database_ms"]


def _database() -> str:
    """The address of a PostgreSQL, whose databases of our own stand beside the one it names; "" for SQLite."""
    return os.environ.get("DATABASE_URL", "")


class Installation:
    """A process that serves one generated installation, kept below LANTOA_HOME between runs."""

    def __init__(self, size: Size) -> None:
        home = Path(settings.HOME) / "growth" / size.name
        home.mkdir(parents=True, exist_ok=True)
        self._environment = os.environ | {"LANTOA_HOME": str(home)}
        if _database():
            self._environment["DATABASE_URL"] = _own_database(_database(), size.name)
        self._size = size

    def __enter__(self) -> Installation:
        years = os.environ.get("BENCH_GROWTH_YEARS", "5")
        words = [str(self._size.provinces), str(self._size.initiatives), years, timezone.localdate().isoformat()]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "tools.bench.growth_site", *words],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pages, self.database = self._answer().values()
        return self

    def __exit__(self, *error: object) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def measure(self, page: str) -> dict[str, float]:
        return self.ask("measure", page)

    def ask(self, what: str, page: str) -> dict[str, Any]:
        print(what, page, file=self._process.stdin, flush=True)
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"the installation {self._size.name} has ended")
        return json.loads(line)


def _own_database(url: str, name: str) -> str:
    """Make the database if it is not there; its address."""
    with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
