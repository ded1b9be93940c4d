"""The dossier of an initiative as a council reads it: a frozen copy, entry by entry, with what reveals whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from lantoa.evidence.models import Evidence
from lantoa.initiatives.models import BOXES, Initiative
from lantoa.kit.numbers import format_date, format_number
from lantoa.plans.models import Measurement
from lantoa.recognition.models import Candidacy
from lantoa.recognition.queries.dossier_hints import found_before
from lantoa.units.models import Person

Entry = dict[str, Any]


def dossier(candidacy: Candidacy, on: date, *, by: Person) -> list[Entry]:
    """What the council judges: list of {"label", "text", "url", "reveals", "file"}, the last (key of a stored file) only where
    there is one. Texts are as they stand on the day; the hints are those that `by`, who brings it, would be told."""
    initiative = candidacy.initiative
    pieces = list(initiative.evidence.kept().select_related("file").order_by("dated_on", "pk"))
    return [
        *_who(initiative),
        _entry("Lý do đề nghị", candidacy.statement),
        *(_entry(_label(name), getattr(initiative, name)) for name in BOXES if getattr(initiative, name)),
        *_plan(initiative),
        *_progress(initiative),
        *_evidence(initiative, pieces),
        *_hints(initiative, pieces, by),
        *_recognitions(initiative, on),
    ]


def _entry(label: str, text: str, *, url: str = "", reveals: bool = False) -> Entry:
    return {"label": label[:1].upper() + label[1:], "text": text, "url": url, "reveals": reveals}


def _label(name: str) -> str:
    return str(Initiative._meta.get_field(name).verbose_name)


def _who(initiative: Initiative) -> list[Entry]:
    told = [
        ("Đơn vị", initiative.unit.name),
        (_label("holder"), initiative.holder),
        (_label("responsible"), initiative.responsible),
        (_label("address"), ", ".join(filter(None, [initiative.address, str(initiative.place or "")]))),
    ]
    kind = f"{initiative.get_kind_display()}, {initiative.get_subject_display().lower()}"
    return [
        *(_entry(label, text, reveals=True) for label, text in told if text),
        _entry("Loại", kind),
        _entry("Lĩnh vực", initiative.sector.name),
        _entry("Ngày đăng ký", format_date(initiative.registered_on)),
    ]


def _plan(initiative: Initiative) -> list[Entry]:
    plan = getattr(initiative, "plan", None)
    if plan is None:
        return [_entry("Kế hoạch", "Chưa có kế hoạch theo mốc.")]
    lines = [
        f"{format_date(milestone.due_on)}: {milestone.name} – "
        + (f"xong ngày {format_date(milestone.done_on)}" if milestone.done_on else "chưa xong")
        for milestone in plan.milestones.all()
    ]
    url = reverse("initiative_plan", args=[initiative.pk])
    period = f"Từ {format_date(plan.starts_on)} đến {format_date(plan.ends_on)}."
    return [_entry("Kế hoạch", "\n".join([period, *lines]), url=url, reveals=False)]


def _progress(initiative: Initiative) -> list[Entry]:
    """The latest accepted report and the indicators measured in it."""
    report = initiative.progress_reports.filter(accepted_on__isnull=False).order_by("-period_to").first()
    if report is None:
        return [_entry("Hiệu quả", "Chưa có báo cáo tiến độ được nhận.")]
    measured = Measurement.objects.filter(report=report).select_related("indicator").order_by("indicator__position")
    lines = [
        f"{row.indicator.name}: {format_number(row.value)} {row.indicator.measure}"
        f" (mục tiêu {format_number(row.indicator.target)})"
        for row in measured
    ]
    return [_entry(f"Hiệu quả ({report})", "\n".join([report.done, *lines]))]


def _evidence(initiative: Initiative, pieces: Sequence[Evidence]) -> list[Entry]:
    """An entry for each piece with a file; those that are only named stand together."""
    if not pieces:
        return [_entry("Minh chứng", "Chưa có minh chứng.")]
    url = reverse("initiative_evidence", args=[initiative.pk])
    filed = [
        _entry("Minh chứng", f"{row.caption}\n{_describe_day(row)}", url=url) | {"file": row.file_id}
        for row in pieces
        if row.file_id
    ]
    named = [row for row in pieces if not row.file_id]
    if not named:
        return filed
    lines = "\n".join(f"{row.caption} ({_describe_day(row)})" for row in named)
    places = "\n".join(f"{row.caption}: {row.reference}" for row in named)
    return [
        *filed,
        _entry("Minh chứng không kèm tệp", lines, url=url),
        _entry("Số, ký hiệu, nơi lưu của minh chứng", places, reveals=True),
    ]


def _describe_day(row: Evidence) -> str:
    day = format_date(row.dated_on)
    return f"{day}, chờ chấp nhận" if row.is_waiting else day


def _hints(initiative: Initiative, pieces: Sequence[Evidence], by: Person) -> list[Entry]:
    """What seems to have been used before, in numbers and then by name; nothing where nothing was found."""
    found = found_before(initiative, pieces, by=by)
    if not found.in_short:
        return []
    return [
        _entry("Gợi ý về trùng lặp", f"{found.in_short}. Gợi ý để xem xét, không phải kết luận."),
        _entry("Giống mô hình nào", "\n".join(found.by_name), reveals=True),
    ]


def _recognitions(initiative: Initiative, on: date) -> list[Entry]:
    rows = [
        f"{row}: quyết định ngày {format_date(row.recognised_on)}, {standing.label.lower()}"
        for row in initiative.recognitions.prefetch_related("renewals")
        if (standing := row.standing_on(on))
    ]
    return [_entry("Đã được công nhận", "\n".join(rows), reveals=True)] if rows else []
