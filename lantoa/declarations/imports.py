"""The sheet of declared numbers: its columns, and what a filled one would do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from lantoa.declarations.doubts import doubts_of
from lantoa.declarations.models import Declaration, Measure
from lantoa.declarations.services import NewDeclaration, load_declarations
from lantoa.initiatives.imports.common import may_import, offered_lists
from lantoa.initiatives.imports.sectors import SectorsByName
from lantoa.initiatives.rules import may_declare
from lantoa.kit.importing import (
    PREVIEWED,
    CheckedSheet,
    Faults,
    ImportKind,
    OnProgress,
    ignore_progress,
    quality_choices,
    report_progress,
    stated_count,
)
from lantoa.kit.numbers import Quality, format_date, format_quantity
from lantoa.kit.ruling import Refused
from lantoa.kit.sheets import Column, Row, Table
from lantoa.movement.enums import THE_FOUR
from lantoa.movement.models import Sector
from lantoa.units.lookup import UnitsByCode, in_parts, rule_units
from lantoa.units.models import Person, Unit

COLUMNS = (
    Column("unit", "Mã đơn vị", required=True, max_length=40, help="Số của cả đơn vị, gồm các đơn vị bên dưới."),
    Column("as_of", "Ngày chốt", required=True, kind="date"),
    Column(
        "sector",
        "Lĩnh vực",
        max_length=160,
        help="Để trống là tổng số; ghi tên hoặc mã lĩnh vực là số của lĩnh vực đó.",
    ),
    Column("count", "Số lượng", required=True, kind="number"),
    Column(
        "quality",
        "Loại số (đúng, trên, dưới, khoảng)",
        kind="choice",
        choices=quality_choices(),
        aliases=("Loại số",),
        help="Để trống là số đúng.",
    ),
    Column(
        "measure",
        "Chỉ tiêu",
        kind="choice",
        choices={measure.label: measure.value for measure in Measure},
        help="Để trống là mô hình đang có.",
    ),
)
PREVIEW = ("Trong tệp", "Đơn vị", "Ngày chốt", "Chỉ tiêu", "Lĩnh vực", "Số lượng")
Key = tuple[int, date, int | None, str]


def check(table: Table, by: Person | None, on_progress: OnProgress = ignore_progress) -> CheckedSheet:
    """What the sheet would do; changes nothing. `by` None is the installation itself."""
    return _Check(table, by).run(on_progress)


def write(checked: CheckedSheet, by: Person | None) -> int:
    """Declare the numbers that were found new. Returns how many."""
    return len(load_declarations(checked.news, by=by))


class _Check:
    def __init__(self, table: Table, by: Person | None) -> None:
        self._rows, self._by, self._today = table.rows, by, timezone.localdate()
        self._faults = Faults(table, COLUMNS)
        self._units = UnitsByCode((row.values["unit"] for row in table.rows if row.values["unit"]), by)
        found = {row.number: self._unit(row) for row in table.rows}
        self._unit_of = {number: unit for number, unit in found.items() if unit is not None}
        self._rulings = rule_units(may_declare, by, self._unit_of.values(), names_unit=True)
        self._sectors = SectorsByName(self._unit_of.values(), by)

    def run(self, on_progress: OnProgress) -> CheckedSheet:
        stated = [(row, new) for row in report_progress(self._rows, on_progress) if (new := self._declaration(row))]
        self._refuse_repeated(stated)
        held = _find_declared([new for _, new in stated])
        news = [(row, new) for row, new in stated if _key(new) not in held]
        unchanged = sum(self._agrees(row, new, held[_key(new)]) for row, new in stated if _key(new) in held)
        return CheckedSheet(
            news=[new for _, new in news],
            unchanged=unchanged,
            errors=self._faults.in_order(),
            notices=doubts_of(news, held.values()),
            preview=[_describe_row(row, new) for row, new in news[:PREVIEWED]],
        )

    def _unit(self, row: Row) -> Unit | None:
        if not row.values["unit"]:
            return None
        try:
            return self._units.find(row.values["unit"], row.values["as_of"] or self._today)
        except Refused as refused:
            self._faults.add(row, "unit", str(refused))
            return None

    def _declaration(self, row: Row) -> NewDeclaration | None:
        """The row as a declaration, or None with its faults noted."""
        unit, day = self._unit_of.get(row.number), row.values["as_of"]
        stated = stated_count(self._faults, row, "count", "quality")
        if day is not None and day > self._today:
            self._faults.add(row, "as_of", f"ngày {format_date(day)} chưa đến; hãy ghi ngày đã chốt số.")
        elif day is not None and unit and not unit.stands_on(day):
            self._faults.add(
                row, "as_of", f"“{unit.name}” không hoạt động vào ngày {format_date(day)}; hãy xem lại ngày."
            )
        if unit and not self._rulings[unit.pk]:
            self._faults.add(row, "unit", self._rulings[unit.pk].reason)
        sector = self._sector(row, unit, day or self._today)
        if self._faults.of(row) or unit is None or stated is None:
            return None
        measure = row.values["measure"] or Measure.STANDING.value
        return NewDeclaration(unit, day, stated[0], sector=sector, quality=stated[1], measure=measure)

    def _sector(self, row: Row, unit: Unit | None, on: date) -> Sector | None:
        if not row.values["sector"]:
            return None
        try:
            return self._sectors.find(row.written["sector"], unit=unit, on=on)
        except Refused as refused:
            self._faults.add(row, "sector", str(refused))
            return None

    def _refuse_repeated(self, stated: Iterable[tuple[Row, NewDeclaration]]) -> None:
        first: dict[Key, Row] = {}
        for row, new in stated:
            earlier = first.setdefault(_key(new), row)
            if earlier is not row:
                what = f"lĩnh vực “{new.sector}”" if new.sector else "tổng số"
                reason = (
                    f"{what} của đơn vị này tại ngày {format_date(new.as_of)} đã có ở dòng {earlier.number}; "
                    f"hãy giữ một trong hai dòng {earlier.number} và {row.number}."
                )
                self._faults.add(row, "sector" if new.sector else "unit", reason)

    def _agrees(self, row: Row, new: NewDeclaration, held: Declaration) -> bool:
        if (new.count, new.quality) == (held.count, held.quality):
            return True
        reason = (
            f"đơn vị đã kê khai {format_quantity(held.count, Quality(held.quality))} cho ngày {format_date(new.as_of)}; "
            "nếu cần sửa số, hãy sửa ở trang Kê khai, rồi xóa dòng này khỏi tệp."
        )
        self._faults.add(row, "count", reason)
        return False


def _key(new: NewDeclaration | Declaration) -> Key:
    return new.unit.pk, new.as_of, new.sector.pk if new.sector else None, new.measure


def _find_declared(news: Iterable[NewDeclaration]) -> dict[Key, Declaration]:
    """What those units declared on those days, in any sector."""
    days: dict[int, set[date]] = {}
    for new in news:
        days.setdefault(new.unit.pk, set()).add(new.as_of)
    held: dict[Key, Declaration] = {}
    for part in in_parts(days):
        for row in Declaration.objects.filter(unit_id__in=part).select_related("sector", "unit"):
            if row.as_of in days[row.unit_id]:
                held[_key(row)] = row
    return held


def _describe_row(row: Row, new: NewDeclaration) -> tuple[str, ...]:
    sector = new.sector.name if new.sector else "Tổng số"
    count = format_quantity(new.count, Quality(new.quality))
    return f"Dòng {row.number}", new.unit.name, format_date(new.as_of), Measure(new.measure).label, sector, count


DECLARED = ImportKind(
    key="declared",
    order=30,
    common_lists={"sector": [sector.label for sector in THE_FOUR]},
    title="Số kê khai",
    purpose="Nhập số mô hình mà từng đơn vị kê khai tại một ngày, cả tổng số và theo lĩnh vực.",
    noun="số kê khai",
    guide=(
        "Mỗi dòng là một con số của một đơn vị tại một ngày: tổng số (để trống lĩnh vực) hoặc số của một lĩnh vực.",
        "Số của đơn vị gồm cả các đơn vị bên dưới; không ghi là không nêu, ghi 0 nếu không có mô hình nào.",
        "Chỉ tiêu để trống là mô hình đang có; có thể ghi: đăng ký, hiệu quả, được công nhận, được nhân rộng.",
        "Số có thể ghi như 1.061, hoặc gần 300; nhập lại cùng một tệp không làm tăng số liệu.",
    ),
    columns=COLUMNS,
    example={"unit": "db-01", "as_of": date(2024, 6, 30), "sector": "Kinh tế", "count": 27, "quality": "đúng"},
    preview=PREVIEW,
    list_url_name="declarations",
    may=may_import,
    lists=offered_lists,
    check=check,
    write=write,
)
