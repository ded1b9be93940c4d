"""Which unit decides about recognition at a tier, and what the tier wants beforehand."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models import Initiative
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.rulebook.models import rule_value
from lantoa.units.models import Unit
from lantoa.units.queries import path_to


def deciding_unit(initiative: Initiative, tier: str, on: date) -> Unit | None:
    """The nearest unit, the own one included, whose kind decides at the tier. Decisions of bodies above the whole tree (the
    centre; the province, where only its bloc is in the system) are noted by the top of the tree. None for a tier that does
    not lie on the initiative's road: a bloc's base units never stand before a commune."""
    path = path_to(initiative.unit, on)
    tier_of = rule_value("recognition.tier_of_kind", on)
    at = next((unit for unit in reversed(path) if tier_of.get(unit.kind) == tier), None)
    if at is not None:
        return at
    here = {tier_of[unit.kind] for unit in path if unit.kind in tier_of}
    return path[0] if tier in _above(here, on) else None


def _above(here: set[str], on: date) -> set[str]:
    """Tiers above the highest of these to which the ladder leads on from them, step by step."""
    lower = rule_value("recognition.lower_tiers", on)
    highest = max((Tier(tier).rank for tier in here), default=-1)
    reached = set(here)
    for tier in Tier:  # lowest first
        if reached & set(lower.get(tier, [])):
            reached.add(tier)
    return {tier for tier in reached if Tier(tier).rank > highest}


def open_tiers(initiative: Initiative, on: date) -> list[tuple[Tier, Unit]]:
    """The tiers at which this initiative may be put forward on the day, with the unit that decides; lowest first."""
    found = []
    for tier in Tier:
        unit = deciding_unit(initiative, tier, on)
        if unit is not None and not tier_refusal(initiative, tier, on):
            found.append((tier, unit))
    return found


def tier_refusal(initiative: Initiative, tier: str, on: date) -> str:
    """Why the initiative may not be put forward at the tier on the day, in words; "" when it may."""
    if initiative.candidacies.waiting().filter(tier=tier).exists():
        return f"Mô hình đang được đề nghị công nhận ở cấp {Tier(tier).label.lower()}."
    return held_refusal(initiative, tier, on) or lower_refusal(initiative, tier, on)


def decision_refusal(candidacy: Candidacy, on: date) -> str:
    """Why the candidacy may not be recognised by a decision of the day, in words: what held when it was put forward holds on
    that day too. "" when it may."""
    initiative, tier = candidacy.initiative, candidacy.tier
    return held_refusal(initiative, tier, on) or lower_refusal(initiative, tier, on)


def held_refusal(initiative: Initiative, tier: str, on: date) -> str:
    """Why a recognition that was given there already forbids a new one of the day: one at a time at a tier."""
    label = Tier(tier).label.lower()
    given = initiative.recognitions.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), tier=tier)
    if given.standing(on).exists():
        return f"Mô hình đang được công nhận ở cấp {label}; hãy kiểm tra lại thay vì đề nghị mới."
    if given.filter(recognised_on__gt=on).exists():
        return f"Sau ngày {on:%d/%m/%Y} mô hình đã được công nhận ở cấp {label}; hãy xem lại ngày."
    if given.exists():
        return f"Công nhận cấp {label} đã hết hiệu lực vì chưa kiểm tra lại; hãy công nhận lại trên hồ sơ cũ."
    return ""


def lower_refusal(initiative: Initiative, tier: str, on: date) -> str:
    """Why the tier is out of reach on the day: the lower one that it wants is not in force then."""
    label = Tier(tier).label.lower()
    held = set(Recognition.objects.standing(on).filter(initiative=initiative).values_list("tier", flat=True))
    lower = rule_value("recognition.lower_tiers", on).get(tier, [])
    if lower and not held & set(lower):
        names = " hoặc ".join(f"cấp {Tier(name).label.lower()}" for name in lower)
        return f"Muốn được công nhận cấp {label}, mô hình phải đang được công nhận ở {names}."
    return ""
