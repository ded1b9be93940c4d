"""What the README promises of a fresh installation, tried from the outside with `lantoa`, in a folder that may be thrown away.

Run from the top of the checkout: `.venv/bin/python -m tools.promises FOLDER [POSTGRES_URL]`. With a PostgreSQL address, a
backup of the SQLite installation is also restored there. Prints a line for each promise; exit code 1 when one is broken.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import docx
import openpyxl

from tools.clocks import HERE

PERIOD = ("--from", "2021-01-01", "--to", "2023-12-31")
HALF_2024 = ("--from", "2024-01-01", "--to", "2024-06-30")
SECTORS = ("economy", "culture_society", "defence_security", "political_system")

# Unit, period, figure, dimensions, value: the numbers of the public articles.
FIGURES = (
    ("sl-bloc", PERIOD, "units.base_organisations", {}, 86),
    ("sl-bloc", PERIOD, "units.base_organisations", {"kind": "base_committee"}, 46),
    ("sl-bloc", PERIOD, "units.base_organisations", {"kind": "base_cell"}, 40),
    ("sl-bloc", PERIOD, "units.members", {}, 5000),
    ("sl-bloc", PERIOD, "initiatives.registered", {}, 191),
    *(
        ("sl-bloc", PERIOD, "initiatives.registered", {"sector": sector}, value)
        for sector, value in zip(SECTORS, (29, 90, 14, 58), strict=True)
    ),
    ("sl-bloc", PERIOD, "recognitions.standing", {"tier": "bloc"}, 11),
    ("sl-bloc", PERIOD, "recognitions.standing", {"tier": "province"}, 5),
    ("hb", HALF_2024, "initiatives.declared", {}, 11441),
    ("hb", HALF_2024, "initiatives.identified", {}, 4034),
    *(
        ("hb", HALF_2024, "initiatives.identified", {"sector": sector}, value)
        for sector, value in zip(SECTORS, (709, 1850, 1016, 459), strict=True)
    ),
    ("hb", HALF_2024, "initiatives.replicated", {}, 132),
    ("vl-bloc", PERIOD, "initiatives.registered", {"subject": "collective"}, 1061),
    ("vl-bloc", PERIOD, "initiatives.registered", {"subject": "individual"}, 5908),
    ("vl-bloc", PERIOD, "units.base_organisations", {}, 89),
    ("gr-bloc", PERIOD, "units.base_organisations", {}, 77),
)

WORKED = (
    *(("hb", HALF_2024, f"tasks.{name}") for name in ("assigned", "done", "overdue")),
    ("hb", HALF_2024, "replications.copies"),
    ("sl-bloc", PERIOD, "recognitions.standing"),
    ("sl-bloc", PERIOD, "initiatives.evidenced"),
)

NEW_UNITS = (
    ("thu", "Đảng ủy Khối dùng thử", "Đảng ủy khối", None, "01/01/2020", None, 120, "trên"),
    ("thu-1", "Đảng bộ cơ sở dùng thử một", "Đảng bộ cơ sở", "thu", "01/01/2020", None, None, None),
    ("thu-2", "Chi bộ cơ sở dùng thử hai", "Chi bộ cơ sở", "thu", "01/01/2020", None, None, None),
)


@dataclass
class Site:
    """One installation, spoken to through its command line."""

    home: Path
    database: str = ""
    told: list[str] = field(default_factory=list)

    program: ClassVar[Path] = Path(sys.executable).with_name("lantoa")

    @property
    def environment(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return others | {"LANTOA_HOME": str(self.home)} | ({"DATABASE_URL": self.database} if self.database else {})

    def run(self, *words: str, code: int = 0) -> str:
        done = subprocess.run([self.program, *words], env=self.environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
        if done.returncode != code:
            raise AssertionError(f"lantoa {' '.join(words)}: code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def json(self, *words: str) -> dict:
        return json.loads(self.run(*words, "--json"))

    def summary(self, unit: str, period: tuple[str, ...]) -> dict:
        return self.json("report", "summary", "--unit", unit, *period)


def value_of(summary: dict, key: str, dims: dict) -> int | None:
    found = [f["value"] for f in summary["figures"] if f["key"] == key and f["dims"] == dims]
    if len(found) != 1:
        raise AssertionError(f"{key} {dims}: {len(found)} figures")
    return found[0]


def equal(found, expected, what: str) -> None:
    if found != expected:
        raise AssertionError(f"{what}: {found}, expected {expected}")


def demo_loads_once(site: Site) -> None:
    first = site.json("demo")
    second = site.json("demo")
    equal({name: row | {"added": True} for name, row in second.items()}, first, "demo twice")
    equal([row["added"] for row in second.values()], [False] * 5, "demo twice")


def site_runs_for_everybody_named(site: Site) -> None:
    """`lantoa up` says where it is and who may sign in; each of these does, and gets a first page."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [site.program, "up", "--port", str(port)]
    with subprocess.Popen(words, env=site.environment, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own program
        said = ""
        try:
            while "Dừng: Ctrl+C" not in said:
                line = running.stdout.readline()
                if not line:
                    raise AssertionError(f"lantoa up stopped by itself: {said}")
                said += line
            password = re.search(r"cùng một mật khẩu: (\S+)", said)[1]
            names = re.findall(r"^  (\S+)  ", said, re.MULTILINE)
            shown = [name for name in names if "Việc cần làm" in first_page(port, name, password)]
        finally:
            running.send_signal(signal.SIGTERM)
        equal(
            (running.stdout.read().splitlines()[-1], running.wait()), ("Đã dừng trang web và tiến trình nền.", 0), "up"
        )
    equal((len(names) > 10, shown), (True, names), "accounts that see their work")


def first_page(port: int, name: str, password: str) -> str:
    visitor, address = build_opener(HTTPCookieProcessor(CookieJar())), f"http://127.0.0.1:{port}/dang-nhap/"
    with visitor.open(address, timeout=30) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
    sent = urlencode({"csrfmiddlewaretoken": token, "username": name, "password": password}).encode()
    with visitor.open(address, sent, timeout=30) as page:
        return page.read().decode()


def figures_are_those_of_the_articles(site: Site) -> None:
    read: dict = {}
    for unit, period, key, dims, expected in FIGURES:
        summary = read.setdefault((unit, period), None) or site.summary(unit, period)
        read[unit, period] = summary
        equal(value_of(summary, key, dims), expected, f"{unit} {key} {dims}")


def records_stand_behind_the_figures(site: Site) -> None:
    for unit, period, key, dims, expected in FIGURES:
        words = [word for name, value in dims.items() for word in ("--dim", f"{name}={value}")]
        found = site.json("records", key, *words, "--unit", unit, *period)
        equal((found["value"], len({row["id"] for row in found["records"]})), (expected, found["count"]), key)
        equal(sum(row["amount"] for row in found["records"]), expected, f"{unit} {key} {dims}: sum of the records")


def work_of_the_year_has_its_records(site: Site) -> None:
    """Figures that no article gives: each is as many as its records, and there is something to see."""
    for unit, period, key in WORKED:
        value = value_of(site.summary(unit, period), key, {})
        found = site.json("records", key, "--unit", unit, *period)
        equal((found["value"], found["count"], len(found["records"])), (value,) * 3, f"{unit} {key}")
        if not value:
            raise AssertionError(f"{unit} {key}: nothing to see")


def watch_runs_once_a_day(site: Site) -> None:
    first, second = site.json("watch"), site.json("watch")
    equal(first["open"], sum(first["by_kind"].values()), "alerts by kind")
    equal((second["open"], second["by_kind"]), (first["open"], first["by_kind"]), "watch twice")
    equal([second[name] for name in ("raised", "cleared", "escalated", "notices")], [0] * 4, "watch twice")
    equal(second["digests"]["made"], 0, "digests of the second run")
    site.run("watch", "--on", f"{datetime.now(HERE) + timedelta(days=2):%Y-%m-%d}", code=2)


def first_account_is_made(site: Site) -> None:
    site.run("office", "vanphong", "--name", "Nguyễn Thị A")
    site.run("office", "vanphong", "--name", "Nguyễn Thị A", code=1)


def files_hold_the_same_numbers(site: Site) -> None:
    for unit, period in (("sl-bloc", PERIOD), ("hb", HALF_2024), ("vl-bloc", PERIOD)):
        numbers = {value for u, p, key, _, value in FIGURES if (u, p) == (unit, period) and key != "units.members"}
        for ending, read in ((".xlsx", numbers_in_workbook), (".docx", numbers_in_word)):
            path = site.home / f"{unit}{ending}"
            site.run("report", "summary", "--unit", unit, *period, "--out", str(path))
            equal(numbers - read(path), set(), f"{path.name}: numbers that are not in it")


def numbers_in_workbook(path: Path) -> set:
    book = openpyxl.load_workbook(path)
    return {
        cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, int)
    }


