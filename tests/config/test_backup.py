"""Backup and restore: row for row, file for file, or nothing."""

import stat
import zipfile
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.db.models import JSONField, Value

from lantoa.config.backup import back_up
from lantoa.config.restoring import restore
from lantoa.config.tables import all_tables, last_numbers, read_rows
from lantoa.declarations.services import declare
from lantoa.initiatives.models import Initiative
from lantoa.kit.command_line import BadInput
from lantoa.kit.ruling import Refused
from lantoa.recognition.services.facts import record_recognition
from lantoa.rulebook.models import Rule
from lantoa.units.models import Role
from lantoa.units.services import end_role
from tests.cast import accept_initiative, draft


def read_everything() -> dict:
    rows = {model._meta.db_table: list(read_rows(model)) for model in all_tables()}
    return {"rows": rows, "last": last_numbers()}


def files(home) -> dict:
    return {
        str(path.relative_to(home)): (path.read_text(), stat.S_IMODE(path.stat().st_mode))
        for folder in ("uploads", "keys")
        for path in sorted((home / folder).rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def full(home, cast):
    """A database with something in most tables: records, history, a deleted row, odd values."""
    initiative = accept_initiative(cast)
    record_recognition(initiative, tier="bloc", recognised_on=date(2023, 6, 1), by=cast.approver)
    declare(cast.unit("db1"), as_of=date(2023, 12, 31), counts=[(None, 7, "about")], by=cast.officer)
    end_role(Role.objects.get(person=cast.outsider), by=cast.office, on=date(2019, 1, 1))
    Rule.objects.create(
        key="null", label="Rỗng", value=Value(None, JSONField()), source="x", valid_from=date(2020, 1, 1)
    )
    Rule.objects.create(key="odd", label="Lạ", value={"b": [1.5, "đ\n\u2028"]}, source="x", valid_from=date(2020, 1, 1))
    return cast


@pytest.mark.django_db(transaction=True)
def test_sessions_are_neither_kept_nor_left_standing(full, home, client):
    path = home / "sao-luu.zip"
    client.force_login(full.officer, backend="django.contrib.auth.backends.ModelBackend")
    assert "django_session" not in {table["name"] for table in back_up(path).tables}

    restore(path, force=True)

    assert Session.objects.count() == 0


@pytest.fixture
def emptied(full, home):
    """A backup of `full`, what it must bring back, and a database changed since."""
    path, before = home / "sao-luu.zip", read_everything()
    back_up(path)
    draft(full, name="Ghi sau khi sao lưu")
    Initiative.objects.order_by("pk")[:1].get().recognitions.all().delete()
    (home / "keys" / "secret_key").write_text("khóa khác")
    (home / "uploads" / "b.txt").write_text("tệp thêm sau")
    return path, before


@pytest.mark.django_db(transaction=True)
def test_restored_copy_equals_the_original(emptied, home):
    path, before = emptied
    restore(path, force=True)
    assert read_everything() == before
    assert files(home) == {"uploads/2023/a.txt": ("minh chứng", 0o600), "keys/secret_key": ("khóa của bài thử", 0o600)}


@pytest.mark.django_db(transaction=True)
def test_key_of_a_deleted_row_is_not_given_again(full, home):
    newest = Role.objects.create(person=full.nobody, unit=full.unit("db1"), kind="officer", valid_from=date(2020, 1, 1))
    given = newest.pk
    newest.delete()
    back_up(home / "b.zip")
    restore(home / "b.zip", force=True)
    role = Role.objects.create(person=full.nobody, unit=full.unit("db1"), kind="officer", valid_from=date(2020, 1, 1))
    assert role.pk == given + 1


@pytest.mark.django_db(transaction=True)
def test_restore_passes_check(emptied, lantoa):
    assert lantoa("restore", emptied[0], "--force").code == 0
    assert lantoa("check").out.startswith("Đã kiểm tra")


def test_backup_is_readable_by_its_owner_only(full, home):
    back_up(home / "b.zip")
    assert stat.S_IMODE((home / "b.zip").stat().st_mode) == 0o600
    assert sorted(path.name for path in home.iterdir() if "b.zip" in path.name) == ["b.zip"]


def test_restore_into_a_database_in_use_is_refused(emptied, home):
    after, kept = read_everything(), files(home)
    with pytest.raises(Refused, match="thêm --force"):
        restore(emptied[0])
    assert (read_everything(), files(home)) == (after, kept)


def damage_backup(path, how: str):
    """A copy of the backup with one kind of damage."""
    bad = path.with_name("hong.zip")
    if how == "cut":
        bad.write_bytes(path.read_bytes()[:-200])
    elif how == "flipped":
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        bad.write_bytes(content)
    elif how == "foreign":
        bad.write_text("không phải tệp nén")
    else:
        with zipfile.ZipFile(path) as good, zipfile.ZipFile(bad, "w") as box:
            for name in good.namelist():
                if how != "part missing" or name != "tables/units_unit.jsonl":
                    box.writestr(name, good.read(name) + (b"[]\n" if how == "row added" and "unit." in name else b""))
            if how == "part added":
                box.writestr("uploads/../../la.txt", "ở ngoài")
    return bad


@pytest.mark.parametrize("how", ["cut", "flipped", "foreign", "part missing", "part added", "row added"])
def test_damaged_file_is_refused_and_nothing_changes(emptied, home, how):
    after, kept = read_everything(), files(home)
    with pytest.raises(BadInput):
        restore(damage_backup(emptied[0], how), force=True)
    assert (read_everything(), files(home)) == (after, kept)


def test_backup_of_another_schema_is_refused(emptied, monkeypatch):
    monkeypatch.setattr("lantoa.config.restoring.applied_migrations", lambda: [["units", "0001_other"]])
    with pytest.raises(Refused, match="lược đồ khác"):
        restore(emptied[0], force=True)


def test_backup_into_a_missing_folder(lantoa, home):
    answer = lantoa("backup", home / "khong-co" / "b.zip")
    assert (answer.code, answer.err) == (2, f"Không có thư mục “{home}/khong-co”.\n")


def test_restore_of_a_missing_file(lantoa, home):
    assert lantoa("restore", home / "khong-co.zip").code == 2


def test_file_that_is_no_backup_is_named_so(lantoa, home):
    (home / "a.zip").write_text("không phải tệp nén")
    with zipfile.ZipFile(home / "b.zip", "w") as box:
        box.writestr("a.txt", "của người khác")
    for name, more in (("a.zip", ", hoặc đã bị cắt cụt"), ("b.zip", "")):
        answer = lantoa("restore", home / name)
        assert (answer.code, answer.err) == (2, f"“{home / name}” không phải bản sao lưu của Lan Tỏa{more}.\n")


def test_damaged_part_is_named(emptied, lantoa):
    bad = damage_backup(emptied[0], "flipped")
    answer = lantoa("restore", bad, "--force")
    assert answer.code == 2
    assert answer.err.startswith("Tệp sao lưu bị hỏng: không đọc được phần “")


def test_folder_in_place_of_a_backup(lantoa, home):
    answer = lantoa("restore", home / "uploads")
    assert (answer.code, len(answer.err.splitlines())) == (2, 1)
