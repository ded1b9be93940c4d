"""The tasks of a directive with their status as a Word file, in the layout of the issuing unit. Only lays out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import BinaryIO

from lantoa.kit.letters import Block, DataTable, Letter, Paragraph, write_letter
from lantoa.kit.numbers import format_date, format_number
from lantoa.movement.models import Directive, Task
from lantoa.movement.wording import due_in_words
from lantoa.units.letterhead import letterhead

HEADERS = ["TT", "Đơn vị chủ trì", "Nội dung", "Hạn", "Tình trạng"]
WIDTHS = [6, 26, 36, 14, 18]


def task_list(directive: Directive, tasks: Iterable[Task], target: str | Path | BinaryIO, *, on: date) -> None:
    """Write the list as of the day `on`. `tasks`: with `progress` and their units loaded. Raises `NoRule` without a layout."""
    head = letterhead(directive.unit, on)
    letter = Letter(
        issuer=head.issuer,
        superior=head.superior,
        place=head.place,
        on=None,
        type_name="Danh sách",
        subject=f"nhiệm vụ thực hiện {directive} ngày {format_date(directive.dated_on)}",
        body=_body(directive, list(tasks), on),
        authority=head.authority,
        signer_title=head.signer_title,
        recipients=[*([head.superior] if head.superior else []), head.archive],
    )
    write_letter(letter, head.layout, target)


def _body(directive: Directive, tasks: list[Task], on: date) -> list[Block]:
    done = sum(1 for task in tasks if task.done_on)
    late = sum(1 for task in tasks if task.is_overdue(on))
    opening = (
        f"{directive}: {directive.title}. Tính đến ngày {format_date(on)}: đã giao {format_number(len(tasks))} nhiệm vụ, "
        f"hoàn thành {format_number(done)}, quá hạn {format_number(late)}."
    )
    if not tasks:
        return [Paragraph(opening)]
    rows = [
        [str(place), task.unit.name, task.content, format_date(task.due_on), _status(task, on)]
        for place, task in enumerate(tasks, start=1)
    ]
    return [
        Paragraph(opening),
        DataTable(HEADERS, rows, widths=WIDTHS, align=["right", "left", "left", "left", "left"]),
    ]


def _status(task: Task, on: date) -> str:
    if task.done_on:
        return f"{task.get_state_display()}, {format_date(task.done_on)}"
    progress = f"{task.progress}%" if task.progress is not None else ""
    return ", ".join(filter(None, (task.get_state_display(), progress, due_in_words(task, on))))