def numbers_in_word(path: Path) -> set:
    document = docx.Document(str(path))
    words = {cell.text.replace(".", "") for table in document.tables for row in table.rows for cell in row.cells}
    return {int(word) for word in words if word.isdecimal()}


def fill_template(site: Site, kind: str, rows: list[tuple]) -> str:
    """A workbook from the template of this kind, with the rows in it."""
    path = site.home / f"{kind}.xlsx"
    site.run("template", kind, str(path))
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            book.worksheets[0].cell(number, column, value)
    book.save(path)
    return str(path)


def initiative(number: int) -> tuple:
    boxes = tuple(f"Nội dung {box} của mô hình {number}" for box in range(8))
    sector = ("Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị")[number % 4]
    names = (f"Mô hình dùng thử số {number}", "Mô hình", "Tập thể", f"Tổ dân vận {number}", sector, "Cơ sở")
    return (None, f"thu-{1 + number % 2}", *names, None, "Nguyễn Văn Thử", "15/03/2023", *boxes, None, None, None)


def sheets_change_the_report_by_their_rows(site: Site) -> None:
    units = fill_template(site, "units", list(NEW_UNITS))
    equal(site.json("import", "units", units, "--as", "office")["created"], 3, "units")
    site.run("import", "initiatives", fill_template(site, "initiatives", []), "--as", "office", "--dry-run", code=2)
    rows = fill_template(site, "initiatives", [initiative(number) for number in range(1, 11)])
    equal(site.json("import", "initiatives", rows, "--as", "office", "--dry-run")["created"], 10, "dry run")
    equal(value_of(site.summary("thu", PERIOD), "initiatives.registered", {}), 0, "after the dry run")
    equal(site.json("import", "initiatives", rows, "--as", "office")["created"], 10, "initiatives")
    again = site.json("import", "initiatives", rows, "--as", "office")
    equal((again["created"], again["unchanged"]), (0, 10), "the same workbook twice")
    after = site.summary("thu", PERIOD)
    equal([value_of(after, "initiatives.registered", {"sector": s}) for s in SECTORS], [2, 3, 3, 2], "by sector")


