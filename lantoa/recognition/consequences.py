"""What follows for candidacies and recognitions when an initiative is withdrawn, which then is neither, or a unit ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lantoa.initiatives.models import Initiative
from lantoa.kit import audit
from lantoa.kit.extension_points import Effect, WithdrawnRecord
from lantoa.kit.ruling import Refused
from lantoa.recognition.enums import Ending
from lantoa.recognition.models import Candidacy, Recognition, Renewal
from lantoa.recognition.services.candidacies import end_candidacies
from lantoa.units.ending import consequence_of_end, moves, refuses, stays
from lantoa.units.models import Person

UNIT_ENDS = consequence_of_end(
    60,
    (
        moves(
            "de-nghi",
            "đề nghị công nhận chờ đơn vị quyết định",
            lambda unit, end: Candidacy.objects.waiting().filter(unit=unit),
        ),
        refuses(
            "quyet-dinh-sau",
            "đề nghị công nhận đơn vị quyết định sau ngày này",
            lambda unit, end: Candidacy.objects.filter(unit=unit, decided_on__gt=end.on),
            "Hãy chọn ngày sau.",
            page="initiative",
        ),
        stays(
            "de-nghi-cu",
            "đề nghị công nhận đã xong",
            lambda unit, end: (
                Candidacy.objects.filter(unit=unit)
                .exclude(pk__in=Candidacy.objects.waiting())
                .exclude(decided_on__gt=end.on)
            ),
            becomes="giữ trong lịch sử của đơn vị này",
            page="initiative",
        ),
        stays(
            "de-nghi-cua-don-vi",
            "đề nghị công nhận mô hình của đơn vị, cấp khác đang xét",
            lambda unit, end: Candidacy.objects.waiting().filter(initiative__unit=unit).exclude(unit=unit),
            page="initiative",
        ),
        stays(
            "cong-nhan",
            "công nhận mô hình của đơn vị",
            lambda unit, end: Recognition.objects.filter(initiative__unit=unit),
            page="initiative",
        ),
        stays(
            "kiem-tra-lai",
            "lần kiểm tra lại công nhận",
            lambda unit, end: Renewal.objects.filter(recognition__initiative__unit=unit),
            becomes="giữ trong lịch sử của đơn vị này",
            page="recognition.initiative",
        ),
    ),
)


def preview_withdrawal(initiative: Initiative, move: WithdrawnRecord) -> Iterator[Effect]:
    """What would end with the registration."""
    candidacies = initiative.candidacies.waiting().count()
    if candidacies:
        yield Effect("đề nghị công nhận sẽ rút hoặc dừng xét", candidacies)
    recognitions = initiative.recognitions.filter(ended_on__isnull=True).count()
    if recognitions:
        yield Effect("công nhận sẽ thôi hiệu lực", recognitions)


def end_what_was_withdrawn(initiative: Initiative, move: WithdrawnRecord, *, by: Person) -> None:
    """Of a registration that was accepted: its recognitions end on that day, its candidacies now. One that never was has
    neither."""
    if move.on is None:
        return
    _end_recognitions(initiative, move.on, by=by)
    end_candidacies(initiative, by=by, reason=move.reason)


def _end_recognitions(initiative: Initiative, day: date, *, by: Person) -> None:
    """What no longer stands is no longer recognised: of a recognition that was given, checked again or ended after that day
    nothing is dated back."""
    for ended in initiative.recognitions.filter(ended_on__gt=day):
        _require_not_before(day, ended.ended_on, "thôi được công nhận")
    rows = initiative.recognitions.filter(ended_on__isnull=True).select_for_update(of=("self",))
    for recognition in rows:
        _require_not_before(day, recognition.recognised_on, "được công nhận")
        for check in recognition.renewals.all():
            _require_not_before(day, check.renewed_on, "được kiểm tra lại")
        if recognition.outstanding_on is not None:
            _require_not_before(day, recognition.outstanding_on, "được chọn tiêu biểu")
        recognition.ended_on, recognition.ending = day, Ending.RETIRED
        recognition.end_reason = "Rút đăng ký mô hình"
        recognition.save()
        after = {"tier": recognition.get_tier_display(), "ended_on": recognition.ended_on}
        audit.record(initiative, "end_recognition", by=by, after=after)


def _require_not_before(day: date, earlier: date, what: str) -> None:
    if day < earlier:
        raise Refused(f"Mô hình {what} ngày {earlier:%d/%m/%Y}; ngày thôi phải từ ngày đó trở đi.")
