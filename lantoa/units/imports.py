"""The sheet of units: its columns, and what a filled one would do. Superiors may stand in the same sheet, in any order."""

from __future__ import annotations

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
    quality_choices,
    report_progress,
    same_text,
    stated_count,
)
from lantoa.kit.numbers import Quality, format_date, format_quantity
from lantoa.kit.ruling import YES, Refused
from lantoa.kit.sheets import Column, Row, Table
from lantoa.units.enums import UnitKind
from lantoa.units.import_ends import LastDay, faults_of_ends, write_ends
from lantoa.units.lookup import UnitsByCode, in_parts, rule_units
from lantoa.units.models import MemberCount, ParentEdge, Person, Unit, UnitVersion
from lantoa.units.rules import may_add_root, may_change_tree, may_import_units, may_stand_below
from lantoa.units.services import NewUnit, load_units
from lantoa.units.services.tree import faults_of_code

COLUMNS = (
    Column("code", "Mã đơn vị", required=True, max_length=40, help="Không trùng với đơn vị khác, không có dấu “/”."),
    Column("name", "Tên đơn vị", required=True, max_length=300),
    Column("kind", "Loại", required=True, kind="choice", choices={kind.label: kind for kind in UnitKind}),
    Column(
        "parent",
        "Mã đơn vị cấp trên",
        max_length=40,
        help="Đơn vị đã có, hoặc ở dòng khác của tệp này. Chỉ văn phòng tỉnh được để trống.",
    ),
    Column("valid_from", "Hiệu lực từ", required=True, kind="date", help="Không trước ngày bắt đầu của cấp trên."),
    Column(
        "valid_to",
        "Hiệu lực đến",
        kind="date",
        help="Ngày cuối còn hoạt động, ghi cả khi đơn vị đã có kết thúc; để trống nếu đang hoạt động.",
    ),
    Column("members", "Số đảng viên", kind="number", help="Gồm cả các đơn vị bên dưới, tại ngày bắt đầu hiệu lực."),
    Column("quality", "Loại số", kind="choice", choices=quality_choices(), help="Để trống là số đúng."),
)
PREVIEW = ("Trong tệp", "Mã đơn vị", "Tên đơn vị", "Loại", "Cấp trên", "Hiệu lực", "Số đảng viên")


def check(table: Table, by: Person | None, on_progress: OnProgress = ignore_progress) -> CheckedSheet:
    """What the sheet would do; changes nothing. `by` None is the installation itself."""
    return _Check(table, by).run(on_progress)


def write(checked: CheckedSheet, by: Person | None) -> int:
    """Establish the units that were found new, and end those that were given a last day. Returns how many."""
    ends = [item for item in checked.news if isinstance(item, LastDay)]
    news = [item for item in checked.news if isinstance(item, NewUnit)]
    with transaction.atomic():
        write_ends(ends, by=by)
        load_units(news, by=by)
    return len(checked.news)


