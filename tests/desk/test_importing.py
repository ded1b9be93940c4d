"""Imports at one stroke, as the command line does them: templates, round trips, bad files."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from lantoa.declarations.models import Declaration
from lantoa.desk.importing import import_kinds, run_import, write_kind_template
from lantoa.initiatives.enums import Kind, Subject, Tier
from lantoa.initiatives.models import Initiative
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.kit.sheets import SheetRefused
from lantoa.movement.services import add_sector
from lantoa.rulebook.models import Rule
from lantoa.units.models import Unit
from tests.workbooks import save_book, workbook

UNIT = {"code": "moi", "name": "Chi bộ mới", "kind": "Chi bộ cơ sở", "parent": "khoi", "valid_from": date(2021, 1, 1)}
INITIATIVE = {
    "unit": "db1",
    "name": "Vườn rau sạch",
    "kind": "Mô hình",
    "subject": "Tập thể",
    "sector": "Kinh tế",
    "tier": "Cơ sở",
    "registered_on": date(2023, 3, 15),
}
DECLARATION = {"unit": "db1", "as_of": date(2023, 6, 30), "count": 12}
SECTOR = {"code": "lua", "name": "Lúa", "national": "Kinh tế", "valid_from": date(2021, 1, 1), "unit": "lt"}
GOOD = {"units": UNIT, "initiatives": INITIATIVE, "declared": DECLARATION, "sectors": SECTOR}


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Unit, Initiative, Declaration, Event))


def on_disk(tmp_path, content: bytes):
    path = tmp_path / "nhap.xlsx"
    path.write_bytes(content)
    return path


def filled_template(tmp_path, kind: str, rows, by=None):
    """The template as a person fills it in: opened, rows typed below the header, saved."""
    path = tmp_path / f"{kind}.xlsx"
    write_kind_template(kind, path, by=by)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    of = {column.header: column.key for column in import_kinds()[kind].columns}
    for place, row in enumerate(rows, 2):
        for column, header in enumerate(headers, 1):
            if row.get(of[header]) is not None:
                sheet.cell(place, column, row[of[header]])
    book.save(path)
    return path


# --- templates ---


@pytest.mark.parametrize("kind", import_kinds())
def test_the_template_has_the_headers_in_order(cast, kind, tmp_path):
    write_kind_template(kind, tmp_path / "mau.xlsx")

    sheet = load_workbook(tmp_path / "mau.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.header for column in import_kinds()[kind].columns]
    assert sheet.max_row == 1


@pytest.mark.parametrize("kind", import_kinds())
def test_a_filled_template_comes_in(cast, kind, tmp_path):
    path = filled_template(tmp_path, kind, [GOOD[kind]], by=cast.office)

    first = run_import(kind, path, by=cast.office)
    second = run_import(kind, path, by=cast.office)

    assert (first.kind, first.created, first.unchanged, first.errors) == (kind, 1, 0, [])
    assert (second.created, second.unchanged, second.errors) == (0, 1, [])


@pytest.mark.parametrize("kind", import_kinds())
def test_the_example_of_the_guide_is_a_valid_row(cast, kind):
    of = import_kinds()[kind]
    given = {key: value for key, value in of.example.items() if key not in ("unit", "parent", "code")}

    assert run_rows(cast, kind, [GOOD[kind] | given]).errors == []


def run_rows(cast, kind, rows):
    return run_import(kind, io.BytesIO(workbook(import_kinds()[kind], rows)), by=cast.office)


def test_the_template_offers_the_persons_units_and_sectors(cast, tmp_path):
    add_sector(
        unit=cast.unit("khoi"), code="a", name="Cải cách", national="economy", valid_from=date(2020, 1, 1), by=None
    )
    write_kind_template("initiatives", tmp_path / "mau.xlsx", by=cast.officer)

    lists = load_workbook(tmp_path / "mau.xlsx")["Danh mục"]
    columns = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in lists.iter_cols()}
    assert columns["Mã đơn vị"] == ["cb11", "db1"]
    assert columns["Lĩnh vực"][-1] == "Cải cách"
    assert columns["Cấp đăng ký"] == Tier.labels


CELLS = st.text(st.characters(codec="utf-8", categories=["L"]), min_size=2, max_size=20)
ROWS = st.fixed_dictionaries(
    {
        "name": CELLS,
        "kind": st.sampled_from([*Kind.labels, "mo hinh", "ĐIỂN HÌNH"]),
        "subject": st.sampled_from(Subject.labels),
        "sector": st.sampled_from(["Kinh tế", "van hoa xa hoi", "Quốc phòng – An ninh", "political_system"]),
        "tier": st.sampled_from(Tier.labels),
        "registered_on": st.dates(date(2021, 1, 1), date(2025, 12, 31)).flatmap(
            lambda day: st.sampled_from([day, f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}"])
        ),
        "content": st.none() | CELLS,
    }
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, min_size=1, max_size=6), sizes=st.lists(st.integers(0, 4), min_size=1, max_size=4))
def test_any_valid_rows_of_a_new_tree_come_in(cast, tmp_path_factory, rows, sizes):
    folder, mark = tmp_path_factory.mktemp("mau"), Unit.objects.count()
    units = [UNIT | {"code": f"t{mark}", "parent": "khoi"}]
    units += [UNIT | {"code": f"t{mark}-{n}", "parent": f"t{mark}"} for n in range(len(sizes))]
    rows = [
        row | {"code": f"{mark}-{n}", "unit": units[sizes[n % len(sizes)] % len(units)]["code"]}
        for n, row in enumerate(rows)
    ]
    before = Initiative.objects.count()

    assert run_import("units", filled_template(folder, "units", units[::-1]), by=cast.office).created == len(units)
    assert run_import("initiatives", filled_template(folder, "initiatives", rows), by=cast.office).created == len(rows)
    assert Initiative.objects.count() == before + len(rows)


# --- all or nothing ---


def test_one_faulty_row_stops_all(cast, tmp_path):
    before = counts()
    content = workbook(
        import_kinds()["initiatives"], [INITIATIVE, INITIATIVE | {"name": "B", "registered_on": "31/02/2023"}]
    )

    result = run_import("initiatives", on_disk(tmp_path, content), by=cast.office)

    assert result.errors[0].as_text() == (
        'Trang "Dữ liệu", dòng 3, cột K (Ngày đăng ký): «31/02/2023» không có trong lịch; '
        "hãy ghi ngày/tháng/năm, ví dụ 31/12/2023."
    )
    assert (result.created, counts()) == (0, before)


def test_a_dry_run_says_what_would_be_and_writes_nothing(cast, tmp_path):
    before = counts()
    content = workbook(import_kinds()["initiatives"], [INITIATIVE, INITIATIVE | {"name": "B"}])

    result = run_import("initiatives", on_disk(tmp_path, content), by=cast.officer, dry_run=True)

    assert (result.created, result.waiting, result.errors) == (2, 2, [])
    assert counts() == before


@pytest.mark.parametrize(("kind", "part"), [("units", "officer"), ("initiatives", "auditor"), ("declared", "nobody")])
def test_who_may_not_import_is_told_why(cast, kind, part, tmp_path):
    with pytest.raises(Refused, match="Chỉ"):
        run_import(kind, on_disk(tmp_path, workbook(import_kinds()[kind], [GOOD[kind]])), by=cast.people[part])


def zip_parts(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A good workbook with one part more."""
    stream = io.BytesIO(workbook(import_kinds()["declared"], [DECLARATION]))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"day khong phai bang tinh", "không phải"),
        (b"ma,so\n1,2\n", ".csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, ".xls"),
        (zip_parts(a=b"1"), "không phải bảng tính"),
        (workbook(import_kinds()["declared"], [DECLARATION])[:900], "hỏng"),
    ],
)
def test_what_is_no_workbook_is_refused(cast, content, words, tmp_path):
    before = counts()
    with pytest.raises(SheetRefused, match=words):
        run_import("declared", on_disk(tmp_path, content), by=cast.office)
    assert counts() == before


