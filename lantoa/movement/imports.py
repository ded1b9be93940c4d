"""The sheet of a province's own sectors: its columns, and what a filled one would do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.kit.importing import (
    PREVIEWED,
    CheckedSheet,
    Faults,
    ImportKind,
    OnProgress,
    find_repeated,
    ignore_progress,
    report_progress,
)
from lantoa.kit.numbers import format_date
from lantoa.kit.ruling import YES, Refused, Ruling, no
from lantoa.kit.sheets import Column, Row, Table
from lantoa.movement.enums import PEER, THE_FOUR, NationalSector
from lantoa.movement.models import Sector
from lantoa.movement.queries import issuing_units
from lantoa.movement.services import NewSector, add_sector
from lantoa.units.lookup import UnitsByCode, rule_units
from lantoa.units.models import Person, Unit
from lantoa.units.rules import may_change_tree

COLUMNS = (
    Column("code", "Mã", required=True, max_length=60, help="Chữ không dấu, số và gạch nối, ví dụ nong-thon-moi."),
    Column("name", "Tên", required=True, max_length=160),
    Column(
        "national",
        "Thuộc lĩnh vực quốc gia (trống: lĩnh vực riêng ngang hàng)",
        kind="choice",
        choices={sector.label: sector.value for sector in THE_FOUR},
        aliases=("Thuộc lĩnh vực quốc gia",),
        help="Để trống nếu lĩnh vực đứng ngang hàng với bốn lĩnh vực toàn quốc.",
    ),
    Column("valid_from", "Hiệu lực từ", required=True, kind="date"),
    Column("unit", "Mã đơn vị", required=True, max_length=40, help="Đơn vị ban hành, cho cả các đơn vị bên dưới."),
)
PREVIEW = ("Trong tệp", "Mã", "Tên", "Thuộc", "Hiệu lực từ", "Đơn vị")
CODE = re.compile(r"[A-Za-z0-9_-]+")
Key = tuple[int, str, date]


def may_import_sectors(person: Person) -> Ruling:
    """Offices: those that lay down sectors one by one."""
    if issuing_units(person).exists():
        return YES
    return no("Chỉ văn phòng của đơn vị được nhập lĩnh vực riêng.")


def offer_lists(person: Person) -> Mapping[str, Sequence[str]]:
    """Codes of the units in whose name the person may lay down sectors."""
    return {"unit": list(issuing_units(person).values_list("code", flat=True))}


def check(table: Table, by: Person | None, on_progress: OnProgress = ignore_progress) -> CheckedSheet:
    """What the sheet would do; changes nothing. `by` None is the installation itself."""
    faults = Faults(table, COLUMNS)
    units = UnitsByCode((row.values["unit"] for row in table.rows if row.values["unit"]), by)
    found = [(row, new) for row in report_progress(table.rows, on_progress) if (new := _read_row(row, units, faults))]
    rulings = rule_units(may_change_tree, by, {new.unit for _, new in found}, names_unit=True)
    for row, new in found:
        if not rulings[new.unit.pk]:
            faults.add(row, "unit", rulings[new.unit.pk].reason)
    keys = {row.number: _key(new) for row, new in found}
    for earlier, row in find_repeated([row for row, _ in found], lambda row: keys[row.number]):
        faults.add(row, "code", f"lĩnh vực này đã có ở dòng {earlier.number}; hãy giữ một trong hai dòng.")
    known = _find_known([new for _, new in found])
    news = [(row, new) for row, new in found if _key(new) not in known]
    unchanged = sum(_agrees(row, new, known[_key(new)], faults) for row, new in found if _key(new) in known)
    return CheckedSheet(
        news=[new for _, new in news],
        unchanged=unchanged,
        errors=faults.in_order(),
        preview=[_describe_row(row, new) for row, new in news[:PREVIEWED]],
    )


@transaction.atomic
def write(checked: CheckedSheet, by: Person | None) -> int:
    """Lay down the sectors that were found new. Returns how many."""
    for new in checked.news:
        add_sector(**new._asdict(), by=by)
    return len(checked.news)


def _read_row(row: Row, units: UnitsByCode, faults: Faults) -> NewSector | None:
    """The row as a sector, or None with its faults noted."""
    code, day = row.values["code"], row.values["valid_from"]
    if code and not CODE.fullmatch(code):
        faults.add(row, "code", f"mã “{code}” có dấu, khoảng trắng hoặc ký hiệu; hãy ghi như nong-thon-moi.")
    if code in NationalSector.values:
        faults.add(row, "code", f"mã “{code}” là mã của lĩnh vực toàn quốc; hãy chọn mã khác.")
    unit: Unit | None = None
    if row.values["unit"]:
        try:
            unit = units.find(row.values["unit"], day or timezone.localdate())
        except Refused as refused:
            faults.add(row, "unit", str(refused))
    if faults.of(row) or unit is None:
        return None
    national = row.values["national"] or NationalSector.OTHER.value
    return NewSector(unit, code, row.values["name"], national, day)


def _key(new: NewSector) -> Key:
    return new.unit.pk, new.code, new.valid_from


def _find_known(news: Sequence[NewSector]) -> dict[Key, Sector]:
    rows = Sector.objects.filter(unit__in={new.unit for new in news})
    return {(row.unit_id, row.code, row.valid_from): row for row in rows}


def _agrees(row: Row, new: NewSector, known: Sector, faults: Faults) -> bool:
    if (new.name, new.national) == (known.name, known.national):
        return True
    faults.add(
        row, "code", f"mã này đã là “{known.name}”, {known.place}; hãy dùng mã khác, hoặc xóa dòng này khỏi tệp."
    )
    return False


def _describe_row(row: Row, new: NewSector) -> tuple[str, ...]:
    place = PEER if new.national == NationalSector.OTHER else NationalSector(new.national).label
    return f"Dòng {row.number}", new.code, new.name, place, format_date(new.valid_from), new.unit.name


SECTORS = ImportKind(
    key="sectors",
    order=15,
    title="Lĩnh vực riêng",
    purpose="Nhập các lĩnh vực riêng của tỉnh: thuộc một lĩnh vực toàn quốc, hoặc ngang hàng.",
    noun="lĩnh vực",
    guide=(
        "Mỗi dòng là một lĩnh vực riêng của một đơn vị, dùng cho đơn vị đó và mọi đơn vị bên dưới.",
        "Để trống cột lĩnh vực quốc gia nếu lĩnh vực đứng ngang hàng với bốn lĩnh vực toàn quốc.",
        "Nhập lại cùng một tệp không thêm lĩnh vực nào.",
    ),
    columns=COLUMNS,
    example={
        "code": "nong-thon-moi",
        "name": "Xây dựng nông thôn mới",
        "national": "",
        "valid_from": date(2021, 1, 1),
        "unit": "tinh",
    },
    preview=PREVIEW,
    list_url_name="movement",
    may=may_import_sectors,
    lists=offer_lists,
    check=check,
    write=write,
)