class _Check:
    def __init__(self, table: Table, by: Person | None) -> None:
        self._rows, self._by, self._today = table.rows, by, timezone.localdate()
        self._faults = Faults(table, COLUMNS)
        codes = [row.values[key] for row in table.rows for key in ("code", "parent") if row.values[key]]
        self._units = UnitsByCode(codes, by)
        self._row_of = {row.values["code"]: row for row in reversed(table.rows) if row.values["code"]}
        self._held = {row.number: held for row in table.rows if (held := self._held_by(row))}
        self._past = _Past([version.unit for version in self._held.values()])
        self._superiors = {row.number: unit for row in table.rows if (unit := self._superior(row))}
        self._rulings = rule_units(may_change_tree, by, self._superiors.values())

    def run(self, on_progress: OnProgress) -> CheckedSheet:
        self._refuse_repeated()
        self._refuse_circles()
        news, ends, unchanged = [], [], 0
        for row in report_progress(self._rows, on_progress):
            stated = stated_count(self._faults, row, "members", "quality")
            held = self._held.get(row.number)
            if held is not None:
                agrees = self._agrees(row, held, stated)
                is_end = agrees and held.unit.valid_to != row.values["valid_to"] and row.values["valid_to"] is not None
                ends += [(row, LastDay(held.unit, row.values["valid_to"]))] if is_end else []
                unchanged += agrees and not is_end
            elif new := self._new(row, stated):
                news.append((row, new))
        self._refuse_ends(ends)
        return CheckedSheet(
            news=[item for _, item in (*ends, *news)],
            changed=len(ends),
            unchanged=unchanged,
            errors=self._faults.in_order(),
            notices=[f"“{end.unit.name}” sẽ kết thúc hoạt động sau ngày {format_date(end.on)}." for _, end in ends],
            preview=[
                *(self._show_end(row, end) for row, end in ends[:PREVIEWED]),
                *(self._describe_row(row, new) for row, new in news[: PREVIEWED - len(ends[:PREVIEWED])]),
            ],
        )

    def _refuse_ends(self, ends: list[tuple[Row, LastDay]]) -> None:
        """Units that end are tried only where the rest of the sheet is sound."""
        if self._faults.all:
            return
        faults = faults_of_ends((end for _, end in ends), by=self._by)
        for row, end in ends:
            for reason in faults.get(end.unit.pk, ()):
                self._faults.add(row, "valid_to", reason)

    def _show_end(self, row: Row, end: LastDay) -> tuple[str, ...]:
        superior = self._superiors.get(row.number)
        return (
            f"Dòng {row.number}",
            end.unit.code,
            end.unit.name,
            end.unit.get_kind_display(),
            superior.name if superior else "",
            f"kết thúc hoạt động sau ngày {format_date(end.on)}",
            "",
        )

    def _held_by(self, row: Row) -> UnitVersion | None:
        """The unit that bears the row's code on its first day or now."""
        code = row.values["code"]
        version = self._units.version(code, row.values["valid_from"] or self._today) if code else None
        if version is None:
            return None
        first = row.values["valid_from"]
        is_meant = version.unit.code == code or first is None or version.valid_to is None or version.valid_to >= first
        return version if is_meant else None

    def _superior(self, row: Row) -> Unit | None:
        """The superior that is in the database; None for a root and for a superior that the sheet brings."""
        code, own = row.values["parent"], row.values["code"]
        brought = self._row_of.get(code)
        if not code or code == own or (brought and brought.number not in self._held):
            return None
        try:
            return self._units.find(code, row.values["valid_from"] or self._today)
        except Refused as refused:
            self._faults.add(row, "parent", f"{refused} Cấp trên phải có trước, hoặc ở trong cùng tệp.")
            return None

    def _refuse_repeated(self) -> None:
        for first, row in find_repeated(self._rows, lambda row: row.values["code"]):
            code, one, two = row.values["code"], first.number, row.number
            reason = f"mã “{code}” đã có ở dòng {one}; hãy giữ một trong hai dòng {one} và {two}."
            self._faults.add(row, "code", reason)

    def _refuse_circles(self) -> None:
        seen: set[str] = set()
        for row in self._rows:
            path = [row.values["code"]]
            while path[-1] in self._row_of and path[-1] not in seen:
                seen.add(path[-1])
                path.append(self._row_of[path[-1]].values["parent"])
            if path[-1] in path[:-1]:
                circle = " → ".join(path[path.index(path[-1]) :])
                self._faults.add(row, "parent", f"các đơn vị trực thuộc vòng tròn: {circle}; hãy sửa một mã cấp trên.")

    def _agrees(self, row: Row, held: UnitVersion, stated: tuple[int, str] | None) -> bool:
        """Whether the row says what is known of the unit; if not, a fault."""
        if not self._units.sees(held.unit):
            self._faults.add(
                row, "code", f"mã “{held.code}” là mã của một đơn vị ngoài phạm vi của bạn; hãy chọn mã khác."
            )
            return False
        superior = self._superiors.get(row.number)
        differing = [
            label
            for key, label, is_same in (
                ("name", "tên", same_text(row.values["name"], held.name)),
                ("kind", "loại", row.values["kind"] == held.kind),
                (
                    "parent",
                    "cấp trên",
                    superior and superior.pk == self._past.superior(held.unit, row.values["valid_from"]),
                ),
                ("valid_from", "hiệu lực từ", row.values["valid_from"] == held.unit.valid_from),
                ("valid_to", "hiệu lực đến", held.unit.valid_to in (None, row.values["valid_to"])),
                ("members", "số đảng viên", stated == self._past.members(held.unit)),
            )
            if row.values[key] is not None and not is_same
        ]
        if differing and not self._faults.of(row):
            reason = (
                f"đơn vị mã “{held.code}” đã có nhưng khác ở: {', '.join(differing)}. Nếu bản trên hệ thống đúng, hãy xóa "
                "dòng này khỏi tệp; nếu cần sửa, hãy sửa ở trang của đơn vị."
            )
            self._faults.add(row, "code", reason)
        return not differing

    def _new(self, row: Row, stated: tuple[int, str] | None) -> NewUnit | None:
        """The row as a unit to establish, or None with its faults noted."""
        code, first, last = (row.values[key] for key in ("code", "valid_from", "valid_to"))
        for reason in faults_of_code(code) if code else []:
            self._faults.add(row, "code", reason)
        if first and last and last < first:
            self._faults.add(row, "valid_to", f"trước ngày bắt đầu {format_date(first)}; hãy xem lại hai ngày này.")
        self._check_superior(row)
        if self._faults.of(row):
            return None
        superior = self._superiors.get(row.number)
        count, quality = stated or (None, Quality.EXACT.value)
        return NewUnit(
            code=code,
            name=row.values["name"],
            kind=row.values["kind"],
            valid_from=first,
            valid_to=last,
            parent_code=superior.code if superior else row.values["parent"] or "",
            members=count,
            members_quality=quality,
        )

    def _check_kind(self, row: Row, name: str, kind: str | None) -> None:
        if kind and row.values["kind"]:
            ruling = may_stand_below(row.values["kind"], kind, row.values["name"] or row.values["code"], name)
            if not ruling:
                self._faults.add(row, "parent", ruling.reason)

    def _check_superior(self, row: Row) -> None:
        code = row.values["parent"]
        if not code:
            ruling = may_add_root(self._by) if self._by else YES
            if not ruling and not self._faults.at(row, "parent"):
                self._faults.add(row, "parent", ruling.reason)
            return
        superior, brought = self._superiors.get(row.number), self._row_of.get(code)
        if superior:
            if not self._rulings[superior.pk]:
                self._faults.add(row, "parent", self._rulings[superior.pk].reason)
            self._check_kind(row, superior.name, superior.kind)
            self._check_term(row, superior.name, superior.valid_from, superior.valid_to)
        elif brought and brought is not row and not self._faults.at(brought, "valid_to"):
            self._check_kind(row, brought.values["name"] or code, brought.values["kind"])
            self._check_term(
                row, brought.values["name"] or code, brought.values["valid_from"], brought.values["valid_to"]
            )

    def _check_term(self, row: Row, name: str, first: date | None, last: date | None) -> None:
        """The unit may not stand on a day on which its superior does not."""
        own_first, own_last = row.values["valid_from"], row.values["valid_to"]
        if own_first and first and own_first < first:
            reason = (
                f"trước ngày {format_date(first)}, khi cấp trên “{name}” bắt đầu; hãy ghi từ ngày đó trở đi, "
                "hoặc sửa ngày của cấp trên."
            )
            self._faults.add(row, "valid_from", reason)
        if last and not self._faults.at(row, "valid_to") and (own_last is None or own_last > last):
            reason = (
                f"cấp trên “{name}” chỉ có đến {format_date(last)}; hãy ghi ngày kết thúc không sau ngày đó, "
                "hoặc chọn cấp trên khác."
            )
            self._faults.add(row, "valid_to", reason)

    def _describe_row(self, row: Row, new: NewUnit) -> tuple[str, ...]:
        superior, brought = self._superiors.get(row.number), self._row_of.get(new.parent_code)
        above = superior.name if superior else brought.values["name"] if brought else "Không có (đơn vị gốc)"
        last = f"đến {format_date(new.valid_to)}" if new.valid_to else "đến nay"
        members = "" if new.members is None else format_quantity(new.members, Quality(new.members_quality))
        return (
            f"Dòng {row.number}",
            new.code,
            new.name,
            UnitKind(new.kind).label,
            above,
            f"{format_date(new.valid_from)} {last}",
            members,
        )


