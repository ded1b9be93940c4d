"""An installation of an earlier commit moves by its backup: converted into today's schema, with the same figures, or refused."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session

from lantoa.config import upgrading
from lantoa.config.backup import MANIFEST
from lantoa.config.restoring import restore
from lantoa.config.tables import all_tables, applied_migrations, columns, last_numbers
from lantoa.config.upgrading import BEFORE_THE_SPLIT, STEPS, Step, Table, convert, find_steps
from lantoa.initiatives.models import Initiative
from lantoa.kit.audit import verify
from lantoa.kit.command_line import BadInput
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from tests.config.test_backup import files, read_everything

DATA = Path(__file__).parent / "data"
OLD = DATA / "backup-69f0fe2.zip"
FIGURES = DATA / "figures-69f0fe2.json"
PERIOD = ("--unit", "sl-bloc", "--from", "2021-01-01", "--to", "2023-12-31")


def manifest_of(path: Path) -> dict:
    with zipfile.ZipFile(path) as box:
        return json.loads(box.read(MANIFEST))


def repack(home: Path, changed: dict[str, Callable[[bytes], bytes]]) -> Path:
    """The old backup with some parts changed or added, and a manifest that agrees with it."""
    path, manifest = home / "sua.zip", manifest_of(OLD)
    with zipfile.ZipFile(OLD) as good, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for name in (set(good.namelist()) | set(changed)) - {MANIFEST}:
            content = good.read(name) if name in good.namelist() else b""
            content = changed.get(name, bytes)(content)
            manifest["parts"][name] = hashlib.sha256(content).hexdigest()
            for table in manifest["tables"]:
                if name == f"tables/{table['name']}.jsonl":
                    table["rows"] = content.count(b"\n")
            box.writestr(name, content)
        box.writestr(MANIFEST, json.dumps(manifest))
    return path


def values_by_figure(report: str) -> dict[tuple[str, str], tuple]:
    """(key, dimensions) → value and quality of each figure of a report's JSON."""
    figures = json.loads(report)["figures"]
    return {(row["key"], json.dumps(row["dims"])): (row["value"], row["quality"]) for row in figures}


def table(name: str = "plans", names=("id", "name"), rows=((1, "a"), (2, "b"))) -> Table:
    return Table(name, list(names), [list(row) for row in rows], len(rows), 7)


def read(converted: Table) -> tuple:
    return (converted.name, list(converted.columns), [list(row) for row in converted.rows])


# --- the whole way ---


@pytest.mark.django_db(transaction=True)
def test_backup_of_before_the_split_restores_with_the_same_figures(lantoa, home):
    answer = lantoa("restore", OLD)
    assert (answer.code, answer.out.splitlines()[0]) == (
        0,
        "Bản sao lưu của phiên bản 69f0fe2 đã được chuyển sang lược đồ hiện nay.",
    )
    checked = lantoa("check")
    assert (checked.code, checked.err) == (0, "")
    told = lantoa("report", "summary", *PERIOD, "--json")
    before, now = values_by_figure(FIGURES.read_text()), values_by_figure(told.out)
    # What nobody declared had the number of the identified ones then; now it has none.
    assert {place: now[place] for place in before} == before | {
        place: (None, "not_stated") for place in before if place[0] == "initiatives.declared"
    }

    assert verify() == []
    rows = {entry["name"]: entry["rows"] for entry in manifest_of(OLD)["tables"]}
    assert (Event.objects.filter(format=1).count(), Initiative.objects.count()) == (
        rows["kit_event"],
        rows["initiatives_initiative"],
    )
    last = {entry["name"]: entry["last"] for entry in manifest_of(OLD)["tables"]}
    assert last_numbers()["plans_plan"] == last["initiatives_plan"]
    assert (home / "keys" / "secret_key").read_text().startswith("KHONG-PHAI-KHOA-THAT")
    assert lantoa("backup", home / "moi.zip").code == 0
    assert manifest_of(home / "moi.zip")["migrations"] == applied_migrations()


@pytest.mark.django_db(transaction=True)
def test_restore_that_fails_half_way_puts_everything_back(home, a_place):
    twice = repack(home, {"tables/initiatives_initiative.jsonl": lambda rows: rows + rows.splitlines(True)[-1]})
    before, kept = read_everything(), files(home)
    with pytest.raises(BadInput, match="Không ghi được số liệu của bản sao lưu"):
        restore(twice)
    assert (read_everything(), files(home)) == (before, kept)


@pytest.mark.django_db(transaction=True)
def test_failed_restore_leaves_no_folder_that_was_not_there(home, a_place):
    (home / "uploads" / "2023" / "a.txt").unlink()
    (home / "uploads" / "2023").rmdir()
    (home / "uploads").rmdir()
    with pytest.raises(BadInput):
        restore(repack(home, {"tables/units_unit.jsonl": lambda rows: rows + rows.splitlines(True)[0]}))
    assert not (home / "uploads").exists()
    assert files(home) == {"keys/secret_key": ("khóa của bài thử", 0o644)}


