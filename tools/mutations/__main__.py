"""`python -m tools.mutations [AREA…]`: makes each wrong change of the list in a private copy and runs the tests named for it.

Prints what went unnoticed, noticed of tried by area, and one JSON line at the end. Exit status 1 where an area stays below
95%, 2 where an entry cannot be tried. With DATABASE_URL of a PostgreSQL server also the changes that only it shows.
JOBS=2: two copies, two changes at a time (on SQLite: on a server they would share its test database).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from queue import Queue

from tools.mutations.entries import BadEntry, Change, areas, changes_of, stale
from tools.mutations.trying import Bench, bench

WANTED = 0.95


def main(names: list[str]) -> int:
    if unknown := [name for name in names if name not in areas()]:
        say(f"no area {', '.join(unknown)}; there are: {', '.join(areas())}", to=sys.stderr)
        return 2
    chosen = {area: changes_of(area) for area in names or areas()}
    if faults := stale([change for changes in chosen.values() for change in changes]):
        say("\n".join(faults), to=sys.stderr)
        return 2
    began = time.monotonic()
    try:
        with benches(int(os.environ.get("JOBS", "1"))) as free:
            found = {area: try_changes(free, area, changes) for area, changes in chosen.items()}
    except BadEntry as error:
        say(str(error), to=sys.stderr)
        return 2
    noticed, count = (sum(pair[place] for pair in found.values()) for place in (0, 1))
    by_area = {area: list(pair) for area, pair in found.items()}
    say(json.dumps({"noticed": noticed, "tried": count, "areas": by_area, "seconds": round(time.monotonic() - began)}))
    return int(any(noticed < WANTED * count for noticed, count in found.values()))


@contextmanager
def benches(count: int) -> Iterator[Queue[Bench]]:
    """So many copies; who tries a change takes one and gives it back."""
    with ExitStack() as stack:
        free: Queue[Bench] = Queue()
        for _ in range(count):
            free.put(stack.enter_context(bench()))
        yield free


def try_changes(free: Queue[Bench], area: str, changes: list[Change]) -> tuple[int, int]:
    """Noticed and tried of one area. Its tests must pass first: what fails anyway notices nothing."""

    def on_bench(deed: Callable[[Bench], bool]) -> bool:
        copy = free.get()
        try:
            return deed(copy)
        finally:
            free.put(copy)

    possible = [change for change in changes if on_bench(lambda copy, change=change: copy.can_show(change))]
    if left := len(changes) - len(possible):
        say(f"  {area}: {left} changes show on PostgreSQL only; give its DATABASE_URL to try them")
    tests = sorted({test for change in possible for test in change.tests})
    if possible:
        on_bench(lambda copy: copy.require_passing(area, tests))
    with ThreadPoolExecutor(free.qsize()) as pool:
        answers = list(pool.map(lambda change: on_bench(lambda copy: copy.notices(change)), possible))
    for change, is_noticed in zip(possible, answers, strict=True):
        if not is_noticed:
            say(f"  unnoticed: {change.title}")
    say(f"{area}: {sum(answers)} of {len(possible)} noticed")
    return sum(answers), len(possible)


def say(text: str, to=sys.stdout) -> None:
    print(text, file=to, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
