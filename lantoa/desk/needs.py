"""Every kind of work that may wait for a person, beside registrations: brought together from all apps below."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from lantoa.councils.models import Appraisal
from lantoa.councils.queries import hides_names, label_of, waiting_appraisals
from lantoa.initiatives.models import Prospect, Recognition
from lantoa.initiatives.queries.needs import Need, TaskLine, needs
from lantoa.initiatives.queries.prospects import waiting_prospects
from lantoa.initiatives.queries.standing import checks_to_make
from lantoa.movement.models import Task
from lantoa.movement.queries import waiting_tasks
from lantoa.units.models import Person

TASK_HEAPS = {
    "to_acknowledge": ("nhiem-vu-moi", "Nhiệm vụ mới giao", "Đọc rồi bấm nhận nhiệm vụ."),
    "to_do": ("nhiem-vu", "Nhiệm vụ đang làm", "Ghi tiến độ; xong thì báo đã làm xong."),
    "to_accept": (
        "nhiem-vu-cho-xac-nhan",
        "Nhiệm vụ chờ xác nhận",
        "Xem kết quả rồi xác nhận, hoặc trả lại kèm lý do.",
    ),
}


def all_needs(user: Person, on: date) -> list[Need]:
    """All heaps of the person, empty ones too, in the order in which to take them."""
    return [scoring(user), *steering(user), *needs(user, on), checks(user, on), prospects(user)]


def scoring(user: Person) -> Need:
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


def steering(user: Person) -> list[Need]:
    heaps = waiting_tasks(user)
    return [
        Need(slug, title, advice, "Hạn", heaps[name], "due_on", _task_line, has_due_days=True)
        for name, (slug, title, advice) in TASK_HEAPS.items()
    ]


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


def prospects(user: Person) -> Need:
    rows = waiting_prospects(user).select_related("unit").order_by("noted_on", "pk")
    advice = "Cho mức triển vọng và nhận xét."
    return Need("trien-vong", "Triển vọng chờ đánh giá", advice, "Ngày ghi nhận", rows, "noted_on", _prospect_line)


def _task_line(row: Task) -> TaskLine:
    return TaskLine(row.content, str(row.directive), row.unit.name, row.due_on, row.get_absolute_url())


def _check_line(row: Recognition) -> TaskLine:
    url = reverse("initiative_recognition", args=[row.initiative_id])
    return TaskLine(row.initiative.name, str(row), row.initiative.unit.name, row.due_on, url)


def _prospect_line(row: Prospect) -> TaskLine:
    return TaskLine(row.name, row.holder, row.unit.name, row.noted_on, row.get_absolute_url())
