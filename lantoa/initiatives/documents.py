"""The registration form of one initiative as a Word file to sign, in the layout of its unit: nine numbered boxes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import BinaryIO

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.wording import boxes, facts
from lantoa.kit.letters import Block, DataTable, Heading, Letter, Paragraph, write_letter
from lantoa.units.letterhead import letterhead


def registration_form(initiative: Initiative, target: str | Path | BinaryIO, *, on: date) -> None:
    """Write the form as the unit would issue it on the day `on`. Raises `NoRule` where the rulebook has no layout for it."""
    head = letterhead(initiative.unit, on)
    letter = Letter(
        issuer=head.issuer,
        superior=head.superior,
        place=head.place,
        on=None,
        type_name="Phiếu đăng ký",
        subject="mô hình “Dân vận khéo”",
        body=_body(initiative),
        authority=head.authority,
        signer_title=head.signer_title,
        recipients=[*([head.superior] if head.superior else []), head.archive],
    )
    write_letter(letter, head.layout, target)


def _body(initiative: Initiative) -> list[Block]:
    known = [[item.label, "" if item.is_missing else item.value] for item in facts(initiative)]
    blocks: list[Block] = [DataTable(["Mục", "Thông tin"], known, widths=[30, 70], align=["left", "left"])]
    blocks += [Heading("1. Tên mô hình", 2), Paragraph(initiative.name)]
    for box in boxes(initiative):
        blocks += [Heading(f"{box.number}. {box.label}", 2), *_paragraphs(box.text)]
    return blocks


def _paragraphs(text: str) -> Iterable[Paragraph]:
    """A paragraph a line; an empty box leaves a line to write on by hand."""
    lines = [line for line in text.split("\n") if line.strip()]
    return [Paragraph(line) for line in lines] or [Paragraph("………………………………", indent=False)]
