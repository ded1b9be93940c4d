"""A recognition must be re-earned: passed re-checks open new windows; it is revoked or retired for good."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from lantoa.initiatives.models import Initiative
from lantoa.kit import audit
from lantoa.kit.days import require_past
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_by_key, lock_for_update, require_reason
from lantoa.recognition.enums import Ending
from lantoa.recognition.models import Recognition, Renewal
from lantoa.recognition.rules import may_move_recognition
from lantoa.recognition.services.windows import open_windows, window_from
from lantoa.recognition.workflow import RECOGNITION
from lantoa.units.models import Person


@transaction.atomic
def renew(recognition: Recognition, *, findings: str, by: Person, on: date | None = None) -> Renewal:
    """The re-check of the day `on` (today) was passed: the recognition is in force anew, also after it had lapsed.

    Raises `Refused` without findings, before an earlier check, and for one that was revoked or retired.
    """
    recognition, day = lock_recognition(recognition), require_past(on)
    may_move_recognition(by, recognition, "renew", day).require()
    findings = require_reason(findings, "Hãy ghi kết quả kiểm tra: mô hình còn duy trì và có hiệu quả ra sao.")
    last = recognition.renewals.order_by("-renewed_on").first()
    if last is not None and day <= last.renewed_on:
        raise Refused(f"Lần kiểm tra trước là ngày {last.renewed_on:%d/%m/%Y}; ngày kiểm tra lại phải sau ngày đó.")
    due_on, lapses_on = window_from(day)
    check = Renewal(recognition=recognition, renewed_on=day, due_on=due_on, lapses_on=lapses_on)
    check.findings, check.checked_by = findings, by
    open_windows([check])
    _record(recognition, "renew", day, by=by, reason=findings)
    return check


@transaction.atomic
def revoke(recognition: Recognition, *, reason: str, by: Person, on: date | None = None) -> Recognition:
    """Take the recognition away, and say why. The same tier may be earned again by a new candidacy."""
    return _end(recognition, "revoke", Ending.REVOKED, reason=reason, by=by, on=on)


@transaction.atomic
def retire(recognition: Recognition, *, reason: str, by: Person, on: date | None = None) -> Recognition:
    """The initiative has served its purpose or stops: its recognition ends without blame."""
    return _end(recognition, "retire", Ending.RETIRED, reason=reason, by=by, on=on)


def _end(
    recognition: Recognition, name: str, ending: Ending, *, reason: str, by: Person, on: date | None
) -> Recognition:
    recognition, day = lock_recognition(recognition), require_past(on)
    may_move_recognition(by, recognition, name, day).require()
    reason = require_reason(reason, RECOGNITION.moves[name].reason)
    last = recognition.renewals.order_by("-renewed_on").first()
    if last is not None and day < last.renewed_on:
        raise Refused(f"Mô hình được kiểm tra lại ngày {last.renewed_on:%d/%m/%Y}; ngày thôi phải từ ngày đó trở đi.")
    if recognition.outstanding_on is not None and day < recognition.outstanding_on:
        picked = f"{recognition.outstanding_on:%d/%m/%Y}"
        raise Refused(f"Mô hình được chọn tiêu biểu ngày {picked}; ngày thôi phải từ ngày đó trở đi.")
    recognition.ended_on, recognition.ending, recognition.end_reason = day, ending, reason
    recognition.save()
    _record(recognition, name, day, by=by, reason=reason)
    return recognition


def lock_recognition(recognition: Recognition) -> Recognition:
    """The row locked under its initiative: who withdraws that meanwhile waits, or is waited for."""
    lock_by_key(Initiative, recognition.initiative_id)
    return lock_for_update(recognition, "initiative__unit", "candidacy__unit")


def _record(recognition: Recognition, verb: str, day: date, *, by: Person, reason: str) -> None:
    note = f"Cấp {recognition.get_tier_display().lower()}, ngày {day:%d/%m/%Y}"
    audit.record(recognition.initiative, verb, by=by, after={"note": note, "tier": recognition.tier}, reason=reason)
