"""Handbook pages: write one for a recognised initiative, publish it, take it out of sight again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.initiatives.enums import CopyEnding
from lantoa.initiatives.models import Initiative
from lantoa.kit import audit
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update
from lantoa.plans.models import Milestone
from lantoa.recognition.models import Recognition
from lantoa.spreading.models import HANDBOOK_STEPS, Handbook, HandbookStep
from lantoa.spreading.rules.programmes import may_publish_handbook, may_write_handbook
from lantoa.units.models import Person

WRITTEN = ("summary", "needs", "pitfalls")
TITLE = 200
SHORTEST = 8  # letters of a line that can be a step
BULLET = re.compile(r"^\s*(?:bước\s*)?(?:[-–•+*]|\d{1,2}\s*[.):])\s*", re.IGNORECASE)


@dataclass(frozen=True)
class NewStep:
    title: str
    text: str = ""


@dataclass(frozen=True)
class HandbookDraft:
    """What a handbook page begins with. `warnings`: why copies failed, as hints for what to avoid."""

    summary: str
    needs: str
    steps: list[NewStep]
    warnings: list[str]


def draft_of_handbook(initiative: Initiative) -> HandbookDraft:
    """The registration's own words, sorted into the boxes of a handbook page."""
    failed = initiative.replications.filter(ending=CopyEnding.FAILED).select_related("unit").order_by("ended_on", "pk")
    return HandbookDraft(
        summary=initiative.goals.strip() or initiative.situation.strip(),
        needs="\n".join(filter(None, (initiative.forces.strip(), initiative.resources.strip()))),
        steps=_first_steps(initiative),
        warnings=[f"{row.unit.name}: {row.end_reason}" for row in failed if row.end_reason],
    )


def is_proven(initiative: Initiative, on: date) -> bool:
    """Whether a recognition of it is in force on the day."""
    return Recognition.objects.standing(on).filter(initiative=initiative).exists()


@transaction.atomic
def write_handbook(
    initiative: Initiative, *, values: Mapping[str, Any], steps: Sequence[NewStep], by: Person
) -> Handbook:
    """Write or rewrite the page. `values`: fields of WRITTEN. Empty steps are left out, the others numbered from 1.

    Raises `Refused` for an initiative that is not recognised, without a summary or a step, and for more than ten steps.
    """
    initiative = lock_for_update(initiative, "unit")
    may_write_handbook(by, initiative).require()
    book = Handbook.objects.filter(initiative=initiative).first()
    if book is None and not is_proven(initiative, timezone.localdate()):
        raise Refused("Chỉ viết sổ tay cho mô hình đang được công nhận.")
    steps = [step for step in steps if step.title.strip() or step.text.strip()]
    _check(values, steps)
    is_new = book is None
    book = book or Handbook(initiative=initiative)
    for name in WRITTEN:
        setattr(book, name, values.get(name, "").strip())
    book.save()
    book.steps.all().delete()
    HandbookStep.objects.bulk_create(
        HandbookStep(handbook=book, position=number, title=step.title.strip(), text=step.text.strip())
        for number, step in enumerate(steps, start=1)
    )
    audit.record(
        initiative, "write_handbook" if is_new else "edit_handbook", by=by, after={"note": _count_steps(steps)}
    )
    return book


@transaction.atomic
def publish_handbook(book: Handbook, *, by: Person) -> Handbook:
    """Open the page to every unit of the province. Refused when the initiative is no longer recognised."""
    book = _lock_to_publish(book, by)
    if book.published_on is not None:
        raise Refused("Sổ tay này đã công bố.")
    if not is_proven(book.initiative, timezone.localdate()):
        raise Refused("Chỉ công bố sổ tay của mô hình đang được công nhận.")
    book.published_on = timezone.localdate()
    book.save()
    audit.record(book.initiative, "publish_handbook", by=by, after={"note": "Mở cho mọi đơn vị trong tỉnh"})
    return book


@transaction.atomic
def hide_handbook(book: Handbook, *, by: Person) -> Handbook:
    """Take the page out of the province's sight; what is written stays."""
    book = _lock_to_publish(book, by)
    if book.published_on is None:
        raise Refused("Sổ tay này chưa công bố.")
    book.published_on = None
    book.save()
    audit.record(book.initiative, "hide_handbook", by=by, after={"note": "Chỉ đơn vị và cấp trên còn thấy"})
    return book


def _lock_to_publish(book: Handbook, by: Person) -> Handbook:
    book = lock_for_update(book, "initiative__unit")
    may_publish_handbook(by, book.initiative).require()
    return book


def _check(values: Mapping[str, Any], steps: Sequence[NewStep]) -> None:
    faults = []
    if not values.get("summary", "").strip():
        faults.append("Sổ tay phải có tóm tắt.")
    if not steps:
        faults.append("Sổ tay phải có ít nhất một bước.")
    if len(steps) > HANDBOOK_STEPS:
        faults.append(f"Sổ tay có nhiều nhất {HANDBOOK_STEPS} bước; hãy gộp bớt.")
    nameless = [str(number) for number, step in enumerate(steps, start=1) if not step.title.strip()]
    if nameless:
        faults.append(f"Bước {', '.join(nameless)} có cách làm nhưng chưa ghi việc.")
    if faults:
        raise Refused(faults)


def _first_steps(initiative: Initiative) -> list[NewStep]:
    """The milestones of its plan; without a plan, the lines of what it does."""
    marks = Milestone.objects.filter(plan__initiative=initiative).order_by("due_on", "position")[:HANDBOOK_STEPS]
    if marks:
        return [NewStep(mark.name[:TITLE], mark.done_note) for mark in marks]
    lines = [BULLET.sub("", line).strip() for line in re.split(r"\n|;|(?<=[.!?])\s+", initiative.content)]
    lines = [line for line in lines if len(line) >= SHORTEST]
    return [NewStep(line.rstrip(".")) if len(line) <= TITLE else _split_line(line) for line in lines[:HANDBOOK_STEPS]]


def _split_line(line: str) -> NewStep:
    """A long sentence: its beginning names the step, the whole of it says how."""
    return NewStep(f"{line[: TITLE // 2].rsplit(' ', 1)[0]}…", line)


def _count_steps(steps: Sequence[NewStep]) -> str:
    return f"{len(steps)} bước"
