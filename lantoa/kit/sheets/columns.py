"""The shape of a table in a workbook: its columns, and how one cell becomes one clean value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Literal

from lantoa.kit.numbers import format_date, format_number, parse_date, parse_number, parse_whole
from lantoa.kit.text import clean, clean_lines, label_key, listed_key

Kind = Literal["text", "whole", "number", "date", "choice"]
_SHOWN_CHOICES = 15


@dataclass(frozen=True)
class Column:
    """One column. Kinds give: text str, whole int, number ParsedNumber, date date, choice a value of `choices`.

    `choices` maps each accepted label to its value; the first label of a value is the one that templates offer.
    """

    key: str
    header: str
    required: bool = False
    kind: Kind = "text"
    choices: Mapping[str, object] | None = None
    help: str = ""
    aliases: tuple[str, ...] = ()
    """Other headers under which the column is recognised."""
    multiline: bool = False
    """Text may keep its line breaks."""
    max_length: int | None = None
    """Most characters of a text."""

    def labels(self) -> list[str]:
        """The labels to offer: the first one of each value."""
        first: dict[object, str] = {}
        for label, value in (self.choices or {}).items():
            first.setdefault(value, label)
        return list(first.values())

    @cached_property
    def values_by_label(self) -> dict[str, object]:
        """The value of each accepted label, by the label's key; of labels with one key the first counts."""
        return {label_key(label): value for label, value in reversed((self.choices or {}).items())}


def read_value(column: Column, value: object) -> object | None:
    """The clean value of a filled cell; None when nothing is left of it. Raises ValueError with the reason."""
    if column.kind == "date":
        return parse_date(
            value if isinstance(value, date | int | float) and not isinstance(value, bool) else as_text(value)
        )
    if column.kind in ("whole", "number"):
        stated = value if isinstance(value, int | float) and not isinstance(value, bool) else as_text(value)
        return parse_whole(stated) if column.kind == "whole" else parse_number(stated)
    written = as_text(value)
    text = clean_lines(written) if column.multiline else clean(written)
    if not text:
        return None
    if column.kind == "choice":
        return _choose(column, text, written)
    if column.max_length is not None and len(text) > column.max_length:
        raise ValueError(
            f"dài {format_number(len(text))} ký tự, quá mức {format_number(column.max_length)}; hãy viết gọn lại"
        )
    return text


def as_text(value: object) -> str:
    """A cell's value as a person sees it in the sheet."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return str(value) if isinstance(value, int) or abs(value) >= 10**15 else format_number(value).replace(".", "")
    if isinstance(value, datetime):
        clock = "" if value.time() == time() else f" {value:%H:%M}"
        return format_date(value) + clock
    if isinstance(value, date):
        return format_date(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _choose(column: Column, text: str, written: str) -> object:
    """`written`: before it was cleaned, which drops letters of old fonts."""
    key = listed_key(written, column.values_by_label)
    if key is not None:
        return column.values_by_label[key]
    labels = column.labels()
    offered = ", ".join(labels[:_SHOWN_CHOICES]) + (", …" if len(labels) > _SHOWN_CHOICES else "")
    raise ValueError(f"«{text}» không có trong danh mục; hãy chọn một trong các giá trị: {offered}")
