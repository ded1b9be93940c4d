"""Accepting many registrations at once: what would happen first, then all of it in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import waiting_for
from lantoa.initiatives.rules import may_move
from lantoa.initiatives.services.spreading import adopt_copies
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit import audit
from lantoa.kit.days import require_past
from lantoa.kit.ruling import Refused
from lantoa.units.models import Person


@dataclass(frozen=True)
class AcceptancePreview:
    """Which of the asked registrations would be accepted; the others by the reason why not."""

    acceptable: tuple[Initiative, ...]
    refused: dict[str, tuple[Initiative, ...]]

    @property
    def refused_count(self) -> int:
        return sum(len(rows) for rows in self.refused.values())


def preview_acceptance(rows: QuerySet[Initiative], *, by: Person) -> AcceptancePreview:
    """What accepting these would do. Changes nothing."""
    rows = list(rows.select_related("unit"))
    allowed = set(waiting_for(by).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    reasons: dict[tuple, str] = {}
    refused: dict[str, list[Initiative]] = {}
    for row in (row for row in rows if row.pk not in allowed):
        alike = (row.unit_id, row.state, row.submitted_by_id == by.pk)
        if alike not in reasons:
            reasons[alike] = may_move(by, row, "accept").reason
        refused.setdefault(reasons[alike], []).append(row)
    return AcceptancePreview(
        tuple(row for row in rows if row.pk in allowed), {reason: tuple(held) for reason, held in refused.items()}
    )


@transaction.atomic
def accept_many(keys: Iterable[int], *, by: Person, on: date | None = None) -> list[Initiative]:
    """Accept these registrations from the day `on` (today), all or none. Raises `Refused` if one of them cannot be (any more)."""
    keys, day = set(keys), require_past(on, "Ngày duyệt", is_seen=False)
    rows = Initiative.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=keys)
    preview = preview_acceptance(rows, by=by)
    if preview.refused:
        raise Refused([f"{len(held)} hồ sơ: {reason}" for reason, held in preview.refused.items()])
    if len(preview.acceptable) != len(keys):
        raise Refused("Có hồ sơ không còn trong phạm vi của bạn; hãy chọn lại.")
    for row in preview.acceptable:
        row.accepted_on = day
        REGISTRATION.apply(row, "accept")
        row.revision += 1
    Initiative.objects.bulk_update(preview.acceptable, ["state", "accepted_on", "revision"], batch_size=500)
    for row in Initiative.objects.filter(pk__in=keys, copied_from__isnull=False).distinct():
        adopt_copies(row)
    audit.record_many((_draft_event(row) for row in preview.acceptable), by=by)
    return list(preview.acceptable)


def _draft_event(row: Initiative) -> audit.EventDraft:
    before, after = REGISTRATION.moves["accept"].sources[0], row.state
    label = REGISTRATION.states
    return audit.EventDraft(row, "accept", {"state": label(before).label}, {"state": label(after).label})
