"""The summary laid out as tables. The same tables feed the page, the workbook and the Word file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from lantoa.figures.figures import THEN, Figure, ReportScope
from lantoa.figures.parts import place_of
from lantoa.figures.registry import indicator_of
from lantoa.kit.numbers import Quality, format_number
from lantoa.reports.summary import CHILD_COLUMNS, SECTOR_COLUMNS, Summary
from lantoa.units.models import Unit

# Names of the dimensions in an address.
DIM_SLUGS = {
    "sector": "linh-vuc",
    "own_sector": "linh-vuc-rieng",
    "measure": "chi-tieu",
    "subject": "doi-tuong",
    "tier": "cap",
    "kind": "loai",
}

SHORT = {
    "units.base_organisations": "Tổ chức cơ sở đảng",
    "initiatives.registered": "Đăng ký trong kỳ",
    "initiatives.declared": "Kê khai",
    "initiatives.identified": "Có tên, địa chỉ",
    "initiatives.evidenced": "Có minh chứng",
    "recognitions.standing": "Được công nhận",
    "initiatives.replicated": "Được nhân rộng",
}

COUNT = ("Số lượng",)
HEADS = {"sector": "Lĩnh vực", "subject": "Đối tượng", "tier": "Cấp", "kind": "Loại"}
NOT_A_SUM = {
    "tier": "Một mô hình có thể được công nhận ở nhiều cấp nên các dòng của cột “Được công nhận” không cộng thành tổng.",
    "sector": "Cột “Kê khai” chỉ có số ở lĩnh vực mà đơn vị nêu, mỗi lĩnh vực theo ngày chốt của nó, "
    "nên các dòng có thể không cộng thành tổng.",
    "unit": "số kê khai của chính đơn vị thay cho tổng của cấp dưới, nên các dòng không cộng thành tổng.",
}

SPLITS = (
    (
        "sector",
        "Theo lĩnh vực",
        ("initiatives.registered", "initiatives.declared", "initiatives.identified", "recognitions.standing"),
    ),
    ("subject", "Theo tập thể, cá nhân", ("initiatives.registered", "initiatives.identified", "recognitions.standing")),
    ("tier", "Theo cấp", ("initiatives.registered", "recognitions.standing")),
    ("kind", "Mô hình, điển hình", ("initiatives.registered", "initiatives.identified")),
)

# Split by one dimension only: not worth a table, so their parts stand among the totals.
SPLIT_AMONG_TOTALS = ("units.base_organisations",)


@dataclass(frozen=True)
class TableCell:
    """A number with the address of its records. `value` None: nobody states it."""

    value: int | None
    label: str
    url: str
    quality: str = Quality.EXACT.value
    definition: str = ""
    basis: str = ""
    as_of: date | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableRow:
    label: str
    cells: tuple[TableCell, ...]
    columns: tuple[str, ...]
    url: str = ""
    note: str = ""

    @property
    def named_cells(self) -> list[NamedCell]:
        return [NamedCell(column, cell) for column, cell in zip(self.columns, self.cells, strict=True)]


@dataclass(frozen=True)
class NamedCell:
    """A cell with its column's name: on a phone a row becomes a card and keeps both together."""

    column: str
    cell: TableCell


@dataclass(frozen=True)
class ReportTable:
    """`note` says why the rows do not sum to the total row, where they do not."""

    anchor: str
    title: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    total: TableRow | None = None
    note: str = ""

    @property
    def is_narrow(self) -> bool:
        """Few columns and few rows: it may stand beside another."""
        return len(self.columns) <= 3 and len(self.rows) <= 6

    @property
    def cells(self) -> list[TableCell]:
        """Every cell, row by row, the total's last."""
        rows = (*self.rows, self.total) if self.total else self.rows
        return [cell for row in rows for cell in row.cells]


def scope_query(scope: ReportScope) -> dict[str, str]:
    """The scope as parameters of an address."""
    query = {"don-vi": scope.unit.code, "tu": scope.start.isoformat(), "den": scope.end.isoformat()}
    if scope.tree != THEN:
        query["cay"] = scope.tree
    if scope.is_alone:
        query["chi-don-vi"] = "1"
    if scope.asked_through and scope.asked_through != scope.unit:
        query["trong"] = scope.asked_through.code
    return query


def records_url(key: str, dims: Mapping[str, str], scope: ReportScope) -> str:
    query = scope_query(scope) | {DIM_SLUGS[name]: value for name, value in dims.items()}
    return f"{reverse('records', args=[key])}?{urlencode(query)}"


def summary_url(scope: ReportScope) -> str:
    return f"{reverse('summary')}?{urlencode(scope_query(scope))}"


def cell_of(figure: Figure, scope: ReportScope) -> TableCell:
    return TableCell(
        figure.value,
        figure.label,
        records_url(figure.key, figure.dims, scope),
        figure.quality,
        figure.definition,
        figure.basis or "",
        scope.end,
    )


def summary_cell(summary: Summary, figure: Figure) -> TableCell:
    """The cell of a figure of the summary, with the doubts that stand beside it."""
    return replace(cell_of(figure, summary.scope), doubts=doubts_beside(summary, figure.key, figure.dims))


def doubts_beside(summary: Summary, key: str, dims: Mapping[str, str], unit: Unit | None = None) -> tuple[str, ...]:
    """What does not fit with this number of the unit, the report's own unless another is given."""
    unit = unit or summary.scope.unit
    return summary.doubts_by_place.get((unit.pk, *place_of(key, dims)), ())


