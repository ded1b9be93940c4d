"""Criteria sets: made, and replaced by new versions. None is ever edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from lantoa.councils.models import CriteriaSet, Criterion
from lantoa.councils.rules import may_change_criteria, may_lay_down_criteria
from lantoa.councils.totals import WHOLE, is_on_step
from lantoa.kit import audit
from lantoa.kit.numbers import format_number
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update
from lantoa.kit.text import clean
from lantoa.units.models import Person, Unit

MOST_SCALE = Decimal(1000)  # what the columns hold


@dataclass(frozen=True)
class NewCriterion:
    """`weight` in percent of the whole; scored from 0 to `scale_max` in steps of `step`."""

    name: str
    weight: Decimal
    scale_max: Decimal = Decimal(10)
    step: Decimal = Decimal("0.5")
    guidance: str = ""


@transaction.atomic
def make_criteria_set(
    *,
    unit: Unit | None,
    name: str,
    criteria: Sequence[NewCriterion],
    valid_from: date,
    by: Person,
    sector: str = "",
    valid_to: date | None = None,
) -> CriteriaSet:
    """A first version. `sector`: a national sector's code, "" for all. Raises `Refused` naming every fault, also a sum of
    weights that is not 100."""
    if unit is not None:
        unit = lock_for_update(unit)  # two who make one set at once wait for each other
    may_lay_down_criteria(by, unit).require()
    name = clean(name)
    if not name:
        raise Refused("Hãy ghi tên bộ tiêu chí.")
    if valid_to is not None and valid_to < valid_from:
        raise Refused("Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.")
    if CriteriaSet.objects.filter(unit=unit, name=name, sector=sector, version=1).exists():
        raise Refused(f"Bộ tiêu chí “{name}” đã có; hãy mở bộ đó và lập bản mới, hoặc đặt tên khác.")
    made = CriteriaSet(unit=unit, name=name, sector=sector, valid_from=valid_from, valid_to=valid_to)
    return _save_criteria(made, criteria, "make_criteria_set", by=by)


@transaction.atomic
def new_version(
    criteria_set: CriteriaSet,
    *,
    criteria: Sequence[NewCriterion],
    valid_from: date,
    by: Person,
    valid_to: date | None = None,
) -> CriteriaSet:
    """Replace the set from a day on; the old version ends the day before, and sittings that use it keep it.

    Raises `Refused` when it has been replaced already (by somebody else, a moment ago), or from a day before its own.
    """
    old = lock_for_update(criteria_set)
    may_change_criteria(by, old).require()
    if later := CriteriaSet.objects.filter(supersedes=old).first():
        raise Refused(f"Bản này đã được thay bằng bản số {later.version}; hãy sửa từ bản mới nhất.")
    if valid_from < old.valid_from:
        raise Refused(f"Bản đang dùng có hiệu lực từ ngày {old.valid_from:%d/%m/%Y}; bản mới không thể từ trước đó.")
    if valid_to is not None and valid_to < valid_from:
        raise Refused("Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.")
    last = max(old.valid_from, valid_from - timedelta(days=1))
    if old.valid_to is None or old.valid_to > last:
        old.valid_to = last
        old.save()
    made = CriteriaSet(
        unit=old.unit,
        name=old.name,
        sector=old.sector,
        version=old.version + 1,
        supersedes=old,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    return _save_criteria(made, criteria, "new_version", by=by)


def weight_faults(criteria: Sequence[NewCriterion]) -> list[str]:
    """What is wrong with these criteria, a sentence each."""
    if not criteria:
        return ["Bộ tiêu chí phải có ít nhất một tiêu chí."]
    faults = []
    for number, row in enumerate(criteria, start=1):
        where = f"Tiêu chí {number}"
        if not clean(row.name):
            faults.append(f"{where}: hãy ghi tên tiêu chí.")
        if not 0 < row.weight <= WHOLE:
            faults.append(f"{where}: trọng số phải lớn hơn 0 và không quá 100%.")
        if row.scale_max <= 0 or row.step <= 0 or row.step > row.scale_max:
            faults.append(f"{where}: điểm cao nhất và bước điểm phải lớn hơn 0, bước không quá điểm cao nhất.")
        elif row.scale_max >= MOST_SCALE or row.step >= WHOLE:
            faults.append(f"{where}: điểm cao nhất phải dưới {format_number(MOST_SCALE)}, bước điểm phải dưới 100.")
        elif not is_on_step(row.scale_max, row.step):
            faults.append(f"{where}: điểm cao nhất {format_number(row.scale_max)} không chia hết cho bước điểm.")
    names = [clean(row.name).casefold() for row in criteria]
    if len(set(names)) < len(names):
        faults.append("Hai tiêu chí trùng tên; hãy đặt tên khác nhau.")
    total = sum((row.weight for row in criteria), Decimal(0))
    if total != WHOLE:
        gap = f"thiếu {format_number(WHOLE - total)}" if total < WHOLE else f"thừa {format_number(total - WHOLE)}"
        faults.append(f"Tổng trọng số là {format_number(total)}%, phải đúng 100% ({gap}%).")
    return faults


def _save_criteria(made: CriteriaSet, criteria: Sequence[NewCriterion], verb: str, *, by: Person) -> CriteriaSet:
    if faults := weight_faults(criteria):
        raise Refused(faults)
    made.save()
    Criterion.objects.bulk_create(
        Criterion(
            criteria_set=made,
            position=place,
            name=clean(row.name),
            guidance=row.guidance.strip(),
            weight=row.weight,
            scale_max=row.scale_max,
            step=row.step,
        )
        for place, row in enumerate(criteria, start=1)
    )
    weights = {clean(row.name): row.weight for row in criteria}
    audit.record(made, verb, by=by, after={"set": str(made), "from": made.valid_from, "weights": weights})
    return made
