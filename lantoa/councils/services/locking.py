"""Rows as they are now, locked: of two people who decide at once, the second finds what the first did."""

from __future__ import annotations

from lantoa.councils.models import Appraisal, Council, CriteriaSet, Item, Sitting
from lantoa.councils.workflow import SITTING
from lantoa.kit import audit
from lantoa.units.models import Person


def council_now(council: Council) -> Council:
    return Council.objects.select_for_update(of=("self",)).select_related("unit").get(pk=council.pk)


def set_now(criteria_set: CriteriaSet) -> CriteriaSet:
    return CriteriaSet.objects.select_for_update(of=("self",)).get(pk=criteria_set.pk)


def sitting_now(sitting: Sitting) -> Sitting:
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("council__unit", "criteria")
    return rows.get(pk=sitting.pk)


def item_now(item: Item) -> Item:
    """The item with its sitting, both locked."""
    sitting = sitting_now(item.sitting)
    held = Item.objects.select_for_update(of=("self",)).select_related("unit", "criteria").get(pk=item.pk)
    held.sitting = sitting
    return held


def appraisal_now(appraisal: Appraisal) -> Appraisal:
    """The appraisal with its item and sitting, all locked."""
    item = item_now(appraisal.item)
    rows = Appraisal.objects.select_for_update(of=("self",)).select_related("member__person", "member__council")
    held = rows.get(pk=appraisal.pk)
    held.item = item
    return held


def moved(sitting: Sitting, name: str, *, by: Person, reason: str = "", **after) -> Sitting:
    """Make the move on the locked sitting, save and record it. `after`: what else changed, as plain values."""
    old, new = SITTING.apply(sitting, name)
    sitting.save()
    labels = SITTING.states
    audit.record(
        sitting,
        name,
        by=by,
        before={"state": labels(old).label},
        after={"state": labels(new).label} | after,
        reason=reason,
    )
    return sitting
