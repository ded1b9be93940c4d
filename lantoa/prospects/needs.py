"""Prospects that wait to be rated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from lantoa.initiatives.work import find_deciders
from lantoa.kit.work_items import WorkItems, WorkLine
from lantoa.prospects.models import Prospect
from lantoa.prospects.queries import waiting_prospects
from lantoa.units.models import Person


def find_prospects_to_rate(user: Person, on: date) -> QuerySet[Prospect]:
    return waiting_prospects(user).select_related("unit")


def read_prospects(rows: Sequence[Prospect], user: Person) -> list[WorkLine]:
    return [
        WorkLine(
            row.name,
            row.get_absolute_url(),
            row.unit.name,
            row.holder,
            barred=frozenset(filter(None, [row.noted_by_id])),
        )
        for row in rows
    ]


WORK_ITEMS = (
    WorkItems(
        "trien-vong",
        50,
        "Triển vọng chờ đánh giá",
        "Đánh giá triển vọng",
        find_prospects_to_rate,
        read_prospects,
        advice="Cho mức triển vọng và nhận xét.",
        since="noted_on",
        find_doers=find_deciders,
    ),
)