def check_finds_nothing(site: Site) -> None:
    equal(site.json("check")["faults"], [], "faults")


def backup_brings_all_of_it_back(site: Site, other: Site) -> None:
    path = str(site.home.parent / "backup.zip")
    site.run("backup", path)
    other.run("restore", path, "--force")
    equal(other.json("check")["faults"], [], "faults of the copy")
    for unit, period in (("hb", HALF_2024), ("sl-bloc", PERIOD), ("thu", PERIOD)):
        equal(other.summary(unit, period), site.summary(unit, period), f"report of {unit}")


def main(words: list[str]) -> int:
    folder = Path(words[0])
    site = Site(folder / "home")
    copies = {"SQLite": Site(folder / "copy")} | ({"PostgreSQL": Site(folder / "pg", words[1])} if words[1:] else {})
    promises: list[tuple[str, Callable[[], None]]] = [
        ("demonstration data load, and only once", lambda: demo_loads_once(site)),
        ("the site runs, and everybody named there signs in", lambda: site_runs_for_everybody_named(site)),
        ("the figures are those of the articles", lambda: figures_are_those_of_the_articles(site)),
        ("each figure has exactly its records", lambda: records_stand_behind_the_figures(site)),
        ("tasks, copies, evidence and recognitions have their records", lambda: work_of_the_year_has_its_records(site)),
        ("the alerts of a day are raised once", lambda: watch_runs_once_a_day(site)),
        ("the first account is made from the command line", lambda: first_account_is_made(site)),
        ("Excel and Word hold the same numbers", lambda: files_hold_the_same_numbers(site)),
        ("a filled template changes the report by its rows", lambda: sheets_change_the_report_by_their_rows(site)),
        ("check finds nothing", lambda: check_finds_nothing(site)),
    ]
    for name, copy in copies.items():
        promises.append(
            (f"a backup restored into {name} is the same", lambda c=copy: backup_brings_all_of_it_back(site, c))
        )
    return 1 if [name for name, promise in promises if not _check_promise(name, promise)] else 0


def _check_promise(name: str, promise: Callable[[], None]) -> bool:
    begun = time.monotonic()
    try:
        promise()
    except AssertionError as fault:
        sys.stdout.write(f"BROKEN  {name}: {fault}\n")
        return False
    sys.stdout.write(f"ok {time.monotonic() - begun:5.1f} s  {name}\n")
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
