"""Candidacies to decide and recognitions to check again."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from lantoa.initiatives.queries.rights import GOES_ON
from lantoa.initiatives.work import line_about
from lantoa.kit.work_items import Need, TaskLine
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.queries.standing import candidacies_to_decide, checks_to_make
from lantoa.units.models import Person


def candidacies(user: Person, on: date) -> Need:
    return Need(
        "cho-tham-dinh",
        "Đề nghị công nhận chờ thẩm định",
        "Đưa ra hội đồng, hoặc quyết định kèm lý do.",
        "Hạn thẩm định",
        candidacies_to_decide(user, on).filter(**GOES_ON).select_related("initiative__unit"),
        "proposed_on",
        _candidacy_line,
        has_due_days=True,
    )


def _candidacy_line(row: Candidacy) -> TaskLine:
    return line_about(str(row), row.initiative, row.due_on, reverse("initiative_recognition", args=[row.initiative_id]))


def checks(user: Person, on: date) -> Need:
    """Recognitions that this person may check again."""
    rows = checks_to_make(user, on)
    return Need(
        "kiem-tra-lai",
        "Công nhận đến hạn kiểm tra lại",
        "Kiểm tra mô hình còn duy trì, hiệu quả không; rồi công nhận lại, thu hồi hoặc cho thôi.",
        "Hạn kiểm tra lại",
        rows,
        "due_on",
        _check_line,
        has_due_days=True,
    )


def _check_line(row: Recognition) -> TaskLine:
    url = reverse("initiative_recognition", args=[row.initiative_id])
    return TaskLine(row.initiative.name, str(row), row.initiative.unit.name, row.due_on, url)
