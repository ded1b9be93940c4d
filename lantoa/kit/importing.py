"""What every import of a sheet shares: its shape, what a check of it found, and faults kept with their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lantoa.kit.numbers import ParsedNumber, Quality, format_number
from lantoa.kit.ruling import Ruling
from lantoa.kit.sheets import CellError, Column, Row, Table
from lantoa.kit.text import fold_tone_placement

PREVIEWED = 50
"""Rows that a preview shows as they will be written."""
MAX_COUNT = 2_147_483_647
"""Largest number that a column of counts holds."""
_REPORT_EVERY = 200
_NAMED_ROWS = 10

OnProgress = Callable[[int, int], None]
"""Told (rows done, rows in all) while work goes on."""


def ignore_progress(done: int, total: int) -> None:
    """Nobody watches: for commands and tests."""


@dataclass
class CheckedSheet:
    """What a sheet would do. It may be written only when `errors` is empty.

    `news`: what the kind's `write` takes; `unchanged`: rows that are there already; `waiting`: of the news, those that
    somebody else must still accept; `changed`: of the news, those that change a record that is there; `preview`: the first
    of the news as words, one tuple a row.
    """

    news: list[Any] = field(default_factory=list)
    unchanged: int = 0
    waiting: int = 0
    changed: int = 0
    errors: list[CellError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    preview: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class ImportKind:
    """One kind of workbook, as the wizard and the command line know it.

    `columns`: in the order of the sheet; `preview`: headings of `Checked.preview`; `lists(person)`: values that a template
    offers in columns that take others too, `common_lists` those that it can offer without knowing who will fill the workbook
    in; `order`: its rank among the kinds; `check(table, by, on_progress)` only reads; `write(checked, by)` writes all or
    nothing and returns how many.
    """

    key: str
    title: str
    purpose: str
    noun: str
    guide: tuple[str, ...]
    columns: tuple[Column, ...]
    example: Mapping[str, object]
    preview: tuple[str, ...]
    list_url_name: str
    may: Callable[[Any], Ruling]
    lists: Callable[[Any], Mapping[str, Sequence[str]]]
    check: Callable[[Table, Any, OnProgress], CheckedSheet]
    write: Callable[[CheckedSheet, Any], int]
    order: int = 0
    common_lists: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Faults:
    """The faults of a table, those of its cells to begin with; knows which cells and rows are faulty already."""

    def __init__(self, table: Table, columns: Iterable[Column]) -> None:
        self._table = table
        self._required = [column.key for column in columns if column.required]
        self.all: list[CellError] = list(table.errors)
        self._cells = {(fault.row, fault.column_letter) for fault in self.all}
        self._rows = {fault.row for fault in self.all}

    def add(self, row: Row, key: str | None, reason: str) -> None:
        """A fault at the row's cell `key`, or in the row as a whole."""
        fault = self._table.fault(row, key, reason[:1].upper() + reason[1:])
        self.all.append(fault)
        self._cells.add((row.number, fault.column_letter))
        self._rows.add(row.number)

    def at(self, row: Row, key: str) -> bool:
        """Whether this cell is faulty: its None does not mean that it is blank."""
        letter, _ = self._table.headers.get(key, ("", ""))
        return bool(letter) and (row.number, letter) in self._cells

    def of(self, row: Row) -> bool:
        """Whether the row has a fault, or lacks what it must have through a fault elsewhere, such as a missing column."""
        return row.number in self._rows or any(row.values[key] is None for key in self._required)

    def in_order(self) -> list[CellError]:
        """Faults of the whole sheet first, then row by row."""
        return sorted(self.all, key=lambda fault: (fault.row or 0, len(fault.column_letter), fault.column_letter))


def report_progress(rows: Sequence[Row], on_progress: OnProgress) -> Iterator[Row]:
    """The rows one by one, with a word on how far it is every few hundred."""
    for done, row in enumerate(rows):
        if done % _REPORT_EVERY == 0:
            on_progress(done, len(rows))
        yield row
    on_progress(len(rows), len(rows))


def find_repeated(rows: Iterable[Row], key: Callable[[Row], Any]) -> Iterator[tuple[Row, Row]]:
    """Each row whose key an earlier row has, as (earlier, later). Rows whose key is None are left out."""
    groups: dict[Any, Row] = {}
    for row in rows:
        found = key(row)
        if found is None:
            continue
        if found in groups:
            yield groups[found], row
        else:
            groups[found] = row


def rows_as_words(rows: Iterable[Row]) -> str:
    """ "dòng 5", "các dòng 5, 9, 12", "các dòng 5, 9, … (37 dòng)"."""
    numbers = sorted({row.number for row in rows})
    if len(numbers) == 1:
        return f"dòng {numbers[0]}"
    named = ", ".join(map(str, numbers[:_NAMED_ROWS]))
    return f"các dòng {named}" + (f", … ({format_number(len(numbers))} dòng)" if len(numbers) > _NAMED_ROWS else "")


STATED_QUALITIES = (Quality.EXACT, Quality.AT_LEAST, Quality.AT_MOST, Quality.ABOUT)


def quality_choices() -> dict[str, object]:
    """Labels for a column that says how exact a count is."""
    return {quality.label: quality for quality in STATED_QUALITIES}


def stated_count(faults: Faults, row: Row, count: str, quality: str) -> tuple[int, str] | None:
    """The whole number in cell `count` and how exact it is: by cell `quality`, or by words before the number ("gần 300").

    None when the cell is blank or cannot be taken; then the fault is noted.
    """
    number: ParsedNumber | None = row.values[count]
    if number is None:
        if row.values[quality] and not faults.at(row, count):
            faults.add(row, quality, "có loại số mà chưa có số; hãy ghi số, hoặc để trống ô này.")
        return None
    said = row.values[quality]
    reason = _not_a_count(number) or _contradiction(number.quality, said)
    if reason:
        faults.add(row, count, reason)
        return None
    return int(number.value), str(said or number.quality)


def _not_a_count(number: ParsedNumber) -> str:
    if number.measure:
        return f"có chữ “{number.measure}” sau số; ô này chỉ ghi số, ví dụ 15 hoặc 1.061."
    if number.quality not in STATED_QUALITIES:
        return "ghi một khoảng; hãy ghi một số, rồi chọn loại số đúng, trên, dưới hoặc khoảng."
    if number.value != number.value.to_integral_value():
        return "là số lẻ; ô này cần số nguyên, ví dụ 15 hoặc 1.061."
    if number.value < 0:
        return "là số âm; ô này cần số từ 0 trở lên."
    return "" if number.value <= MAX_COUNT else f"lớn hơn mức ghi được là {format_number(MAX_COUNT)}; hãy kiểm tra lại."


def _contradiction(in_cell: Quality, said: object) -> str:
    if said is None or in_cell in (Quality.EXACT, said):
        return ""
    return f"ghi “{in_cell.label}” trong khi cột loại số ghi “{Quality(said).label}”; hãy giữ một cách ghi."


def same_text(one: str | None, other: str | None) -> bool:
    """Whether two texts are the same but for case, spacing and the place of the tone mark. Accents count."""
    return (one or "") == (other or "") or plain_text(one) == plain_text(other)


def plain_text(text: str | None) -> str:
    """The text as `same_text` compares it."""
    return " ".join(map(_plain_word, (text or "").split()))


@lru_cache(maxsize=20_000)
def _plain_word(word: str) -> str:
    """Kept, since sheets use the same few thousand words over and over."""
    return fold_tone_placement(word.casefold())
