"""What a council waits for a person to score."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from lantoa.councils.models import Appraisal
from lantoa.councils.queries import hides_names, label_of, waiting_appraisals
from lantoa.kit.work_items import Need, TaskLine
from lantoa.units.models import Person


def scoring(user: Person, on: date) -> Need:
    """Dossiers that a council gave to this person; in a blind sitting without names."""
    hidden: dict[int, bool] = {}

    def line(row: Appraisal) -> TaskLine:
        sitting = row.item.sitting
        if sitting.pk not in hidden:
            hidden[sitting.pk] = hides_names(sitting, user)
        url = reverse("item_score", args=[sitting.pk, row.item_id])
        return TaskLine(
            label_of(row.item, is_hidden=hidden[sitting.pk]), str(sitting), str(sitting.council), sitting.held_on, url
        )

    rows = waiting_appraisals(user)
    advice = "Đọc hồ sơ, chấm từng tiêu chí."
    return Need("cham-diem", "Hồ sơ chờ bạn chấm điểm", advice, "Ngày họp", rows, "", line, place_label="Hội đồng")
