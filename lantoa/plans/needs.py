"""Progress reports that wait to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from lantoa.initiatives.queries.rights import GOES_ON
from lantoa.initiatives.work import find_deciders, line_about
from lantoa.kit.work_items import WorkItems, WorkLine
from lantoa.plans.models import ProgressReport
from lantoa.plans.queries import waiting_progress
from lantoa.units.models import Person


def find_reports(user: Person, on: date) -> QuerySet[ProgressReport]:
    return waiting_progress(user).filter(**GOES_ON).select_related("initiative__unit")


def read_reports(rows: Sequence[ProgressReport], user: Person) -> list[WorkLine]:
    return [
        line_about(row.initiative, reverse("progress", args=[row.pk]), note=str(row), barred=[row.submitted_by_id])
        for row in rows
    ]


WORK_ITEMS = (
    WorkItems(
        "bao-cao-cho-nhan",
        33,
        "Báo cáo tiến độ chờ xem xét",
        "Nhận báo cáo",
        find_reports,
        read_reports,
        advice="Nhận, hoặc trả lại kèm lý do.",
        unit="initiative__unit",
        since="submitted_on",
        find_doers=find_deciders,
    ),
)
