"""Letters and reports as .docx: plain data laid out by a layout that is itself data."""

from lantoa.kit.letters.content import Block, DataTable, Heading, Letter, Paragraph
from lantoa.kit.letters.layout import Layout
from lantoa.kit.letters.writing import write_letter

__all__ = ["Block", "DataTable", "Heading", "Layout", "Letter", "Paragraph", "write_letter"]
