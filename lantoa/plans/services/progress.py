"""The road of a progress report: write, edit, submit, accept, send back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.kit import audit
from lantoa.kit.numbers import format_date, format_number
from lantoa.kit.ruling import Refused, Stale
from lantoa.kit.services import (
    apply_and_record,
    lock_by_key,
    lock_for_update,
    require_reason,
    require_revision,
)
from lantoa.plans.models import Measurement, PlanIndicator, ProgressReport
from lantoa.plans.rules import may_edit_report, may_move_report, may_report
from lantoa.plans.workflow import PROGRESS
from lantoa.units.models import Person

WRITTEN = ("period_from", "period_to", "done", "difficulties", "next_steps", "self_assessment")


@dataclass(frozen=True)
class NewMeasurement:
    """An indicator's value at the end of the period."""

    indicator: PlanIndicator
    value: Decimal
    note: str = ""


@transaction.atomic
def write_progress(
    initiative: Initiative, *, values: Mapping[str, Any], measurements: Sequence[NewMeasurement] = (), by: Person
) -> ProgressReport:
    """Open a report as a draft. `values`: fields of WRITTEN; the period and `done` are needed.

    Raises `Refused` with one sentence a fault: a period to come, turned round, or touching another report's.
    """
    initiative = lock_for_update(initiative, "unit")
    may_report(by, initiative).require()
    report = ProgressReport(initiative=initiative, written_by=by)
    _fill(report, values)
    _check(report, measurements)
    report.save()
    _measure(report, measurements)
    _record(report, "write_progress", by=by, after=_words(report, measurements))
    return report


@transaction.atomic
def edit_progress(
    report: ProgressReport,
    *,
    values: Mapping[str, Any],
    measurements: Sequence[NewMeasurement],
    by: Person,
    revision: int | None = None,
) -> ProgressReport:
    """Change a report that is with its writers; `measurements` replace those it had.

    `revision`: the one that was opened, None not to compare; raises `Stale` naming what differs when somebody saved since.
    """
    report = _lock_report(report)
    may_edit_report(by, report).require()
    before = _words(report, _read_measurements(report))
    _fill(report, values)
    old, new = audit.changes(before, _words(report, measurements))
    if revision is not None and revision != report.revision and new:
        raise Stale("Người khác đã lưu báo cáo này sau khi bạn mở; hãy xem chỗ khác nhau rồi lưu lại.", new)
    _check(report, measurements)
    if new:
        report.revision += 1
        report.save()
        _measure(report, measurements)
        _record(report, "edit_progress", by=by, before=old, after=new)
    return report


@transaction.atomic
def submit_progress(report: ProgressReport, *, by: Person, on: date | None = None) -> ProgressReport:
    """Hand the report in."""
    report = _lock_report(report)
    may_move_report(by, report, "submit_progress").require()
    report.submitted_by, report.submitted_on = by, on or timezone.localdate()
    return _move_and_record(report, "submit_progress", by=by)


@transaction.atomic
def accept_progress(
    report: ProgressReport, *, by: Person, on: date | None = None, revision: int | None = None
) -> ProgressReport:
    """Take the report in: from the day `on` (today) its values count. Never by the one who handed it in.

    `revision`: the one that was read; raises `Refused` when the report has changed since.
    """
    report = _lock_report(report, revision)
    may_move_report(by, report, "accept_progress").require()
    report.accepted_on = on or timezone.localdate()
    return _move_and_record(report, "accept_progress", by=by)


@transaction.atomic
def send_back_progress(
    report: ProgressReport, *, reason: str, by: Person, revision: int | None = None
) -> ProgressReport:
    """Send the report back to its writers, with what is to be mended. `revision`: as for `accept_progress`."""
    report = _lock_report(report, revision)
    may_move_report(by, report, "send_back_progress").require()
    reason = require_reason(reason, PROGRESS.moves["send_back_progress"].reason)
    return _move_and_record(report, "send_back_progress", by=by, reason=reason)


