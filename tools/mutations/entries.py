"""The list of wrong changes: one TOML file an area beside this module, one block a change."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent


class BadEntry(Exception):
    """An entry of the list that cannot be tried, in words."""


@dataclass(frozen=True)
class Change:
    """`old` stands exactly once in `file`, and `new` in its place is wrong; one of `tests` must fail then.

    `needs`: "postgresql" where only that database shows it, else "".
    """

    area: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    needs: str = ""

    @property
    def title(self) -> str:
        """Where, and the first line that differs."""
        pairs = zip(self.old.splitlines(), [*self.new.splitlines(), *[""] * 99], strict=False)
        differing = next((old for old, new in pairs if old != new), self.old.splitlines()[-1])
        return f"{self.file}: {differing.strip()}"

    def made_in(self, root: Path) -> str:
        """The file's text with the change made. Raises `BadEntry` when the old text is not there exactly once."""
        path = root / self.file
        if not path.is_file():
            raise BadEntry(f"{self.area}.toml: there is no {self.file}")
        text = path.read_text()
        if (found := text.count(self.old)) != 1:
            raise BadEntry(f"{self.area}.toml: found {found} times, not once, in {self.file}:\n{self.old}")
        if self.old == self.new:
            raise BadEntry(f"{self.area}.toml: changes nothing in {self.file}:\n{self.old}")
        return text.replace(self.old, self.new)


def areas() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def changes_of(area: str) -> list[Change]:
    """The changes of one area. `tests`: of a block itself, else those of the file."""
    held = tomllib.loads((FOLDER / f"{area}.toml").read_text())
    return [
        Change(area, row["file"], row["old"], row["new"], tuple(row.get("tests", held["tests"])), row.get("needs", ""))
        for row in held["change"]
    ]


def all_changes() -> list[Change]:
    return [change for area in areas() for change in changes_of(area)]


def stale(changes: list[Change], root: Path = ROOT) -> list[str]:
    """Why entries cannot be tried, a sentence each: an old text or a test that is no longer there."""
    faults = []
    for change in changes:
        try:
            change.made_in(root)
        except BadEntry as error:
            faults.append(str(error))
        missing = [test for test in change.tests if not (root / test.split("::")[0]).exists()]
        faults += [f"{change.area}.toml: there is no {test}" for test in missing]
    return faults
