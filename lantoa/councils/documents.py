"""Minutes of a sitting and the draft of the decision on its result, as Word files in the layout of the issuing unit."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import BinaryIO

from lantoa.councils.enums import CouncilRole, Verdict
from lantoa.councils.models import Sitting
from lantoa.councils.queries import ItemResult, quorum_needed, results, roster
from lantoa.kit.letters import Block, DataTable, Heading, Letter, Paragraph, write_letter
from lantoa.kit.numbers import format_date, format_number
from lantoa.units.letterhead import BY_HAND, letterhead
from lantoa.units.models import Person

Target = str | Path | BinaryIO
POSITIVE = (Verdict.RECOMMENDED, Verdict.OUTSTANDING)


def write_minutes(sitting: Sitting, target: Target, *, viewer: Person, on: date) -> None:
    """The minutes, laid out by the rules of the day `on`. `viewer`: whose right to read scores is used; scoring must be over.
    Raises `NoRule` where the rulebook has no layout."""
    head = letterhead(sitting.council.unit, on)
    lines = results(sitting, viewer).items
    letter = Letter(
        issuer=sitting.council.name,
        superior=head.issuer,
        place=head.place,
        number=sitting.minutes_no,
        on=None,
        type_name="Biên bản",
        subject=f"họp hội đồng: {sitting.title}",
        body=[
            *_write_opening(sitting),
            *_attendance(sitting),
            *_criteria(sitting),
            *_result(lines),
            *_write_ending(sitting),
        ],
        signer_title="Chủ tịch hội đồng",
        signer_name=_name_member(sitting, CouncilRole.CHAIR),
        recipients=[head.issuer, head.archive],
    )
    write_letter(letter, head.layout, target)


def write_decision(sitting: Sitting, target: Target, *, viewer: Person, on: date) -> None:
    """A draft of the unit's decision on what the council recommends, with the list. Raises as `write_minutes`."""
    head = letterhead(sitting.council.unit, on)
    lines = results(sitting, viewer).items
    number = sitting.minutes_no or BY_HAND
    letter = Letter(
        issuer=head.issuer,
        superior=head.superior,
        place=head.place,
        on=None,
        type_name="Quyết định",
        subject=f"công nhận kết quả thẩm định tại {sitting.title} (dự thảo)",
        references=[
            f"Căn cứ Biên bản số {number} họp ngày {format_date(sitting.held_on)} của {sitting.council.name};",
            f"Theo đề nghị của {sitting.council.name},",
        ],
        body=_articles(sitting, lines),
        authority=head.authority,
        signer_title=head.signer_title,
        recipients=[*([head.superior] if head.superior else []), sitting.council.name, head.archive],
    )
    write_letter(letter, head.layout, target)


def _write_opening(sitting: Sitting) -> list[Block]:
    place = sitting.place or BY_HAND
    founded = f", thành lập theo Quyết định số {sitting.council.decision_no}," if sitting.council.decision_no else ""
    return [
        Paragraph(f"Ngày {format_date(sitting.held_on)}, tại {place}, {sitting.council.name}{founded} họp thẩm định."),
        Paragraph(
            "Hình thức thẩm định: "
            + ("không nêu tên đơn vị và tên hồ sơ với người chấm." if sitting.is_blind else "công khai tên hồ sơ.")
        ),
    ]


def _attendance(sitting: Sitting) -> list[Block]:
    seats = roster(sitting)
    marks = {row.member_id: row for row in sitting.attendance.all()}
    present = sum(marks[member.pk].is_present for member in seats if member.pk in marks)
    rows = [
        [
            str(number),
            str(member.person),
            member.get_role_display(),
            _there(marks.get(member.pk)),
        ]
        for number, member in enumerate(seats, start=1)
    ]
    needed = quorum_needed(len(seats), sitting.held_on)
    said = f"Có mặt {present} trên {len(seats)} thành viên; số cần để họp: {needed}."
    return [
        Heading("1. Thành phần", 2),
        DataTable(
            ["STT", "Họ và tên", "Nhiệm vụ", "Có mặt"], rows, [8, 42, 28, 22], ["center", "left", "left", "left"]
        ),
        Paragraph(said),
    ]


