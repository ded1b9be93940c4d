"""Progress reports that wait to be looked at."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from lantoa.initiatives.queries.rights import GOES_ON
from lantoa.initiatives.work import line_about
from lantoa.kit.work_items import Need, TaskLine
from lantoa.plans.models import ProgressReport
from lantoa.plans.queries import waiting_progress
from lantoa.units.models import Person


def reports(user: Person, on: date) -> Need:
    rows = waiting_progress(user).filter(**GOES_ON)
    return Need(
        "bao-cao-cho-nhan",
        "Báo cáo tiến độ chờ xem xét",
        "Nhận, hoặc trả lại kèm lý do.",
        "Ngày nộp",
        rows.select_related("initiative__unit").order_by("submitted_on", "pk"),
        "submitted_on",
        _report_line,
    )


def _report_line(row: ProgressReport) -> TaskLine:
    return line_about(str(row), row.initiative, row.submitted_on, reverse("progress", args=[row.pk]))
