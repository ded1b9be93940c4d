"""Prospects that wait to be rated."""

from __future__ import annotations

from datetime import date

from lantoa.kit.work_items import Need, TaskLine
from lantoa.prospects.models import Prospect
from lantoa.prospects.queries import waiting_prospects
from lantoa.units.models import Person


def prospects(user: Person, on: date) -> Need:
    rows = waiting_prospects(user).select_related("unit").order_by("noted_on", "pk")
    advice = "Cho mức triển vọng và nhận xét."
    return Need("trien-vong", "Triển vọng chờ đánh giá", advice, "Ngày ghi nhận", rows, "noted_on", _prospect_line)


def _prospect_line(row: Prospect) -> TaskLine:
    return TaskLine(row.name, row.holder, row.unit.name, row.noted_on, row.get_absolute_url())
