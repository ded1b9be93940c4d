"""A restore that fails half way leaves the installation as it was: rows, uploads and keys; and no part finds a way out."""

import hashlib
import json
import zipfile

import pytest

from lantoa.config.backup import MANIFEST, back_up
from lantoa.config.restoring import restore
from lantoa.initiatives.models import Initiative
from lantoa.kit.command_line import BadInput
from lantoa.kit.ruling import Refused
from tests.cast import accept_initiative
from tests.config.test_backup import files, read_everything

UNITS = "tables/units_unit.jsonl"


def rewrite_backup(path, parts: dict[str, bytes | None], **changed):
    """The backup with these parts in place of its own (None: without it) and a manifest that fits them."""
    bad = path.with_name("sua.zip")
    with zipfile.ZipFile(path) as good:
        held = {name: good.read(name) for name in good.namelist() if name != MANIFEST} | parts
        manifest = json.loads(good.read(MANIFEST)) | changed
    held = {name: content for name, content in held.items() if content is not None}
    manifest["parts"] = {name: hashlib.sha256(content).hexdigest() for name, content in held.items()}
    with zipfile.ZipFile(bad, "w") as box:
        for name, content in (held | {MANIFEST: json.dumps(manifest).encode()}).items():
            box.writestr(name, content)
    return bad


def changed_rows(path, change) -> bytes:
    with zipfile.ZipFile(path) as box:
        rows = [json.loads(line) for line in box.read(UNITS).splitlines()]
    return b"".join(json.dumps(row).encode() + b"\n" for row in change(rows))


def twice(rows):
    return [*rows, rows[0]]


@pytest.fixture
def kept(cast, home):
    """A backup, and an installation that has changed since."""
    accept_initiative(cast)
    path = home / "sao-luu.zip"
    back_up(path)
    Initiative.objects.update(holder="Đổi sau khi sao lưu")
    (home / "keys" / "secret_key").write_text("khóa mới")
    (home / "uploads" / "b.txt").write_text("tệp thêm sau")
    return path


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", [twice, lambda rows: rows[1:]], ids=["repeated", "missing"])
def test_rows_that_the_database_does_not_take_leave_all_as_it_was(kept, home, change):
    before, held = read_everything(), files(home)
    bad = rewrite_backup(kept, {UNITS: changed_rows(kept, change)})

    with pytest.raises(BadInput):
        restore(bad, force=True)

    assert (read_everything(), files(home)) == (before, held)
    assert not list(home.glob("restore-*"))


@pytest.mark.django_db(transaction=True)
def test_number_of_rows_must_be_that_of_the_manifest(kept, home):
    with zipfile.ZipFile(kept) as box:
        tables = json.loads(box.read(MANIFEST))["tables"]
    for table in tables:
        table["rows"] += table["name"] == "units_unit"

    with pytest.raises(BadInput, match="Bảng “units_unit” có 8 dòng, bản kê ghi 9"):
        restore(rewrite_backup(kept, {}, tables=tables), force=True)


@pytest.mark.parametrize(
    "name", ["uploads/../ngoai.txt", "uploads/../../ngoai.txt", "keys/a/../../../ngoai.txt", "khac/a.txt", "uploads"]
)
def test_part_that_leads_out_of_its_folder_is_refused(kept, home, name):
    before, held = read_everything(), files(home)

    with pytest.raises(BadInput, match="có phần lạ"):
        restore(rewrite_backup(kept, {name: b"ngo\xc3\xa0i"}), force=True)

    assert (read_everything(), files(home)) == (before, held)
    assert not (home / "ngoai.txt").exists()


def test_strange_format_is_named(kept):
    with pytest.raises(BadInput, match="định dạng lạ “lantoa-backup-9”"):
        restore(rewrite_backup(kept, {}, format="lantoa-backup-9"), force=True)


def test_other_schema_is_refused_even_by_force(kept):
    with pytest.raises(Refused, match="lược đồ khác"):
        restore(rewrite_backup(kept, {}, migrations=[["units", "0001"]]), force=True)


def test_failed_backup_leaves_no_draft(home, cast):
    (home / "uploads" / "thu-muc.zip").mkdir()

    with pytest.raises(OSError, match="thu-muc"):
        back_up(home / "uploads" / "thu-muc.zip")
    assert sorted(path.name for path in (home / "uploads").iterdir()) == ["2023", "thu-muc.zip"]


def test_links_are_not_followed_into_the_backup(home, cast):
    (home / "ngoai.txt").write_text("ở ngoài")
    (home / "uploads" / "link.txt").symlink_to(home / "ngoai.txt")

    assert "uploads/link.txt" not in back_up(home / "b.zip").parts
