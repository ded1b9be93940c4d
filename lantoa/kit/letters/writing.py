"""Laying out a letter as .docx. Two arrangements: state documents (Decree 30/2020/NĐ-CP) and documents of the Party.

Which measures are in force on which day is the caller's data (`Layout`); here stand only the order and style of the parts.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import BinaryIO

import docx
from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from lantoa.kit.letters import content
from lantoa.kit.letters.content import DataTable, Heading, Letter
from lantoa.kit.letters.layout import Layout
from lantoa.kit.letters.pieces import (
    ALIGNMENTS,
    add_page_field,
    add_rule,
    keep_row_whole,
    repeat_row,
    set_font,
    set_language,
    shape_table,
    text_width_mm,
)
from lantoa.kit.numbers import format_date, format_number


@dataclass(frozen=True)
class _Manner:
    """What an arrangement writes and how, apart from its measures."""

    emblem: str
    motto: str
    number: str
    issuer_ends_with_star: bool
    subject_end: str
    short_subject: str
    short_subject_italic: bool
    signer_title_bold: bool
    recipients_label: dict[str, bool]


_MANNERS = {
    "state": _Manner(
        emblem="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        motto="Độc lập - Tự do - Hạnh phúc",
        number="Số: ",
        issuer_ends_with_star=False,
        subject_end="",
        short_subject="V/v ",
        short_subject_italic=False,
        signer_title_bold=True,
        recipients_label={"bold": True, "italic": True},
    ),
    "party": _Manner(
        emblem="ĐẢNG CỘNG SẢN VIỆT NAM",
        motto="",
        number="Số ",
        issuer_ends_with_star=True,
        subject_end="-----",
        short_subject="về việc ",
        short_subject_italic=True,
        signer_title_bold=False,
        recipients_label={"underline": True},
    ),
}
_LINE_RULES = {"exactly": WD_LINE_SPACING.EXACTLY, "at_least": WD_LINE_SPACING.AT_LEAST}
_ISSUER_RULE_SHARE = 0.4
"""Of the issuer's or subject's width: between a third and a half."""
_NUMBER_TEXT = re.compile(r"(?:(?:trên|dưới|khoảng) )?-?\d[\d.,]*%?")
_ROOM_FOR_NUMBER, _ROOM_FOR_DAY = " " * 8, " " * 6


def write_letter(letter: Letter, layout: Layout, path: str | Path | BinaryIO) -> None:
    """Write `letter` in `layout` to a path or an open binary file."""
    writer = _Writer(letter, layout)
    writer.write()
    writer.document.save(str(path) if isinstance(path, Path) else path)


def place_and_date(place: str, on: date | None) -> str:
    """ "Sơn La, ngày 05 tháng 01 năm 2024": days below 10 and months below 3 with a leading zero."""
    if on is None:
        return f"{place}, ngày{_ROOM_FOR_DAY}tháng{_ROOM_FOR_DAY}năm"
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"{place}, ngày {on.day:02} tháng {month} năm {on.year}"


class _Writer:
    def __init__(self, letter: Letter, layout: Layout) -> None:
        self.letter, self.layout = letter, layout
        self.manner = _MANNERS[layout.arrangement]
        self.document: Document = docx.Document()

    def write(self) -> None:
        self._set_page()
        self._set_properties()
        self._write_head()
        self._write_title()
        self._write_body()
        self._write_foot()

    # --- page ---

    def _set_page(self) -> None:
        layout, section = self.layout, self.document.sections[0]
        section.page_width, section.page_height = Mm(layout.page_width_mm), Mm(layout.page_height_mm)
        section.top_margin, section.bottom_margin = Mm(layout.top_mm), Mm(layout.bottom_mm)
        section.left_margin, section.right_margin = Mm(layout.left_mm), Mm(layout.right_mm)
        section.header_distance = Mm(layout.page_number_from_top_mm)
        section.different_first_page_header_footer = True
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = layout.font, Pt(layout.sizes_pt["body"])
        set_font(normal, layout.font)
        normal.paragraph_format.space_after = Pt(0)
        set_language(self.document, "vi-VN")
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = ALIGNMENTS["center"]
        number = add_page_field(paragraph)
        number.font.size = Pt(layout.page_number_pt)
        set_font(number, layout.font)

    def _set_properties(self) -> None:
        properties = self.document.core_properties
        properties.title = f"{self.letter.type_name} {self.letter.subject}".strip()
        properties.author, properties.last_modified_by, properties.comments = self.letter.issuer, "", ""
        properties.language = "vi-VN"
        if self.letter.on:
            properties.created = properties.modified = datetime.combine(self.letter.on, time())

    # --- parts ---

    def _line(
        self, owner: _Cell | Document, text: str, part: str, *, align: str = "center", **style: bool
    ) -> DocxParagraph:
        paragraph = _free_paragraph(owner)
        paragraph.alignment = ALIGNMENTS[align]
        run = paragraph.add_run(text)
        run.font.size = Pt(self.layout.sizes_pt[part])
        run.font.bold, run.font.italic, run.font.underline = (
            style.get(name, False) for name in ("bold", "italic", "underline")
        )
        set_font(run, self.layout.font)
        return paragraph

    def _write_head(self) -> None:
        letter, manner, sizes = self.letter, self.manner, self.layout.sizes_pt
        left_mm = self.layout.text_width_mm * self.layout.head_left_share
        right_mm = self.layout.text_width_mm - left_mm
        table = self.document.add_table(2, 2)
        shape_table(table, [left_mm, right_mm], ruled=False)
        (body, emblem), (number, place) = (row.cells for row in table.rows)
        if letter.superior:
            self._line(body, _whole_end(letter.superior.upper()), "superior")
        self._line(body, _whole_end(letter.issuer.upper()), "issuer", bold=True)
        if manner.issuer_ends_with_star:
            self._line(body, "*", "issuer")
        else:
            self._rule_under(body, letter.issuer.upper(), sizes["issuer"], left_mm)
        self._line(emblem, manner.emblem, "emblem", bold=True)
        last, size = (manner.motto, sizes["motto"]) if manner.motto else (manner.emblem, sizes["emblem"])
        if manner.motto:
            self._line(emblem, manner.motto, "motto", bold=True)
        add_rule(emblem, min(text_width_mm(last, size), right_mm), right_mm)
        self._line(number, manner.number + (letter.number or _ROOM_FOR_NUMBER), "number")
        if not letter.type_name and letter.subject:
            short = manner.short_subject + letter.subject
            self._line(number, short, "short_subject", italic=manner.short_subject_italic)
        self._line(place, place_and_date(letter.place, letter.on), "place_date", italic=True)
        for cell in (number, place):
            cell.paragraphs[0].paragraph_format.space_before = Pt(self.layout.space_after_pt)

    def _rule_under(self, owner: _Cell | Document, text: str, size_pt: float, available_mm: float) -> None:
        width = min(text_width_mm(text, size_pt), available_mm) * _ISSUER_RULE_SHARE
        add_rule(owner, width, available_mm)

    def _write_title(self) -> None:
        letter, manner = self.letter, self.manner
        gap = Pt(self.layout.space_after_pt * 2)
        if letter.type_name:
            self._line(
                self.document, letter.type_name.upper(), "type_name", bold=True
            ).paragraph_format.space_before = gap
            self._line(self.document, _whole_end(letter.subject), "subject", bold=True)
            if manner.subject_end:
                self._line(self.document, manner.subject_end, "subject")
            else:
                size = self.layout.sizes_pt["subject"]
                self._rule_under(self.document, letter.subject, size, self.layout.text_width_mm)
        last = self.document.add_paragraph()
        last.paragraph_format.line_spacing = gap
        if letter.addressees:
            self._write_addressees()

    def _write_addressees(self) -> None:
        letter = self.letter
        many = len(letter.addressees) > 1
        first = f"{letter.salutation}:" + ("" if many else f" {letter.addressees[0]}")
        lines = [self._line(self.document, first, "body")]
        for number, addressee in enumerate(letter.addressees if many else (), 1):
            end = "." if number == len(letter.addressees) else ";"
            line = self._line(self.document, f"- {addressee}{end}", "body", align="left")
            line.paragraph_format.left_indent = Mm(self.layout.text_width_mm * 0.35)
            lines.append(line)
        lines[-1].paragraph_format.space_after = Pt(self.layout.space_after_pt * 2)

    # --- body ---

    def _write_body(self) -> None:
        for line in self.letter.references:
            self._write_paragraph(content.Paragraph(line, italic=True))
        for block in self.letter.body:
            if isinstance(block, DataTable):
                self._write_table(block)
            elif isinstance(block, Heading):
                text = content.Paragraph(block.text, bold=True, italic=block.rank == 3, align="left")
                self._write_paragraph(text).paragraph_format.keep_with_next = True
            else:
                self._write_paragraph(block)

    def _write_paragraph(self, block: content.Paragraph) -> DocxParagraph:
        paragraph = self._line(
            self.document, block.text, "body", align=block.align, bold=block.bold, italic=block.italic
        )
        form = paragraph.paragraph_format
        if block.indent and block.align in ("left", "justify"):
            form.first_line_indent = Mm(self.layout.indent_mm)
        form.space_after = Pt(self.layout.space_after_pt)
        form.widow_control = True
        if self.layout.line_rule == "multiple":
            form.line_spacing = float(self.layout.line_value)
        else:
            form.line_spacing = Pt(self.layout.line_value)
            form.line_spacing_rule = _LINE_RULES[self.layout.line_rule]
        return paragraph

    def _write_table(self, block: DataTable) -> None:
        if block.caption:
            caption = self._line(self.document, block.caption, "table", italic=True, align="right")
            caption.paragraph_format.keep_with_next = True
        shares = list(block.widths or [1.0] * len(block.headers))
        widths = [share / sum(shares) * self.layout.text_width_mm for share in shares]
        rows = [*block.rows, *([block.total_row] if block.total_row else [])]
        table = self.document.add_table(len(rows) + 1, len(block.headers))
        for cell, header in zip(table.rows[0].cells, block.headers, strict=True):
            self._line(cell, header, "table", bold=True)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        repeat_row(table.rows[0])
        keep_row_whole(table.rows[0])
        for number, (row, values) in enumerate(zip(list(table.rows)[1:], rows, strict=True), 1):
            keep_row_whole(row)
            is_total = bool(block.total_row) and number == len(rows)
            for column, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
                align = block.align[column] if block.align else _natural_align(value)
                self._line(cell, _format_cell(value), "table", align=align, bold=is_total)
        shape_table(table, widths, ruled=True)
        after = self.document.add_paragraph()
        after.paragraph_format.line_spacing = Pt(max(self.layout.space_after_pt, 1))

    # --- foot ---

    def _write_foot(self) -> None:
        if self.document.paragraphs:
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        half = self.layout.text_width_mm / 2
        table = self.document.add_table(1, 2)
        shape_table(table, [half, half], ruled=False)
        keep_row_whole(table.rows[0])
        recipients, signer = table.rows[0].cells
        self._write_recipients(recipients)
        self._write_signer(signer)
        for cell in (recipients, signer):
            cell.paragraphs[0].paragraph_format.space_before = Pt(self.layout.space_after_pt * 2)
        end = self.document.add_paragraph()  # a document may not end with a table
        end.paragraph_format.line_spacing = Pt(1)

    def _write_recipients(self, cell: _Cell) -> None:
        names = self.letter.recipients
        if not names:
            return
        self._line(cell, "Nơi nhận:", "recipients_label", align="left", **self.manner.recipients_label)
        for number, name in enumerate(names, 1):
            end = "." if number == len(names) else self.layout.recipient_end
            self._line(cell, f"- {name}{end}", "recipients", align="left")

    def _write_signer(self, cell: _Cell) -> None:
        letter = self.letter
        if letter.authority:
            self._line(cell, letter.authority.upper(), "authority", bold=True)
        title = self._line(cell, letter.signer_title.upper(), "signer_title", bold=self.manner.signer_title_bold)
        title.paragraph_format.space_after = Mm(self.layout.signature_space_mm)
        self._line(cell, letter.signer_name, "signer_name", bold=True)


def _free_paragraph(owner: _Cell | Document) -> DocxParagraph:
    """A new paragraph, or the one that a new cell begins with."""
    paragraphs = owner.paragraphs if isinstance(owner, _Cell) else []
    if len(paragraphs) == 1 and not paragraphs[0].runs:
        return paragraphs[0]
    return owner.add_paragraph()


def _whole_end(text: str) -> str:
    """The last two words held together: a name of a place is not torn, and no word stands alone in a line."""
    return "\u00a0".join(text.rsplit(" ", 1))


def _natural_align(value: content.Cell) -> content.Align:
    if isinstance(value, date):
        return "center"
    is_text = value is None or (isinstance(value, str) and not _NUMBER_TEXT.fullmatch(value))
    return "left" if is_text else "right"


def _format_cell(value: content.Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return format_date(value)
    return value if isinstance(value, str) else format_number(value)
