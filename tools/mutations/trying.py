"""Trying a change: made in a private copy of the tree, its tests run there, and the copy put right again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tools.mutations.entries import ROOT, BadEntry, Change

COPIED = ("lantoa", "tests", "tools", "manage.py", "pyproject.toml")
FAILED = 1  # pytest's exit status where tests failed; others mean that they could not be run as asked
BROKEN = 2  # interrupted: a module that cannot be imported any more
# The same order and the same examples each time: what is noticed today is noticed tomorrow.
PLUGINS_OFF = ("no:cacheprovider", "no:randomly", "no:playwright")
PYTEST = (
    "-x",
    "-q",
    "-n",
    "0",
    "--hypothesis-seed=0",
    "--reuse-db",
    "-o",
    "faulthandler_timeout=0",
    *(f"-p{name}" for name in PLUGINS_OFF),
)
LONGEST = 1800  # seconds for the tests of one change; on a busy machine slowness must not pass for a failure
SAID = 25  # lines of output that tell why tests could not be run
FIRST = "tests/units/test_rights.py"


@dataclass(frozen=True)
class Bench:
    """A private copy of the tree in `root`; `template`: a migrated SQLite database, or None on PostgreSQL."""

    root: Path
    template: Path | None
    seconds: Iterator[int] = field(default_factory=lambda: count(1))

    def run(self, tests: tuple[str, ...], *more: str) -> int:
        """Run the tests in the copy. Returns pytest's exit status. Raises `BadEntry` where they do not end."""
        words = [sys.executable, "-m", "pytest", *PYTEST, *more, *tests]
        environment = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | {
            "PYTHONPATH": str(self.root),
            "LANTOA_HOME": str(self.root / "home"),
        }
        if self.template is not None:
            words[3:3] = ["-p", "tools.mutations.database"]
            environment["MUTATE_DATABASE"] = str(self.root / "test.sqlite3")
        try:
            with self.output.open("wb") as output:
                streams = {"stdout": output, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
                done = subprocess.run(words, cwd=self.root, env=environment, timeout=LONGEST, check=False, **streams)  # noqa: S603 - our own words
        except subprocess.TimeoutExpired as error:
            raise BadEntry(f"{' '.join(tests)}: not done after {LONGEST} seconds") from error
        return done.returncode

    @property
    def output(self) -> Path:
        return self.root / "output.txt"

    def last_words(self) -> str:
        """The end of what the last run wrote."""
        return "\n".join(self.output.read_text(errors="replace").splitlines()[-SAID:])

    def can_show(self, change: Change) -> bool:
        return change.needs != "postgresql" or self.template is None

    def require_passing(self, area: str, tests: list[str]) -> bool:
        """The tests pass with nothing changed. Raises `BadEntry` with what they say otherwise."""
        self._fresh_database()
        if self.run(tuple(tests)) != 0:
            raise BadEntry(f"{area}.toml: its tests fail before anything is changed:\n{self.last_words()}")
        return True

    def notices(self, change: Change) -> bool:
        """Whether a test of the change fails while it is made. Raises `BadEntry` where the tests cannot be run at all."""
        path = self.root / change.file
        text, wrong = path.read_text(), change.made_in(self.root)
        try:
            self._write(path, wrong)
            self._fresh_database()
            status = self.run(change.tests)
        finally:
            self._write(path, text)
        if status not in (0, FAILED, BROKEN):
            raise BadEntry(f"{change.area}.toml: pytest ends with {status} for {' '.join(change.tests)}")
        return status != 0

    def _write(self, path: Path, text: str) -> None:
        """Each time as of another second: Python takes compiled text of the same size and second for this one's."""
        path.write_text(text)
        second = time.time() + next(self.seconds)
        os.utime(path, (second, second))

    def _fresh_database(self) -> None:
        if self.template is None:
            return
        for left in self.root.glob("test.sqlite3*"):
            left.unlink()
        shutil.copyfile(self.template, self.root / "test.sqlite3")


@contextmanager
def bench() -> Iterator[Bench]:
    """A copy of the tree in a folder of its own, with a database to start from; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="lantoa-mutate-", dir=_quick_folder()) as name:
        root = Path(name)
        for part in COPIED:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copyfile(ROOT / part, root / part)
        is_sqlite = not os.environ.get("DATABASE_URL", "").startswith("postgres")
        made = Bench(root, root / "template.sqlite3" if is_sqlite else None)
        if made.run((FIRST,), "--create-db") != 0:
            raise BadEntry(f"{FIRST} fails before anything is changed:\n{made.last_words()}")
        if made.template is not None:
            shutil.copyfile(root / "test.sqlite3", made.template)
        yield made


def _quick_folder() -> str | None:
    """Memory where there is some: a database file there is written at once."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a folder of our own is made in it
