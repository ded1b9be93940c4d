"""The documents: what they name is there, and what is there is named."""

import re
from collections import Counter

import pytest

from lantoa.config.cli import COMMANDS
from tests.house import ROOT
from tools.bench.cases import CASES

DOCUMENTS = sorted(
    path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("tools/*.md")) if path.is_file()
)
FOR_DEVELOPERS = {"LANTOA_DEBUG", "LANTOA_SECRET_KEY"}  # the key makes itself in LANTOA_HOME
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(path):
    links = re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


def test_the_guide_names_each_of_its_pages():
    folder = ROOT / "docs" / "guide"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [
        page.name for page in folder.glob("*.md") if page.name != "README.md" and f"({page.name})" not in index
    ] == []


def test_numbers_of_decisions_are_used_once():
    numbers = Counter(path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [number for number, times in numbers.items() if times > 1] == []


def test_commands_of_the_readme_are_there():
    named = re.findall(r"(?:bin/|`)lantoa ([a-z]+)", README)
    assert [name for name in named if name not in COMMANDS] == []


def test_settings_of_the_readme_are_those_that_are_read():
    files = (ROOT / "lantoa" / "config" / f"{name}.py" for name in ("settings", "environment"))
    read = {name for file in files for name in re.findall(r'"(LANTOA_[A-Z_]+)"', file.read_text(encoding="utf-8"))}
    told = set(re.findall(r"`(LANTOA_[A-Z]+(?:_[A-Z]+)*)", README))
    assert (told - read, read - told) == (set(), FOR_DEVELOPERS)


def test_benchmarks_of_the_readme_are_those_there_are():
    part = README.split("## Benchmarks")[1].split("\n## ")[0]
    assert [name for name in CASES if f"`{name}`" not in part] == []
