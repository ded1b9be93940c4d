"""A committee, a directive and tasks of the cast, made through the services."""

from __future__ import annotations

from datetime import date

from lantoa.kit.file_models import StoredFile
from lantoa.movement.enums import CommitteeRole, DirectiveKind
from lantoa.movement.models import Directive, SteeringCommittee, Task
from lantoa.movement.services import (
    NewMember,
    acknowledge,
    assign_tasks,
    establish_committee,
    issue_directive,
    report_done,
)

SET_UP = date(2021, 3, 1)
ISSUED = date(2023, 1, 10)
GIVEN = date(2023, 1, 16)
DUE = date(2023, 6, 30)
HEAD = NewMember("Nguyễn Văn Trưởng", CommitteeRole.HEAD, "Phó Bí thư Đảng ủy Khối")
DEPUTY = NewMember("Trần Thị Phó", CommitteeRole.DEPUTY, "Trưởng Ban Tuyên giáo - Dân vận")
MEMBER = NewMember("Lê Văn Viên", CommitteeRole.MEMBER, "Bí thư Đoàn Khối")
CONTENT = "Nhân rộng mô hình “Chính quyền thân thiện vì Nhân dân phục vụ”"


def committee(cast, code: str = "khoi", members=(HEAD, DEPUTY, MEMBER), **changed) -> SteeringCommittee:
    values = {
        "unit": cast.unit(code),
        "name": "Ban Chỉ đạo phong trào thi đua “Dân vận khéo”",
        "decision_no": "12-QĐ/ĐUK",
        "valid_from": SET_UP,
        "by": cast.office,
    }
    return establish_committee(members=members, **values | changed)


def directive(cast, code: str = "khoi", **changed) -> Directive:
    values = {
        "unit": cast.unit(code),
        "kind": DirectiveKind.PLAN,
        "number": "01-KH/BCĐDVK",
        "dated_on": ISSUED,
        "title": "Kế hoạch nhân rộng mô hình “Chính quyền thân thiện”",
        "by": cast.office,
    }
    return issue_directive(**values | changed)


def assign_task(cast, *codes: str, of: Directive | None = None, **changed) -> list[Task]:
    values = {"content": CONTENT, "due_on": DUE, "on": GIVEN, "by": cast.office}
    return assign_tasks(
        of or directive(cast), units=[cast.unit(code) for code in codes or ("db1",)], **values | changed
    )


def taken_on(cast, **changed) -> Task:
    return acknowledge(assign_task(cast, **changed)[0], by=cast.officer, on=GIVEN)


def report_task(cast, **changed) -> Task:
    return report_done(taken_on(cast, **changed), by=cast.officer, note="Đã xong", on=date(2023, 5, 20))


def scan(name: str = "quyet-dinh.pdf") -> StoredFile:
    return StoredFile.objects.create(sha256="0" * 64, name=name, content_type="application/pdf", size=12, path="a/b")
