"""The measures of a printed document. None of them stands in code: they come from the caller as dated data."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal

Arrangement = Literal["state", "party"]
LineRule = Literal["exactly", "at_least", "multiple"]

PARTS = (
    "emblem",
    "motto",
    "superior",
    "issuer",
    "number",
    "place_date",
    "type_name",
    "subject",
    "short_subject",
    "body",
    "table",
    "authority",
    "signer_title",
    "signer_name",
    "recipients_label",
    "recipients",
)
"""Parts of a document that have a size of their own. `short_subject` is that of a letter without a type name."""
_CHOICES = {"arrangement": ("state", "party"), "line_rule": ("exactly", "at_least", "multiple")}
_TEXTS = ("font", "recipient_end")


@dataclass(frozen=True)
class Layout:
    """Lengths in mm, sizes in pt. `arrangement` is the order of the head and the styles of its parts."""

    arrangement: Arrangement
    font: str
    page_width_mm: float
    page_height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    page_number_pt: float
    page_number_from_top_mm: float
    line_rule: LineRule
    line_value: float
    """Points for "exactly" and "at_least", a factor for "multiple"."""
    indent_mm: float
    """Indent of the first line of a paragraph."""
    space_after_pt: float
    """Space between paragraphs."""
    head_left_share: float
    """Share of the text width that the left column of the head takes, between 0 and 1."""
    signature_space_mm: float
    """Height left free for the signature."""
    recipient_end: str
    """Sign at the end of each recipient but the last."""
    sizes_pt: Mapping[str, float]
    """Size of each of PARTS; the party arrangement has no motto."""

    @property
    def text_width_mm(self) -> float:
        return self.page_width_mm - self.left_mm - self.right_mm

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> "Layout":
        """A layout from plain data with exactly the fields above. Raises ValueError naming every fault."""
        names = [field.name for field in fields(cls)]
        faults = [f"missing: {name}" for name in names if name not in data]
        faults += [f"unknown: {name}" for name in data if name not in names]
        for name in names:
            if name in data and (fault := _fault(name, data[name])):
                faults.append(fault)
        sizes = data.get("sizes_pt")
        if isinstance(sizes, Mapping):
            faults += _size_faults(sizes, data.get("arrangement"))
        if faults:
            raise ValueError("layout: " + "; ".join(faults))
        layout = cls(**dict(data))
        if layout.text_width_mm <= 0 or not 0 < layout.head_left_share < 1:
            raise ValueError("layout: no room for text between the margins or in a column of the head")
        return layout


def _fault(name: str, value: object) -> str | None:
    if name in _CHOICES:
        return None if value in _CHOICES[name] else f"{name}: one of {', '.join(_CHOICES[name])}"
    if name in _TEXTS:
        return None if isinstance(value, str) and value else f"{name}: text"
    if name == "sizes_pt":
        return None if isinstance(value, Mapping) else "sizes_pt: sizes by part"
    return None if _is_measure(value) else f"{name}: a number above 0"


def _size_faults(sizes: Mapping[str, object], arrangement: object) -> list[str]:
    needed = [part for part in PARTS if not (part == "motto" and arrangement == "party")]
    faults = [f"missing: sizes_pt.{part}" for part in needed if part not in sizes]
    faults += [f"unknown: sizes_pt.{part}" for part in sizes if part not in PARTS]
    return faults + [f"sizes_pt.{part}: a number above 0" for part in sizes if not _is_measure(sizes[part])]


def _is_measure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0
