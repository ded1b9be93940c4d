"""Evidence that waits to be accepted."""

from __future__ import annotations

from datetime import date

from lantoa.evidence.models import Evidence
from lantoa.evidence.queries.evidence import waiting_evidence
from lantoa.initiatives.work import line_about
from lantoa.kit.work_items import Need, TaskLine
from lantoa.units.models import Person


def evidence(user: Person, on: date) -> Need:
    rows = waiting_evidence(user)
    return Need(
        "minh-chung-cho-chap-nhan",
        "Minh chứng chờ chấp nhận",
        "Xem rồi chấp nhận, hoặc không chấp nhận kèm lý do; chưa chấp nhận thì chưa được tính.",
        "Ngày của minh chứng",
        rows.select_related("initiative__unit").order_by("dated_on", "pk"),
        "",
        _evidence_line,
    )


def _evidence_line(row: Evidence) -> TaskLine:
    return line_about(row.caption, row.initiative, row.dated_on, row.get_absolute_url())
