"""What a council waits for a person to score."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse

from lantoa.councils.models import Appraisal
from lantoa.councils.queries import hides_names, label_of, waiting_appraisals
from lantoa.kit.work_items import WorkItems, WorkLine
from lantoa.units.models import Person


def find_unscored(user: Person, on: date) -> QuerySet[Appraisal]:
    return waiting_appraisals(user)


def read_unscored(rows: Sequence[Appraisal], user: Person) -> list[WorkLine]:
    """Dossiers that a council gave to this person; in a blind sitting without names."""
    sittings = {row.item.sitting_id: row.item.sitting for row in rows}
    hidden = {key: hides_names(sitting, user) for key, sitting in sittings.items()}
    return [_line(row, is_hidden=hidden[row.item.sitting_id]) for row in rows]


def _line(row: Appraisal, *, is_hidden: bool) -> WorkLine:
    sitting = row.item.sitting
    url = reverse("item_score", args=[sitting.pk, row.item_id])
    return WorkLine(label_of(row.item, is_hidden=is_hidden), url, str(sitting.council), str(sitting))


WORK_ITEMS = (
    WorkItems(
        "cham-diem",
        10,
        "Hồ sơ chờ bạn chấm điểm",
        "Chấm điểm",
        find_unscored,
        read_unscored,
        advice="Đọc hồ sơ, chấm từng tiêu chí.",
        unit="item__sitting__council__unit",
        since=TruncDate("assigned_at"),
        due="item__sitting__held_on",
    ),
)