class _Past:
    """What is recorded of units that the sheet names again: superiors by day, members at the beginning."""

    def __init__(self, units: list[Unit]) -> None:
        self._edges: dict[int, list[ParentEdge]] = {}
        self._members: dict[int, tuple[int, str]] = {}
        first_day = {unit.pk: unit.valid_from for unit in units}
        for part in in_parts(first_day):
            for edge in ParentEdge.objects.filter(unit_id__in=part, is_managing=True):
                self._edges.setdefault(edge.unit_id, []).append(edge)
            for stated in MemberCount.objects.filter(unit_id__in=part):
                if stated.as_of == first_day[stated.unit_id]:
                    self._members[stated.unit_id] = (stated.count, stated.quality)

    def superior(self, unit: Unit, on: date | None) -> int | None:
        day = on or unit.valid_from
        held = self._edges.get(unit.pk, [])
        return next(
            (e.parent_id for e in held if e.valid_from <= day and (e.valid_to is None or e.valid_to >= day)), None
        )

    def members(self, unit: Unit) -> tuple[int, str] | None:
        return self._members.get(unit.pk)


def offered_lists(person: Person) -> dict[str, list[str]]:
    """Codes of units that may be superiors: those of the person."""
    units = Unit.objects.visible_to(person).standing(timezone.localdate()).in_order()
    return {"parent": list(units.values_list("code", flat=True)[:5_000])}


UNITS = ImportKind(
    key="units",
    order=10,
    title="Đơn vị",
    purpose="Lập cây đơn vị: mã, tên, loại, cấp trên, thời gian hiệu lực, số đảng viên.",
    noun="đơn vị",
    guide=(
        "Mỗi dòng là một đơn vị. Cấp trên có thể ở trước, ở sau trong cùng tệp, hoặc đã có trên hệ thống.",
        "Đơn vị không được có hiệu lực ngoài thời gian của cấp trên.",
        "Ghi “Hiệu lực đến” cho đơn vị đang hoạt động thì đơn vị kết thúc sau ngày đó; việc đang mở chuyển lên cấp trên.",
        "Nhập lại cùng một tệp không thêm gì: đơn vị đã có được bỏ qua.",
    ),
    columns=COLUMNS,
    example={
        "code": "db-01",
        "name": "Đảng bộ Sở Nông nghiệp",
        "kind": "Đảng bộ cơ sở",
        "parent": "khoi",
        "valid_from": date(2020, 1, 1),
        "members": 120,
        "quality": "đúng",
    },
    preview=PREVIEW,
    list_url_name="units",
    may=may_import_units,
    lists=offered_lists,
    check=check,
    write=write,
)
