"""An installation of one's own for each test of the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from lantoa.config.cli import main
from lantoa.units.enums import PlaceKind
from lantoa.units.models import Place


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


@pytest.fixture
def home(settings, tmp_path) -> Path:
    """LANTOA_HOME in a folder of its own, with a key and an upload in it."""
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    for name, text in (("keys/secret_key", "khóa của bài thử"), ("uploads/2023/a.txt", "minh chứng")):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return tmp_path


@pytest.fixture
def a_place(db) -> Place:
    """One place, so that the commands do not bring the 14,000 shipped ones into every test."""
    place = Place(code="01", name="Hà Nội", kind=PlaceKind.CITY, valid_from=date(1900, 1, 1))
    place.index()
    place.save()
    return place


@pytest.fixture
def lantoa(home, a_place, capsys) -> Callable[..., Answer]:
    """`lantoa("unit", "db1", "--json")`: the command run in this process."""

    def run(*words: str) -> Answer:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run
