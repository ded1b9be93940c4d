"""The clocks at which the tests that know days are run, whatever the real day is: python -m tools.clocks [NAME…]

Each clock runs the tests marked `days` in a process of its own, as many at a time as there are cores, on SQLite in memory. The
slow ones, which load the whole demonstration, run at the clock that is furthest away.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
# The variable that tests/conftest.py reads: a name from CLOCKS, or an instant as ISO 8601, in Vietnam where it names no offset.
VARIABLE = "LANTOA_CLOCK"

# Name → the instant it stands for, seen from the real one. Those that name a year are days that the calendar makes special.
CLOCKS: dict[str, Callable[[datetime], datetime]] = {
    "late-evening": lambda now: now.replace(hour=23, minute=30, second=0, microsecond=0),
    "after-midnight": lambda now: now.replace(hour=0, minute=30, second=0, microsecond=0),
    "last-day-of-year": lambda now: datetime(now.year, 12, 31, 23, 30, tzinfo=HERE),
    "first-day-of-year": lambda now: datetime(now.year + 1, 1, 1, 0, 30, tzinfo=HERE),
    # Worked in exchange for Monday 31/8/2026: the latest such Saturday that kit/calendar.py knows.
    "worked-saturday": lambda now: datetime(2026, 8, 22, 7, 30, tzinfo=HERE),
    "leap-day": lambda now: datetime(2028, 2, 29, 23, 30, tzinfo=HERE),
    "in-five-years": lambda now: _years_on(now, 5),
}

FURTHEST = "in-five-years"


def instant(text: str, now: datetime | None = None) -> datetime:
    """The instant that a name or a text stands for. Raises ValueError for a text that is neither."""
    if text in CLOCKS:
        return CLOCKS[text]((now or datetime.now(HERE)).astimezone(HERE))
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=HERE)


def _years_on(now: datetime, years: int) -> datetime:
    day = now - timedelta(days=1) if (now.month, now.day) == (2, 29) else now
    return day.replace(year=now.year + years)


def run(name: str) -> tuple[str, bool, float, str]:
    """One clock: its name, whether all went well, the seconds it took, and what pytest said."""
    begun = time.monotonic()
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {VARIABLE: name}
    chosen = "days and not browser and not drill"
    if name != FURTHEST:
        chosen += " and not slow"
    words = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-m", chosen, "tests"]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    return name, done.returncode == 0, time.monotonic() - begun, done.stdout + done.stderr


def main(names: Sequence[str]) -> int:
    """Run the clocks named, all where none is; 1 when one of them failed."""
    chosen = sorted(names or CLOCKS, key=lambda name: name != FURTHEST)  # the longest first
    if unknown := [name for name in chosen if name not in CLOCKS]:
        print(f"no such clock: {', '.join(unknown)}; there are {', '.join(CLOCKS)}", file=sys.stderr)  # noqa: T201 - told on the terminal
        return 2
    failed = False
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for name, went_well, seconds, said in pool.map(run, chosen):
            failed |= not went_well
            lines = said.strip().splitlines()
            print(f"{name:18} {seconds:4.0f} s  {lines[-1] if went_well and lines else 'FAILED'}", flush=True)  # noqa: T201
            if not went_well:
                print(said, flush=True)  # noqa: T201
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