def test_macros_are_refused(cast, tmp_path):
    with pytest.raises(SheetRefused, match="macro"):
        run_import("declared", on_disk(tmp_path, with_part("xl/vbaProject.bin", b"x")), by=cast.office)


def test_a_zip_bomb_is_refused(cast, tmp_path):
    with pytest.raises(SheetRefused, match="quá lớn"):
        run_import("declared", on_disk(tmp_path, with_part("xl/media/a.bin", b"\0" * 60_000_000)), by=cast.office)


def test_a_file_beyond_the_rulebooks_size_is_refused(cast, tmp_path):
    Rule.objects.filter(key="import.max_file_mb").update(value=0.001)

    with pytest.raises(SheetRefused, match="nặng quá"):
        run_import("declared", on_disk(tmp_path, workbook(import_kinds()["declared"], [DECLARATION])), by=cast.office)


def test_more_rows_than_the_rulebook_allows_are_refused(cast, tmp_path):
    Rule.objects.filter(key="import.max_rows").update(value=2)
    rows = [DECLARATION | {"as_of": date(2023, 6, day)} for day in (1, 2, 3)]

    with pytest.raises(SheetRefused, match="chia thành nhiều tệp"):
        run_import("declared", on_disk(tmp_path, workbook(import_kinds()["declared"], rows)), by=cast.office)


def spoilt(spoil) -> bytes:
    """A good workbook of declarations after `spoil(sheet)`."""
    book = load_workbook(
        io.BytesIO(workbook(import_kinds()["declared"], [DECLARATION, DECLARATION | {"sector": "Kinh tế"}]))
    )
    spoil(book.active)
    return save_book(book)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda sheet: sheet.merge_cells("A1:B1"), "đang gộp"),
        (lambda sheet: sheet.delete_rows(2, 2), "chưa có dòng dữ liệu nào"),
        (lambda sheet: sheet.delete_cols(4), "thiếu cột bắt buộc"),
        (lambda sheet: sheet.cell(1, 6, "Ghi chú"), "không có trong mẫu"),
        (lambda sheet: sheet.delete_cols(2), "thiếu cột bắt buộc"),
        (lambda sheet: sheet.cell(2, 4, "#REF!"), "công thức báo lỗi"),
        (lambda sheet: sheet.cell(2, 4, "=1/0"), "công thức chưa có kết quả"),
    ],
)
def test_a_spoilt_sheet_is_named_and_nothing_written(cast, spoil, words, tmp_path):
    before = counts()
    result = run_import("declared", on_disk(tmp_path, spoilt(spoil)), by=cast.office)

    assert words in " ".join(error.reason.casefold() for error in result.errors)
    assert (result.created, counts()) == (0, before)


def test_an_empty_workbook_is_named(cast, tmp_path):
    result = run_import("declared", on_disk(tmp_path, save_book(Workbook())), by=cast.office)

    assert "không có dữ liệu" in result.errors[0].reason


def test_headers_may_differ_in_order_case_and_accents(cast, tmp_path):
    book = Workbook()
    book.active.append(["SO LUONG", "ngay chot", "MÃ  ĐƠN VỊ*", "loại số"])
    book.active.append(["1.061", "30/06/2023", "db1", "tren"])

    result = run_import("declared", on_disk(tmp_path, save_book(book)), by=cast.office)

    assert result.errors == []
    assert Declaration.objects.values_list("count", "quality").get() == (1061, "at_least")