def _there(mark) -> str:
    if mark is None:
        return "chưa điểm danh"
    word = "có mặt" if mark.is_present else "vắng"
    return f"{word} ({mark.note})" if mark.note else word


def _criteria(sitting: Sitting) -> list[Block]:
    rows = [
        [row.name, f"{format_number(row.weight)}%", f"0–{format_number(row.scale_max)}"]
        for row in sitting.criteria.criteria.order_by("position")
    ]
    return [
        Heading("2. Tiêu chí", 2),
        Paragraph(f"Áp dụng {sitting.criteria}; hồ sơ thuộc lĩnh vực có bộ tiêu chí riêng được chấm theo bộ riêng."),
        DataTable(["Tiêu chí", "Trọng số", "Thang điểm"], rows, [60, 20, 20], ["left", "center", "center"]),
    ]


def _result(lines: tuple[ItemResult, ...]) -> list[Block]:
    counts = Counter(line.item.verdict for line in lines)
    said = "; ".join(f"{verdict.label.lower()}: {counts[verdict.value]}" for verdict in Verdict)
    ordered = sorted(lines, key=lambda line: (line.place is None, line.place or 0, line.item.position))
    rows = [
        [
            str(line.item.position),
            line.item.title,
            line.item.unit.name,
            f"{line.progress.done}/{line.progress.given}",
            format_number(line.mean, 2) if line.mean is not None else "",
            line.item.get_verdict_display() or "chưa ghi",
        ]
        for line in ordered
    ]
    reasons = [line.item for line in ordered if line.item.verdict_reason]
    return [
        Heading("3. Kết quả", 2),
        Paragraph(f"Số hồ sơ: {len(lines)}; {said}."),
        DataTable(
            ["Số", "Hồ sơ", "Đơn vị", "Phiếu", "Điểm", "Kết quả"],
            rows,
            [7, 30, 26, 9, 9, 19],
            ["center", "left", "left", "center", "right", "left"],
        ),
        *(Paragraph(f"- {item.blind_label}: {item.verdict_reason}") for item in reasons),
    ]


def _write_ending(sitting: Sitting) -> list[Block]:
    secretary = _name_member(sitting, CouncilRole.SECRETARY) or BY_HAND
    ended = f"Phiên họp kết thúc ngày {format_date(sitting.concluded_on)}." if sitting.concluded_on else ""
    return [Paragraph(f"{ended} Thư ký ghi biên bản: {secretary}.".strip())]


def _articles(sitting: Sitting, lines: tuple[ItemResult, ...]) -> list[Block]:
    chosen = [line for line in lines if line.item.verdict in POSITIVE]
    chosen.sort(key=lambda line: (line.item.verdict != Verdict.OUTSTANDING, line.place or 0, line.item.position))
    best = sum(line.item.verdict == Verdict.OUTSTANDING for line in chosen)
    outstanding = f", trong đó {best} hồ sơ tiêu biểu" if best else ""
    rows = [
        [
            str(number),
            line.item.title,
            line.item.unit.name,
            format_number(line.mean, 2) if line.mean is not None else "",
            "Tiêu biểu" if line.item.verdict == Verdict.OUTSTANDING else "",
        ]
        for number, line in enumerate(chosen, start=1)
    ]
    return [
        Paragraph(
            f"Điều 1. Công nhận ở cấp {sitting.council.get_tier_display().lower()} {len(chosen)} hồ sơ{outstanding}, "
            "theo danh sách kèm theo."
        ),
        Paragraph(
            "Điều 2. Các đơn vị có tên trong danh sách tiếp tục duy trì, theo dõi kết quả và báo cáo theo quy định."
        ),
        Paragraph("Điều 3. Các đơn vị, cá nhân liên quan chịu trách nhiệm thi hành quyết định này."),
        Heading("Danh sách kèm theo", 2),
        DataTable(
            ["STT", "Hồ sơ", "Đơn vị", "Điểm", "Ghi chú"],
            rows,
            [8, 38, 30, 10, 14],
            ["center", "left", "left", "right", "left"],
        ),
    ]


def _name_member(sitting: Sitting, role: str) -> str:
    return next((str(member.person) for member in roster(sitting) if member.role == role), "")
