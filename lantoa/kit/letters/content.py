"""What a letter says: plain data, without any measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Align = Literal["left", "center", "right", "justify"]
Cell = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; `indent` is that of its first line."""

    text: str
    bold: bool = False
    italic: bool = False
    align: Align = "justify"
    indent: bool = True


@dataclass(frozen=True)
class Heading:
    """A heading within the body, kept with what follows. Rank 1 and 2 are bold, 3 bold italic."""

    text: str
    rank: Literal[1, 2, 3] = 1


@dataclass(frozen=True)
class DataTable:
    """A ruled table. Its header repeats on each page and no row breaks across two.

    `widths`: shares of the text width by column, in any unit; equal when None. `align`: by column; numbers right and
    text left when None. `total_row`: a last row in bold. `caption`: a line above the table.
    """

    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float] | None = None
    align: Sequence[Align] | None = None
    total_row: Sequence[Cell] | None = None
    caption: str = ""


Block = Paragraph | Heading | DataTable


@dataclass(frozen=True)
class Letter:
    """A document to sign. Capitals, "Số", dashes and separators are put in by the layout's arrangement."""

    issuer: str
    """The body that issues it."""
    place: str
    body: Sequence[Block]
    superior: str = ""
    """The body above the issuer, "" for none."""
    number: str = ""
    """As "15/BC-UBND" or "15-BC/ĐUK"; "" leaves room to write it in by hand."""
    on: date | None = None
    """None leaves room for the day and month."""
    type_name: str = ""
    """As "Báo cáo"; "" for a letter, whose subject then stands under its number."""
    subject: str = ""
    addressees: Sequence[str] = ()
    salutation: str = "Kính gửi"
    references: Sequence[str] = ()
    """The legal bases, a line each, before the body."""
    authority: str = ""
    """As "TM. Ủy ban nhân dân" or "T/M Ban Thường vụ"; "" for one who signs for oneself."""
    signer_title: str = ""
    signer_name: str = ""
    recipients: Sequence[str] = ()
