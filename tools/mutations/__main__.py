"""`python -m tools.mutations [AREA…]`: makes each wrong change of the list in a private copy and runs the tests named for it.

Prints what went unnoticed, noticed of tried by area, and one JSON line at the end. Exit status 1 where an area stays below
95%, 2 where an entry cannot be tried. With DATABASE_URL of a PostgreSQL server also the changes that only it shows.
"""

from __future__ import annotations

import json
import sys
import time

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
    began, found = time.monotonic(), {}
    try:
        with bench() as copy:
            for area, changes in chosen.items():
                found[area] = tried(copy, area, changes)
    except BadEntry as error:
        say(str(error), to=sys.stderr)
        return 2
    noticed, count = (sum(pair[place] for pair in found.values()) for place in (0, 1))
    by_area = {area: list(pair) for area, pair in found.items()}
    say(json.dumps({"noticed": noticed, "tried": count, "areas": by_area, "seconds": round(time.monotonic() - began)}))
    return int(any(noticed < WANTED * count for noticed, count in found.values()))


def tried(copy: Bench, area: str, changes: list[Change]) -> tuple[int, int]:
    """Noticed and tried of one area. Its tests must pass first: what fails anyway notices nothing."""
    possible = [change for change in changes if copy.can_show(change)]
    if left := len(changes) - len(possible):
        say(f"  {area}: {left} changes show on PostgreSQL only; give its DATABASE_URL to try them")
    if possible and not copy.passes(sorted({test for change in possible for test in change.tests})):
        raise BadEntry(f"{area}.toml: its tests fail before anything is changed:\n{copy.last_words()}")
    unnoticed = [change for change in possible if not copy.notices(change)]
    for change in unnoticed:
        say(f"  unnoticed: {change.title}")
    say(f"{area}: {len(possible) - len(unnoticed)} of {len(possible)} noticed")
    return len(possible) - len(unnoticed), len(possible)


def say(text: str, to=sys.stdout) -> None:
    print(text, file=to, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
