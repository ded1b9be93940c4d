"""The sheet that says who scores what: number of an item, username of a member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from lantoa.councils.models import Item, Member, Sitting
from lantoa.councils.queries import roster
from lantoa.kit.ruling import Refused
from lantoa.kit.sheets import Column, SheetRefused, read_table, write_template

SHEET = "Phân công"
COLUMNS = (
    Column("item", "Số hồ sơ", required=True, kind="whole", help="Số của hồ sơ trong chương trình phiên họp."),
    Column("member", "Tên đăng nhập thành viên", required=True, help="Tên đăng nhập của thành viên.", max_length=60),
)
GUIDE = (
    "Mỗi dòng giao một hồ sơ cho một thành viên; một hồ sơ có thể có nhiều dòng.",
    "Cặp đã phân công rồi được bỏ qua; cặp có xung đột lợi ích bị từ chối. Hệ thống cho xem trước khi ghi.",
)


def read_pairs(source: bytes | BinaryIO, sitting: Sitting) -> list[tuple[Item, Member]]:
    """The pairs of the sheet. Raises `Refused` with one located sentence a fault; nothing is taken from a faulty sheet."""
    try:
        table = read_table(source, COLUMNS)
    except SheetRefused as refused:
        raise Refused(str(refused)) from refused
    items = {item.position: item for item in sitting.items.on_agenda().select_related("unit", "sitting")}
    members = {member.person.username: member for member in roster(sitting)}
    errors, pairs = list(table.errors), []
    for row in table.rows:
        item, member = row.values["item"], row.values["member"]
        if item is not None and item not in items:
            errors.append(table.fault(row, "item", f"phiên họp không có hồ sơ số {item}."))
        if member is not None and member.lower() not in members:
            errors.append(table.fault(row, "member", f"“{member}” không phải thành viên hội đồng vào ngày họp."))
        if item in items and member and member.lower() in members:
            pairs.append((items[item], members[member.lower()]))
    if errors:
        raise Refused([error.as_text() for error in errors])
    if not pairs:
        raise Refused("Bảng không có dòng phân công nào.")
    return pairs


def write_assignment_template(target: BinaryIO, sitting: Sitting, labels: Mapping[int, str]) -> None:
    """A blank sheet with the sitting's items and members to choose from. `labels`: number of an item → what to call it."""
    people = [member.person for member in roster(sitting)]
    usernames: Sequence[str] = [person.username for person in people]
    guide = [*GUIDE, *labels.values(), *(f"{person.username}: {person.full_name}" for person in people)]
    write_template(target, COLUMNS, sheet=SHEET, guide=guide, lists={"member": usernames})