@pytest.mark.parametrize("name", ["uploads/../../la.txt", "keys/../la.txt", "/la.txt", "khac/la.txt", "uploads"])
def test_part_outside_the_known_folders_is_refused(home, a_place, name):
    strange = repack(home, {name: lambda _: b"x"})
    with pytest.raises(BadInput, match="phần lạ"):
        restore(strange)
    assert not (home.parent / "la.txt").exists()


# --- which schemas are known ---


def test_backup_of_today_needs_no_step(db):
    assert find_steps(applied_migrations(), applied_migrations()) == ()


def test_backup_of_before_the_split_is_known(db):
    assert find_steps(manifest_of(OLD)["migrations"], applied_migrations()) == STEPS


@pytest.mark.parametrize(
    "change",
    [
        lambda made: [*made, ["plans", "0001_plans_and_progress"]],
        lambda made: [pair for pair in made if pair != ["initiatives", "0015_notices_of_directive_tasks"]],
        lambda made: [*made, ["axes", "0099_later"]],
        lambda made: [],
    ],
)
def test_unknown_schema_has_no_steps(db, change):
    assert find_steps(change(manifest_of(OLD)["migrations"]), applied_migrations()) is None


def test_step_in_the_middle_passes_all_later_ones(db, monkeypatch):
    earlier = Step(since="xưa", migrations={"kit": ("0001_audit_chain",)})
    monkeypatch.setattr(upgrading, "STEPS", (earlier, *STEPS))
    libraries = [pair for pair in applied_migrations() if pair[0] in upgrading.LIBRARIES]
    assert find_steps([*libraries, ["kit", "0001_audit_chain"]], applied_migrations()) == (earlier, *STEPS)
    assert find_steps(manifest_of(OLD)["migrations"], applied_migrations()) == STEPS


def test_backup_of_an_unknown_schema_is_refused(home, a_place, monkeypatch):
    monkeypatch.setattr(upgrading, "STEPS", ())
    with pytest.raises(Refused, match="lược đồ khác"):
        restore(OLD)


# --- what becomes of the tables ---


def test_every_old_table_becomes_one_of_today_with_all_its_columns():
    """Who adds a column or a table says in `upgrading.STEPS` what an earlier backup has there."""
    today = {model._meta.db_table: {column.column for column in columns(model)} for model in all_tables()}
    told = [Table(entry["name"], entry["columns"], [], 0, 0) for entry in manifest_of(OLD)["tables"]]
    found = [found for found in (convert(entry, STEPS) for entry in told) if found is not None]
    assert {entry.name: set(entry.columns) for entry in found if set(entry.columns) != today.get(entry.name)} == {}
    begun = {name for step in STEPS for name in step.made}
    assert today.keys() - {entry.name for entry in found} == begun | {Session._meta.db_table}


def test_table_is_renamed_and_keeps_its_rows_and_last_number():
    step = Step("x", {}, renamed={"plans": "plans_plan"})
    converted = step.convert(table())
    assert read(converted) == ("plans_plan", ["id", "name"], [[1, "a"], [2, "b"]])
    assert (converted.row_count, converted.last) == (2, 7)


def test_new_column_has_its_value_in_every_row():
    step = Step("x", {}, renamed={"plans": "plans_plan"}, added={"plans_plan": {"format": 1}})
    assert read(step.convert(table())) == ("plans_plan", ["id", "name", "format"], [[1, "a", 1], [2, "b", 1]])


def test_dropped_column_goes_with_its_values():
    step = Step("x", {}, dropped={"plans": frozenset({"id"})})
    assert read(step.convert(table())) == ("plans", ["name"], [["a"], ["b"]])


def test_dropped_table_is_none_and_later_steps_are_not_asked():
    assert convert(table(), (Step("x", {}, dropped_tables=frozenset({"plans"})), BEFORE_THE_SPLIT)) is None


def test_steps_follow_each_other():
    steps = (Step("x", {}, renamed={"plans": "middle"}), Step("y", {}, renamed={"middle": "last"}))
    assert convert(table(), steps).name == "last"


def test_content_type_of_a_moved_model_moves():
    rows = [[1, "initiatives", "plan"], [2, "initiatives", "initiative"], [3, "units", "unit"]]
    types = table("django_content_type", ("id", "app_label", "model"), rows)
    converted = convert(types, STEPS)
    assert list(converted.rows) == [[1, "plans", "plan"], [2, "initiatives", "initiative"], [3, "units", "unit"]]