def tables(summary: Summary) -> list[ReportTable]:
    """Every table of the report, in order; those without a row are left out."""
    built: list[Callable[[Summary], ReportTable | None]] = [
        totals_table,
        *(lambda s, split=split: split_table(s, *split) for split in SPLITS),
        own_sectors_table,
        children_table,
        silent_children_table,
    ]
    return [table for table in (build(summary) for build in built) if table is not None and table.rows]


def totals_table(summary: Summary) -> ReportTable:
    """One row a figure that is not split; of a few figures also the parts."""
    rows = []
    for figure in summary.figures:
        if not figure.dims or figure.key in SPLIT_AMONG_TOTALS:
            whole = indicator_of(figure.part_of[0]).label if figure.part_of else ""
            note = f"trong đó, thuộc “{whole}”" if whole else ""
            if figure.key == "initiatives.declared":
                note = figure.basis
            rows.append(TableRow(figure.label, (summary_cell(summary, figure),), COUNT, note=note))
        elif figure.value is not None and _is_own_number(figure):
            rows.append(TableRow(figure.label, (summary_cell(summary, figure),), COUNT, note=figure.basis or ""))
    return ReportTable("chung", "Số liệu chung", "Chỉ tiêu", COUNT, tuple(rows))


def _is_own_number(figure: Figure) -> bool:
    """Whether the figure is neither a total nor a part of one."""
    dims = {dim.name: dim for dim in indicator_of(figure.key).dims}
    return any(not dims[name].is_part and value != dims[name].whole for name, value in figure.dims.items())


def split_table(summary: Summary, dim: str, title: str, keys: tuple[str, ...]) -> ReportTable:
    """One row a value of the dimension, one column an indicator, and the totals below."""
    dimension = next(found for found in indicator_of(keys[0]).dims if found.name == dim)
    rows = [_figures_row(summary, label, keys, **{dim: value}) for value, label in dimension.labels.items()]
    rows = [
        row
        for row, value in zip(rows, dimension.labels, strict=True)
        if value not in dimension.left_out_when_empty or any(cell.value for cell in row.cells)
    ]
    total = _figures_row(summary, "Tổng số", keys)
    note = NOT_A_SUM.get(dim, "") if _columns_that_differ(rows, total) else ""
    return ReportTable(dim, title, HEADS[dim], _heads(keys), tuple(rows), total, note)


def own_sectors_table(summary: Summary) -> ReportTable:
    """The province's own sectors, with the national one to which each rolls up."""
    keys = SECTOR_COLUMNS
    rows = []
    for row in summary.own_sectors:
        cells = tuple(
            _plain_cell(key, {"own_sector": row.sector.value}, row.values[key], summary.scope) for key in keys
        )
        rows.append(TableRow(row.sector.label, cells, _heads(keys), note=row.sector.note))
    return ReportTable("linh-vuc-rieng", "Theo lĩnh vực riêng của đơn vị", "Lĩnh vực riêng", _heads(keys), tuple(rows))


def children_table(summary: Summary) -> ReportTable:
    """One row a unit directly below that has anything to show; a row's name opens that unit's own summary."""
    rows = []
    for child in summary.children:
        if not any(child.values.values()):
            continue
        scope = summary.scope.at(child.unit, is_alone=child.is_own)
        cells = tuple(
            replace(
                _plain_cell(key, {}, child.values[key], scope, child.quality_of(key)),
                doubts=() if child.is_own else doubts_beside(summary, key, {}, child.unit),
            )
            for key in CHILD_COLUMNS
        )
        label = f"Riêng {child.name}" if child.is_own else child.name
        rows.append(TableRow(label, cells, _heads(CHILD_COLUMNS), summary_url(scope)))
    total = _figures_row(summary, "Tổng số", CHILD_COLUMNS)
    differs = _columns_that_differ(rows, total)
    note = f"Cột {', '.join(differs)}: {NOT_A_SUM['unit']}" if differs else ""
    return ReportTable("don-vi", "Theo đơn vị trực thuộc", "Đơn vị", _heads(CHILD_COLUMNS), tuple(rows), total, note)


def silent_children_table(summary: Summary) -> ReportTable:
    """Units directly below that neither registered nor declared anything: whom to ask."""
    silent = [child for child in summary.children if not any(child.values.values())]
    rows = [TableRow(child.name, (), (), summary_url(summary.scope.at(child.unit))) for child in silent]
    title = f"Đơn vị chưa có số liệu ({format_number(len(rows))})"
    return ReportTable("chua-co", title, "Đơn vị", (), tuple(rows))


def _figures_row(summary: Summary, label: str, keys: tuple[str, ...], **dims: str) -> TableRow:
    return TableRow(label, tuple(summary_cell(summary, summary.figure(key, **dims)) for key in keys), _heads(keys))


def _columns_that_differ(rows: Sequence[TableRow], total: TableRow) -> list[str]:
    """Names of the columns whose rows do not sum to the total."""
    sums = [sum(row.cells[i].value or 0 for row in rows) for i in range(len(total.cells))]
    named = zip(total.columns, sums, total.cells, strict=True)
    return [name for name, value, cell in named if value != (cell.value or 0)]


def _plain_cell(
    key: str, dims: Mapping[str, str], value: int | None, scope: ReportScope, quality: str = ""
) -> TableCell:
    indicator = indicator_of(key)
    label = f"{indicator.label}, {scope.unit.name}"
    url = "" if value is None else records_url(key, dims, scope)
    quality = quality or (Quality.NOT_STATED if value is None else Quality.EXACT).value
    return TableCell(value, label, url, quality, indicator.definition, as_of=scope.end)


def _heads(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(SHORT[key] for key in keys)
