"""The small pieces of WordprocessingML that python-docx has no words for, and the width of a line of text."""

import unicodedata

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_MM_PER_PT = 25.4 / 72
# Widths of bold Times letters in thousandths of their size; near enough to draw a line as long as a text.
_WIDTHS = {
    250: " .,", 278: "il/", 333: "fjt-()", 389: "Is", 444: "cerz", 500: "aogvxyJ0123456789", 556: "bdhknpquS",
    611: "FP", 667: "BELTZ", 722: "ACDNRUVXYw", 778: "GHKOQ", 833: "m", 944: "M", 1000: "W",
}  # fmt: skip
_WIDTH_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}


def text_width_mm(text: str, size_pt: float) -> float:
    """Width of one line of bold Times text, in mm, within a few hundredths."""
    letters = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return (
        sum(_WIDTH_OF.get(char, 0 if unicodedata.combining(char) else 500) for char in letters)
        / 1000
        * size_pt
        * _MM_PER_PT
    )


def set_font(properties_owner: Run | object, name: str) -> None:
    """Name a font for every script, so that no program takes another for letters with marks."""
    properties = properties_owner.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def set_language(document: Document, tag: str) -> None:
    """The language in which programs check the spelling, in place of the template's."""
    for languages in document.styles.element.iter(qn("w:lang")):
        for attribute in ("val", "eastAsia"):
            languages.set(qn(f"w:{attribute}"), tag)


def add_page_field(paragraph: Paragraph) -> Run:
    """A run that shows the number of its page."""
    run = paragraph.add_run()
    for kind in ("begin", None, "end"):
        if kind is None:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = "PAGE"
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)
    return run


def add_rule(cell_or_body: _Cell | Document, width_mm: float, available_mm: float) -> Paragraph:
    """A thin line of the given width, centred in the width at hand."""
    paragraph = cell_or_body.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(2), Pt(0), Pt(3)
    layout.left_indent = layout.right_indent = Mm(max((available_mm - width_mm) / 2, 0))
    layout.first_line_indent = Mm(0)
    borders = OxmlElement("w:pBdr")
    borders.append(_border("top"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    return paragraph


def _border(side: str) -> object:
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    return border


def shape_table(table: Table, widths_mm: list[float], *, ruled: bool) -> None:
    """Fixed column widths; all lines or none; the text of its cells in line with the text around it."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV") if ruled else ():
        line = _border(side)
        line.set(qn("w:sz"), "4")
        line.set(qn("w:space"), "0")
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("left", "85" if ruled else "30"), ("right", "85" if ruled else "0")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), twips)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(margins, "w:tblLook")
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def keep_row_whole(row: _Row) -> None:
    """The row stays on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def repeat_row(row: _Row) -> None:
    """The row stands again at the top of each page that the table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
