"""Prospects, plans and progress reports made for the tests, through the real services."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lantoa.initiatives.models import Initiative
from lantoa.plans.enums import Direction
from lantoa.plans.models import Plan, ProgressReport
from lantoa.plans.services.planning import NewIndicator, NewMilestone, make_plan
from lantoa.plans.services.progress import NewMeasurement, write_progress
from lantoa.prospects.models import Prospect
from lantoa.prospects.services import note_prospect
from tests.cast import Cast

START, END = date(2023, 4, 1), date(2023, 12, 31)
DATES = {"starts_on": START, "ends_on": END}
SURVEY = NewMilestone("Khảo sát hộ dân", "Lò Thị Bí thư", date(2023, 5, 31))
LAUNCH = NewMilestone("Ra mắt mô hình", "Chi đoàn Sở", date(2023, 9, 2))
HOUSEHOLDS = NewIndicator("Số hộ tham gia", "hộ", Decimal(60), Decimal(12), source="Danh sách của tổ dân phố")
COMPLAINTS = NewIndicator("Đơn thư vượt cấp", "đơn", Decimal(2), Decimal(8), Direction.DOWN)
FIRST_PERIOD = {"period_from": START, "period_to": date(2023, 6, 30), "done": "Đã họp dân ở ba bản"}


def plan_values(**changed) -> dict:
    return {**DATES, "charter": "Họp giao ban hằng tháng", "lead": "Ban Thường vụ", "coordinating_note": ""} | changed


def add_plan(initiative: Initiative, by, **changed) -> Plan:
    given = {"milestones": [SURVEY, LAUNCH], "indicators": [HOUSEHOLDS, COMPLAINTS], "values": plan_values()}
    return make_plan(initiative, by=by, **(given | changed))


def write_report(initiative: Initiative, by, *, value: int | None = None, **changed) -> ProgressReport:
    """A draft report; `value`: of the plan's first indicator."""
    measured = []
    if value is not None:
        measured = [NewMeasurement(initiative.plan.indicators.first(), Decimal(value))]
    return write_progress(initiative, values=FIRST_PERIOD | changed, measurements=measured, by=by)


def add_prospect(cast: Cast, by=None, **changed) -> Prospect:
    given = {
        "unit": cast.unit("db1"),
        "year": 2023,
        "name": "Tổ tự quản thu gom rác",
        "holder": "Tổ phụ nữ bản Nà Sản",
        "location": "Bản Nà Sản",
        "why": "Đường bản sạch, bà con tự góp công",
        "sector": cast.sector["economy"],
    }
    return note_prospect(values=given | changed, by=by or cast.officer)