def _lock_report(report: ProgressReport, revision: int | None = None) -> ProgressReport:
    """The row locked under its initiative: reports of one initiative are written one after another."""
    lock_by_key(Initiative, report.initiative_id)
    report = lock_for_update(report, "initiative__unit")
    require_revision(report, revision, "Báo cáo đã thay đổi sau khi bạn mở; hãy xem lại bản mới rồi quyết định.")
    return report


def _fill(report: ProgressReport, values: Mapping[str, Any]) -> None:
    for name in WRITTEN:
        if name in values:
            setattr(report, name, values[name])


def _check(report: ProgressReport, measurements: Sequence[NewMeasurement]) -> None:
    faults = _period_faults(report)
    if not report.done.strip():
        faults.append("Hãy ghi việc đã làm được trong kỳ.")
    indicators = [row.indicator for row in measurements]
    strange = [row.name for row in indicators if row.plan.initiative_id != report.initiative_id]
    faults += [f"Chỉ tiêu “{name}” không thuộc kế hoạch của mô hình này." for name in strange]
    if len({row.pk for row in indicators}) < len(indicators):
        faults.append("Mỗi chỉ tiêu chỉ ghi một kết quả trong một kỳ.")
    if faults:
        raise Refused(faults)


def _period_faults(report: ProgressReport) -> list[str]:
    start, end = report.period_from, report.period_to
    if end < start:
        return [f"Kỳ báo cáo kết thúc ({format_date(end)}) trước khi bắt đầu ({format_date(start)})."]
    if end > timezone.localdate():
        return [f"Kỳ báo cáo đến ngày {format_date(end)} chưa kết thúc; chỉ báo cáo kỳ đã qua."]
    if end < report.initiative.accepted_on:
        day = format_date(report.initiative.accepted_on)
        return [f"Mô hình được duyệt đăng ký ngày {day}; kỳ báo cáo phải kết thúc từ ngày đó trở đi."]
    others = report.initiative.progress_reports.exclude(pk=report.pk)
    other = others.filter(period_from__lte=end, period_to__gte=start).first()
    if other is None:
        return []
    return [f"Kỳ này trùng ngày với báo cáo {format_date(other.period_from)} – {format_date(other.period_to)} đã có."]


def _read_measurements(report: ProgressReport) -> list[NewMeasurement]:
    rows = report.measurements.select_related("indicator")
    return [NewMeasurement(row.indicator, row.value, row.note) for row in rows]


def _measure(report: ProgressReport, measurements: Sequence[NewMeasurement]) -> None:
    report.measurements.all().delete()
    Measurement.objects.bulk_create(
        [Measurement(report=report, indicator=row.indicator, value=row.value, note=row.note) for row in measurements]
    )


def _words(report: ProgressReport, measurements: Sequence[NewMeasurement]) -> dict[str, Any]:
    plain = {name: getattr(report, name) for name in WRITTEN}
    by_place = sorted(measurements, key=lambda row: (row.indicator.position, row.indicator.pk))
    plain["measurements"] = [
        f"{row.indicator.name}: {format_number(row.value)} {row.indicator.measure}{f' ({row.note})' if row.note else ''}"
        for row in by_place
    ]
    return plain


def _move_and_record(report: ProgressReport, name: str, *, by: Person, reason: str = "") -> ProgressReport:
    whole = _entry_of_initiative(report, name, reason)
    return apply_and_record(PROGRESS, report, name, by=by, reason=reason, also=[whole])


def _record(
    report: ProgressReport,
    verb: str,
    *,
    by: Person,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
) -> None:
    """In the history of the report and in that of its initiative."""
    own = audit.EventDraft(report, verb, dict(before or {}), dict(after))
    audit.record_many([own, _entry_of_initiative(report, verb)], by=by)


def _entry_of_initiative(report: ProgressReport, verb: str, reason: str = "") -> audit.EventDraft:
    """What the initiative's history says: which period it was."""
    note = {"report": report.pk, "note": f"Kỳ {format_date(report.period_from)} – {format_date(report.period_to)}"}
    return audit.EventDraft(report.initiative, verb, {}, note, reason)
