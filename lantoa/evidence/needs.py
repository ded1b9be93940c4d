"""Evidence that waits to be accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from lantoa.evidence.models import Evidence
from lantoa.evidence.queries.evidence import waiting_evidence
from lantoa.initiatives.work import find_deciders, line_about
from lantoa.kit.work_items import WorkItems, WorkLine
from lantoa.units.models import Person


def find_evidence_to_accept(user: Person, on: date) -> QuerySet[Evidence]:
    return waiting_evidence(user).select_related("initiative__unit")


def read_evidence(rows: Sequence[Evidence], user: Person) -> list[WorkLine]:
    return [
        line_about(row.initiative, row.get_absolute_url(), note=row.caption, barred=[row.added_by_id]) for row in rows
    ]


WORK_ITEMS = (
    WorkItems(
        "minh-chung-cho-chap-nhan",
        34,
        "Minh chứng chờ chấp nhận",
        "Xem minh chứng",
        find_evidence_to_accept,
        read_evidence,
        advice="Xem rồi chấp nhận, hoặc không chấp nhận kèm lý do; chưa chấp nhận thì chưa được tính.",
        unit="initiative__unit",
        since="dated_on",
        find_doers=find_deciders,
    ),
)
