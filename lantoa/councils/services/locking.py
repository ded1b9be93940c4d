"""Rows of a council locked together with what they hang on."""

from __future__ import annotations

from lantoa.councils.models import Appraisal, Item, Sitting
from lantoa.kit.services import lock_for_update


def lock_sitting(sitting: Sitting) -> Sitting:
    return lock_for_update(sitting, "council__unit", "criteria")


def lock_item(item: Item) -> Item:
    """The item with its sitting, both locked."""
    sitting = lock_sitting(item.sitting)
    item = lock_for_update(item, "unit", "criteria")
    item.sitting = sitting
    return item


def lock_appraisal(appraisal: Appraisal) -> Appraisal:
    """The appraisal with its item and sitting, all locked."""
    item = lock_item(appraisal.item)
    appraisal = lock_for_update(appraisal, "member__person", "member__council")
    appraisal.item = item
    return appraisal
