"""Many registrations at once, from a sheet or from demonstration data, along the same moves as one by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from lantoa.initiatives.models import Initiative, Recognition
from lantoa.initiatives.rules import may_decide_for, may_register
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit import audit
from lantoa.kit.ruling import Refused
from lantoa.units.models import Person


@dataclass(frozen=True)
class NewInitiative:
    """`initiative`: unsaved, with `registered_on`; `recognition`: (tier, day, decision number) or None."""

    initiative: Initiative
    recognition: tuple[str, date, str] | None = None
    import_key: str | None = None


@transaction.atomic
def load_initiatives(news: Sequence[NewInitiative], *, by: Person | None) -> list[Initiative]:
    """Register many: accepted on their day of registration where `by` may decide for the unit, else handed in and waiting.

    `by` None is the installation itself. All or none: raises `Refused` for a unit out of scope, and for a recognition by
    somebody who may not decide.
    """
    decides = {unit: _decides(unit, by) for unit in {new.initiative.unit for new in news}}
    refused = sorted({new.initiative.unit.name for new in news if new.recognition and not decides[new.initiative.unit]})
    if refused:
        raise Refused(f"Chỉ người duyệt mới nhập được cột công nhận cho “{refused[0]}”; hãy để trống ba cột công nhận.")
    for new in news:
        _bring(new, by=by, accepted=decides[new.initiative.unit])
    rows = Initiative.objects.bulk_create([new.initiative for new in news], batch_size=500)
    Recognition.objects.bulk_create(
        Recognition(
            initiative=new.initiative,
            tier=new.recognition[0],
            recognised_on=new.recognition[1],
            decision_no=new.recognition[2],
        )
        for new in news
        if new.recognition
    )
    audit.record_many((audit.Happening(new.initiative, "load", after=_plain(new)) for new in news), by=by)
    return rows


def _decides(unit, by: Person | None) -> bool:
    if by is None:
        return True
    may_register(by, unit).require()
    return bool(may_decide_for(by, unit))


def _bring(new: NewInitiative, *, by: Person | None, accepted: bool) -> None:
    initiative = new.initiative
    initiative.import_key = new.import_key
    initiative.submitted_by = by
    initiative.index()
    REGISTRATION.apply(initiative, "submit")
    if accepted:
        initiative.accepted_on = initiative.registered_on
        REGISTRATION.apply(initiative, "accept")


def _plain(new: NewInitiative) -> dict:
    row = new.initiative
    return {
        "name": row.name,
        "unit": row.unit.name,
        "registered_on": row.registered_on,
        "state": row.get_state_display(),
    }
