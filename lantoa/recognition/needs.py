"""Candidacies to decide and recognitions to check again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from lantoa.initiatives.queries.rights import GOES_ON
from lantoa.initiatives.work import line_about
from lantoa.kit.work_items import WorkItems, WorkLine, on_the_day
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.queries.standing import candidacies_to_decide, checks_to_make
from lantoa.units.models import Person


def find_candidacies(user: Person, on: date) -> QuerySet[Candidacy]:
    return candidacies_to_decide(user, on).filter(**GOES_ON).select_related("initiative__unit")


def read_candidacies(rows: Sequence[Candidacy], user: Person) -> list[WorkLine]:
    return [
        line_about(
            row.initiative,
            reverse("initiative_recognition", args=[row.initiative_id]),
            note=str(row),
            barred=[row.proposed_by_id, row.initiative.submitted_by_id],
        )
        for row in rows
    ]


def read_checks(rows: Sequence[Recognition], user: Person) -> list[WorkLine]:
    """Recognitions that this person may check again."""
    return [
        line_about(row.initiative, reverse("initiative_recognition", args=[row.initiative_id]), note=str(row))
        for row in rows
    ]


WORK_ITEMS = (
    WorkItems(
        "cho-tham-dinh",
        32,
        "Đề nghị công nhận chờ thẩm định",
        "Thẩm định, quyết định",
        find_candidacies,
        read_candidacies,
        advice="Đưa ra hội đồng, hoặc quyết định kèm lý do.",
        unit="initiative__unit",
        since="proposed_on",
        due="due_on",
    ),
    WorkItems(
        "kiem-tra-lai",
        40,
        "Công nhận đến hạn kiểm tra lại",
        "Kiểm tra lại",
        checks_to_make,
        read_checks,
        advice="Kiểm tra mô hình còn duy trì, hiệu quả không; rồi công nhận lại, thu hồi hoặc cho thôi.",
        unit="initiative__unit",
        due="due_on",
        came="due_on",
        lead=on_the_day,
    ),
)
