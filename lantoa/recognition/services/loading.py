"""Many registrations at once, from a sheet or from demonstration data, along the same moves as one by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules import may_decide_for, may_register
from lantoa.initiatives.services.prints import index_texts
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit import audit
from lantoa.kit.ruling import Refused, Ruling
from lantoa.recognition.models import Recognition
from lantoa.recognition.queries.deciding import deciding_unit
from lantoa.recognition.rules import may_decide_at
from lantoa.recognition.services.windows import open_first_windows
from lantoa.units.lookup import in_parts, rule_units
from lantoa.units.models import Person, Unit


@dataclass(frozen=True)
class NewInitiative:
    """`initiative`: unsaved, with `registered_on`; `recognition`: (tier, day, decision number) or None."""

    initiative: Initiative
    recognition: tuple[str, date, str] | None = None
    import_key: str | None = None


@dataclass(frozen=True)
class LoadRights:
    """What a person may load for a unit. `decides`: rows are accepted at once, and may carry a recognition."""

    register: Ruling
    decides: bool


def rights_to_load(units: Iterable[Unit], by: Person | None) -> dict[int, LoadRights]:
    """The person's rights to load, by key of the unit; the queries do not grow with the number of units.

    `by` None is the installation itself.
    """
    units = list(units)
    register = rule_units(may_register, by, units, names_unit=True)
    decide = rule_units(may_decide_for, by, units)
    return {key: LoadRights(register[key], bool(decide[key])) for key in register}


def refusal_of_decision(unit: Unit, tier: str, by: Person | None) -> str:
    """Why the person may not bring a decision of the tier for a registration of the unit: they could not take it there
    either. "" when they may. `by` None is the installation itself."""
    deciding = deciding_unit(Initiative(unit=unit), tier, timezone.localdate()) if by else None
    return may_decide_at(by, deciding).reason if by and deciding else ""


def held_under(codes: Iterable[str], import_keys: Iterable[str]) -> list[Initiative]:
    """Registrations, of any unit, that bear one of the codes or came from a row with one of the keys: both are unique
    over the whole installation."""
    held: list[Initiative] = []
    for name, values in (("code", codes), ("import_key", import_keys)):
        for part in in_parts(values):
            rows = Initiative.objects.filter(**{f"{name}__in": part})
            held += rows.select_related("unit").prefetch_related("recognitions")
    return held


@transaction.atomic
def load_initiatives(news: Sequence[NewInitiative], *, by: Person | None) -> list[Initiative]:
    """Register many: accepted on their day of registration where `by` may decide for the unit, else handed in and waiting.

    `by` None is the installation itself. All or none: raises `Refused` for a unit out of scope, and for a recognition by
    somebody who may not decide for the unit and at the tier.
    """
    rights = rights_to_load([new.initiative.unit for new in news], by)
    for held in rights.values():
        held.register.require()
    refused = sorted(
        {new.initiative.unit.name for new in news if new.recognition and not rights[new.initiative.unit_id].decides}
    )
    if refused:
        raise Refused(f"Chỉ người duyệt mới nhập được cột công nhận cho “{refused[0]}”; hãy để trống ba cột công nhận.")
    asked = {(new.initiative.unit, new.recognition[0]) for new in news if new.recognition}
    if reasons := {reason for unit, tier in asked if (reason := refusal_of_decision(unit, tier, by))}:
        raise Refused(sorted(reasons))
    for new in news:
        _submit_initiative(new, by=by, accepted=rights[new.initiative.unit_id].decides)
    rows = Initiative.objects.bulk_create([new.initiative for new in news], batch_size=500)
    index_texts(rows, is_new=True)
    recognised = Recognition.objects.bulk_create(
        Recognition(
            initiative=new.initiative,
            tier=new.recognition[0],
            recognised_on=new.recognition[1],
            decision_no=new.recognition[2],
        )
        for new in news
        if new.recognition
    )
    open_first_windows(recognised)
    audit.record_many((audit.EventDraft(new.initiative, "load", after=_describe_new(new)) for new in news), by=by)
    return rows


def _submit_initiative(new: NewInitiative, *, by: Person | None, accepted: bool) -> None:
    initiative = new.initiative
    initiative.import_key = new.import_key
    initiative.submitted_by = by
    initiative.index()
    REGISTRATION.apply(initiative, "submit")
    if accepted:
        initiative.accepted_on = initiative.registered_on
        REGISTRATION.apply(initiative, "accept")


def _describe_new(new: NewInitiative) -> dict:
    row = new.initiative
    return {
        "name": row.name,
        "unit": row.unit.name,
        "registered_on": row.registered_on,
        "state": row.get_state_display(),
    }
