"""Workbooks for the tests of sheets: columns, a good row, and makers of good and bad packages."""

import io
import zipfile

import openpyxl

from lantoa.kit.sheets import Column

FIELDS = {"Kinh tế": "economy", "kinh te": "economy", "Quốc phòng - an ninh": "defence"}
COLUMNS = [
    Column("name", "Tên", required=True, max_length=60),
    Column("field", "Lĩnh vực", kind="choice", choices=FIELDS, help="Chọn theo danh mục."),
    Column("count", "Số lượng", kind="whole", aliases=("Số",)),
    Column("amount", "Kinh phí", kind="number"),
    Column("on", "Ngày", required=True, kind="date"),
    Column("notes", "Ghi chú", multiline=True),
]
HEADER = [column.header for column in COLUMNS]
GOOD = ["Nước sạch", "Kinh tế", 5, "gần 3 tỷ đồng", "05/03/2023", None]


def book(*rows, sheet="Dữ liệu", edit=None) -> bytes:
    """A workbook of one sheet made by openpyxl; `edit` may change the sheet before it is saved."""
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    if edit:
        edit(made.active)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def repack_workbook(data: bytes, **changed: bytes | None) -> bytes:
    """The same package with parts added, replaced, or (None) left out; "__" in a name stands for "/"."""
    names = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): part for name, part in changed.items()
    }
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
        for name, part in names.items():
            if part is not None:
                new.writestr(name, part)
    return target.getvalue()


def texts(table) -> list[str]:
    return [error.as_text() for error in table.errors]
