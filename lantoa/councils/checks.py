"""What must hold of councils beyond what the schema can say. Each check reads only, and returns one sentence a fault."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.db.models import F, Sum

from lantoa.councils.enums import AppraisalState, CouncilRole
from lantoa.councils.models import Appraisal, CriteriaSet, Item, Member
from lantoa.councils.totals import WHOLE, weighted_total
from lantoa.kit.file_models import StoredFile
from lantoa.kit.numbers import format_number


def appraisal_totals_match_scores() -> list[str]:
    """A kept total is the weighted sum of its scores, one of each criterion of the item's set."""
    faults = []
    rows = Appraisal.objects.filter(state=AppraisalState.SCORED).select_related("item__criteria", "member__person")
    for row in rows.prefetch_related("scores__criterion", "item__criteria__criteria").order_by("pk").iterator(500):
        scores = list(row.scores.all())
        asked = {criterion.pk for criterion in row.item.criteria.criteria.all()}
        total = weighted_total((s.value, s.criterion.scale_max, s.criterion.weight) for s in scores)
        if {score.criterion_id for score in scores} != asked:
            faults.append(f"Phiếu chấm số {row.pk} ({row}): không đủ điểm của các tiêu chí.")
        elif total != row.total:
            faults.append(
                f"Phiếu chấm số {row.pk} ({row}): tổng ghi {format_number(row.total)}, "
                f"tính lại là {format_number(total)}."
            )
    return faults


def scores_are_on_their_scale() -> list[str]:
    faults = []
    rows = Appraisal.objects.filter(scores__value__gt=F("scores__criterion__scale_max")).distinct().order_by("pk")
    for row in rows.select_related("item", "member__person"):
        faults.append(f"Phiếu chấm số {row.pk} ({row}): có điểm ngoài thang điểm.")
    return faults


def council_seats_do_not_overlap() -> list[str]:
    """A person sits once at a time, and a council has one chair at a time."""
    faults = []
    seats: dict[tuple, list[Member]] = defaultdict(list)
    for row in Member.objects.select_related("council", "person").order_by("valid_from", "pk"):
        seats[row.council_id, "person", row.person_id].append(row)
        if row.role == CouncilRole.CHAIR:
            seats[row.council_id, "chair", 0].append(row)
    for (_, kind, _), rows in seats.items():
        for one, other in pairwise(rows):
            if (one.valid_to or date.max) >= other.valid_from:
                who = f"{other} có hai nhiệm vụ" if kind == "person" else f"{one} và {other} cùng là chủ tịch"
                faults.append(f"Hội đồng “{other.council}”: {who} từ ngày {other.valid_from:%d/%m/%Y}.")
    return faults


def criteria_weights_sum_to_100() -> list[str]:
    rows = CriteriaSet.objects.annotate(sum=Sum("criteria__weight")).order_by("pk")
    return [
        f"Bộ tiêu chí “{row}”: tổng trọng số là {format_number(row.sum or Decimal(0))}%."
        for row in rows
        if row.sum != WHOLE
    ]


def nobody_scored_an_own_file() -> list[str]:
    own = Appraisal.objects.scored().filter(item__concerned=F("member__person"))
    return [
        f"Phiếu chấm số {row.pk}: {row.member} chấm {row.item.blind_label.lower()} mà mình có liên quan."
        for row in own.select_related("item", "member__person").order_by("pk")
    ]


def files_of_dossiers_are_stored() -> list[str]:
    """A frozen dossier names its files by key, which the schema does not hold."""
    stored = set(StoredFile.objects.values_list("pk", flat=True))
    faults = []
    rows = Item.objects.order_by("pk").values_list("pk", "title", "content")
    for pk, title, content in rows.iterator(chunk_size=500):
        if lost := {entry["file"] for entry in content if "file" in entry} - stored:
            keys = ", ".join(map(str, sorted(lost)))
            faults.append(f"Hồ sơ thẩm định số {pk} (“{title}”): không còn tệp kèm theo (số {keys}).")
    return faults


CHECKS = (
    appraisal_totals_match_scores,
    scores_are_on_their_scale,
    council_seats_do_not_overlap,
    criteria_weights_sum_to_100,
    nobody_scored_an_own_file,
    files_of_dossiers_are_stored,
)
