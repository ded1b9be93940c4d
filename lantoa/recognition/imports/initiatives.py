"""The sheet of registered initiatives: its columns, and what a filled one would do."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from lantoa.initiatives.enums import Kind, Subject, Tier
from lantoa.initiatives.imports.common import may_import, offered_lists
from lantoa.initiatives.imports.sectors import SectorsByName
from lantoa.initiatives.models import BOXES, Initiative
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
from lantoa.kit.ruling import Refused
from lantoa.kit.sheets import Column, Row, Table
from lantoa.movement.enums import THE_FOUR
from lantoa.movement.models import Sector
from lantoa.recognition.imports.matching import Draft, sort_out
from lantoa.recognition.services.loading import LoadRights, load_initiatives, refusal_of_decision, rights_to_load
from lantoa.units.lookup import UnitsByCode
from lantoa.units.models import Person, Unit

TIERS = {tier.label: tier for tier in Tier}
COLUMNS = (
    Column("code", "Mã mô hình", max_length=60, help="Nếu đơn vị có mã riêng; mã không được trùng."),
    Column("unit", "Mã đơn vị", required=True, max_length=40, help="Mã đơn vị đăng ký, như ở trang Đơn vị."),
    Column("name", "Tên mô hình", required=True, max_length=300),
    Column(
        "kind",
        "Loại (mô hình, điển hình)",
        required=True,
        kind="choice",
        choices={kind.label: kind for kind in Kind},
        aliases=("Loại",),
        help="Mô hình là cách làm; điển hình là tập thể, cá nhân tiêu biểu.",
    ),
    Column(
        "subject",
        "Tập thể/Cá nhân",
        required=True,
        kind="choice",
        choices={subject.label: subject for subject in Subject},
    ),
    Column("holder", "Tên tập thể/cá nhân", max_length=200),
    Column(
        "sector",
        "Lĩnh vực",
        required=True,
        max_length=160,
        help="Một trong bốn lĩnh vực toàn quốc, hoặc lĩnh vực riêng của tỉnh; ghi tên hoặc mã.",
    ),
    Column("tier", "Cấp đăng ký", required=True, kind="choice", choices=TIERS),
    Column("address", "Địa chỉ", max_length=300),
    Column("responsible", "Người phụ trách", max_length=200),
    Column("registered_on", "Ngày đăng ký", required=True, kind="date"),
    Column("situation", "Thực trạng", multiline=True),
    Column("goals", "Mục tiêu", multiline=True),
    Column("content", "Nội dung", multiline=True),
    Column("audience", "Đối tượng", multiline=True),
    Column("forces", "Lực lượng", multiline=True),
    Column("resources", "Nguồn lực", multiline=True),
    Column("outputs", "Sản phẩm", multiline=True),
    Column("sustainability", "Khả năng nhân rộng", multiline=True),
    Column("recognised_tier", "Cấp công nhận", kind="choice", choices=TIERS, help="Đi cùng ngày quyết định."),
    Column("decision_no", "Số quyết định", max_length=60),
    Column("recognised_on", "Ngày quyết định", kind="date", help="Từ ngày đăng ký trở đi."),
)
PREVIEW = (
    "Trong tệp", "Đơn vị", "Tên mô hình", "Loại", "Tập thể/Cá nhân",
    "Lĩnh vực", "Cấp", "Ngày đăng ký", "Công nhận", "Sau khi ghi",
)  # fmt: skip
TEXTS = ("holder", "address", "responsible", *BOXES)


def check(table: Table, by: Person | None, on_progress: OnProgress = ignore_progress) -> CheckedSheet:
    """What the sheet would do; changes nothing. `by` None is the installation itself."""
    return _Check(table, by).run(on_progress)


def write(checked: CheckedSheet, by: Person | None) -> int:
    """Register the rows that were found new. Returns how many."""
    return len(load_initiatives(checked.news, by=by))


class _Check:
    def __init__(self, table: Table, by: Person | None) -> None:
        self._rows, self._by, self._today = table.rows, by, timezone.localdate()
        self._faults = Faults(table, COLUMNS)
        self._units = UnitsByCode((row.values["unit"] for row in table.rows if row.values["unit"]), by)
        found = {row.number: self._unit(row) for row in table.rows}
        self._unit_of = {number: unit for number, unit in found.items() if unit is not None}
        self._rights: dict[int, LoadRights] = rights_to_load(self._unit_of.values(), by)
        self._sectors = SectorsByName(self._unit_of.values(), by)
        self._refusals: dict[tuple[int, str], str] = {}

    def run(self, on_progress: OnProgress) -> CheckedSheet:
        self._refuse_repeated_codes()
        drafts = [draft for row in report_progress(self._rows, on_progress) if (draft := self._draft(row))]
        news, unchanged, notices = sort_out(drafts, self._faults, self._by)
        return CheckedSheet(
            news=[draft.new() for draft in news],
            unchanged=unchanged,
            waiting=sum(not self._decides(draft.initiative.unit) for draft in news),
            errors=self._faults.in_order(),
            notices=notices,
            preview=[self._describe_row(draft) for draft in news[:PREVIEWED]],
        )

    def _unit(self, row: Row) -> Unit | None:
        code = row.values["unit"]
        if not code:
            return None
        try:
            return self._units.find(code, row.values["registered_on"] or self._today)
        except Refused as refused:
            self._faults.add(row, "unit", str(refused))
            return None

    def _decides(self, unit: Unit) -> bool:
        return self._rights[unit.pk].decides

    def _refusal(self, unit: Unit, tier: str) -> str:
        """Why the person may not bring a decision of the tier; asked once for each unit and tier."""
        if (unit.pk, tier) not in self._refusals:
            self._refusals[unit.pk, tier] = refusal_of_decision(unit, tier, self._by)
        return self._refusals[unit.pk, tier]

    def _refuse_repeated_codes(self) -> None:
        for first, row in find_repeated(self._rows, lambda row: row.values["code"]):
            code, one, two = row.values["code"], first.number, row.number
            reason = f"mã “{code}” đã có ở dòng {one}; hãy ghi mã khác cho dòng {two}, hoặc xóa một dòng."
            self._faults.add(row, "code", reason)

    def _draft(self, row: Row) -> Draft | None:
        """The row as a registration, or None with its faults noted."""
        unit, day = self._unit_of.get(row.number), row.values["registered_on"]
        if day is not None:
            self._check_day(row, day, unit)
        if unit and not self._rights[unit.pk].register:
            self._faults.add(row, "unit", self._rights[unit.pk].register.reason)
        sector = self._sector(row, unit, day or self._today)
        recognition = self._recognition(row, unit)
        if self._faults.of(row) or unit is None or sector is None:
            return None
        own = {name: row.values[name] for name in ("code", "name", "kind", "subject", "tier", "registered_on")}
        texts = {name: row.values[name] or "" for name in TEXTS}
        return Draft(row, Initiative(unit=unit, sector=sector, **own, **texts), recognition)

    def _check_day(self, row: Row, day: date, unit: Unit | None) -> None:
        if day > self._today:
            self._faults.add(row, "registered_on", f"ngày {format_date(day)} chưa đến; hãy ghi ngày đã đăng ký.")
        elif unit and not unit.stands_on(day):
            reason = f"“{unit.name}” {_term(unit)}; ngày đăng ký phải nằm trong thời gian đó."
            self._faults.add(row, "registered_on", reason)

    def _sector(self, row: Row, unit: Unit | None, on: date) -> Sector | None:
        if not row.values["sector"]:
            return None
        try:
            return self._sectors.find(row.written["sector"], unit=unit, on=on)
        except Refused as refused:
            self._faults.add(row, "sector", str(refused))
            return None

    def _recognition(self, row: Row, unit: Unit | None) -> tuple[str, date, str] | None:
        tier, number, day = (row.values[key] for key in ("recognised_tier", "decision_no", "recognised_on"))
        if not (tier or number or day):
            return None
        if tier is None and not self._faults.at(row, "recognised_tier"):
            self._faults.add(row, "recognised_tier", "có quyết định mà chưa ghi cấp công nhận; hãy ghi cả hai.")
        if day is None and not self._faults.at(row, "recognised_on"):
            self._faults.add(row, "recognised_on", "có công nhận mà chưa ghi ngày quyết định; hãy ghi ngày đó.")
        if day is not None:
            self._check_decision(row, day)
        if unit and not self._decides(unit):
            reason = "chỉ người duyệt mới nhập được công nhận; hãy để trống ba cột công nhận."
            self._faults.add(row, "recognised_tier", reason)
        elif unit and tier and (reason := self._refusal(unit, tier)):
            self._faults.add(row, "recognised_tier", f"{reason} Hãy để trống ba cột công nhận.")
        return (tier, day, number or "") if tier and day else None

    def _check_decision(self, row: Row, day: date) -> None:
        registered_on = row.values["registered_on"]
        if day > self._today:
            self._faults.add(row, "recognised_on", f"ngày {format_date(day)} chưa đến; hãy ghi ngày đã ký quyết định.")
        elif registered_on and day < registered_on:
            reason = f"trước ngày đăng ký {format_date(registered_on)}; hãy xem lại hai ngày này."
            self._faults.add(row, "recognised_on", reason)

    def _describe_row(self, draft: Draft) -> tuple[str, ...]:
        own = draft.initiative
        recognised = (
            f"{Tier(draft.recognition[0]).label}, {format_date(draft.recognition[1])}" if draft.recognition else ""
        )
        return (
            f"Dòng {draft.row.number}",
            own.unit.name,
            own.name,
            own.get_kind_display(),
            own.get_subject_display(),
            own.sector.name,
            own.get_tier_display(),
            format_date(own.registered_on),
            recognised,
            "Đã đăng ký" if self._decides(own.unit) else "Chờ duyệt",
        )


def _term(unit: Unit) -> str:
    if unit.valid_to is None:
        return f"chỉ có từ {format_date(unit.valid_from)}"
    return f"chỉ có từ {format_date(unit.valid_from)} đến {format_date(unit.valid_to)}"


INITIATIVES = ImportKind(
    key="initiatives",
    order=20,
    common_lists={"sector": [sector.label for sector in THE_FOUR]},
    title="Mô hình, điển hình",
    purpose="Đăng ký nhiều mô hình, điển hình một lần, kèm công nhận nếu đã có quyết định.",
    noun="mô hình",
    guide=(
        "Mỗi dòng là một mô hình hoặc điển hình. Các cột nền đậm phải ghi; các cột khác để trống nếu chưa có.",
        "Dòng của người có quyền duyệt được tính là đã đăng ký từ Ngày đăng ký; dòng của người khác chờ duyệt.",
        "Nhập lại cùng một tệp không làm tăng số liệu: dòng đã có được bỏ qua.",
    ),
    columns=COLUMNS,
    example={
        "unit": "db-01",
        "name": "Vườn rau sạch vì cộng đồng",
        "kind": "Mô hình",
        "subject": "Tập thể",
        "holder": "Chi đoàn cơ quan",
        "sector": "Kinh tế",
        "tier": "Cơ sở",
        "responsible": "Lò Thị Hoa",
        "registered_on": date(2024, 3, 15),
    },
    preview=PREVIEW,
    list_url_name="initiatives",
    may=may_import,
    lists=offered_lists,
    check=check,
    write=write,
)
