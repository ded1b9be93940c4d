"""The road of a registration: register, edit, submit, accept, send back, withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import BOXES, Initiative
from lantoa.initiatives.queries import changed_by_others_since, just_drafted
from lantoa.initiatives.rules import may_edit, may_move, may_register
from lantoa.initiatives.services.prints import index_texts
from lantoa.initiatives.services.spreading import adopt_copies, end_copies_of, stays_in_lineage
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit import audit
from lantoa.kit.days import require_past
from lantoa.kit.extension_points import WithdrawnRecord, consequences_of
from lantoa.kit.ruling import Refused, Stale
from lantoa.kit.services import apply_and_record, lock_for_update, require_reason, require_revision
from lantoa.rulebook.models import rule_value
from lantoa.units.models import Person

EDITABLE = (
    "unit", "name", "kind", "subject", "holder", "responsible", "sector", "tier", "campaign", "place", "address",
    "continues", "registered_on", "starts_on", "review_on", *BOXES,
)  # fmt: skip
CHANGED = "Hồ sơ đã thay đổi sau khi bạn mở; hãy xem lại bản mới rồi quyết định."


@transaction.atomic
def register(*, values: Mapping[str, Any], by: Person) -> Initiative:
    """Open a registration as a draft. `values`: fields of EDITABLE and `themes`. Only unit and sector are needed."""
    may_register(by, values["unit"]).require()
    initiative = Initiative(**{name: values[name] for name in EDITABLE if name in values})
    initiative.index()
    initiative.save()
    index_texts([initiative])
    initiative.themes.set(values.get("themes") or [])
    audit.record(initiative, "register", by=by, after=snapshot(initiative))
    return initiative


@transaction.atomic
def register_once(*, values: Mapping[str, Any], by: Person) -> Initiative:
    """As `register`; a button pressed twice opens one draft, also where both requests arrive at once: they wait for each
    other at the unit, and the second is given what the first has opened."""
    unit = lock_for_update(values["unit"])
    return just_drafted(values["name"], unit, by) or register(values=values, by=by)


@transaction.atomic
def edit(initiative: Initiative, *, values: Mapping[str, Any], by: Person, revision: int) -> Initiative:
    """Change a registration; what was before stays in its history.

    Raises `Refused` when it may not be edited now, `Stale` when somebody else changed one of these fields (they are named
    in it) since the person opened revision `revision`; what others changed elsewhere in the form is no conflict.
    """
    initiative = lock_for_update(initiative, "unit", "sector")
    may_edit(by, initiative).require()
    if values.get("unit", initiative.unit) != initiative.unit:
        if initiative.state == State.ACCEPTED:  # figures of past periods hang on it, and alerts
            raise Refused("Mô hình đã duyệt giữ nguyên đơn vị; nếu đơn vị khác làm, hãy đăng ký ở đơn vị đó.")
        may_register(by, values["unit"]).require()
        stays_in_lineage(initiative)
    before = snapshot(initiative)
    if lost := changed_by_others_since(initiative, revision, by) & set(values):
        raise Stale("Người khác đã lưu hồ sơ này sau khi bạn mở; hãy xem hai bản cạnh nhau rồi lưu lại.", lost)
    for name in EDITABLE:
        if name in values:
            setattr(initiative, name, values[name])
    if "themes" in values:
        initiative.themes.set(values["themes"])
    old, new = audit.changes(before, snapshot(initiative))
    if new:
        initiative.revision += 1
        initiative.index()
        initiative.save()
        index_texts([initiative])
        audit.record(initiative, "edit", by=by, before=old, after=new)
    return initiative


def missing_to_submit(initiative: Initiative, on: date) -> dict[str, str]:
    """What the form in force on the day still wants before the file can be handed in: field name → words."""
    required = rule_value("registration.required_fields", on)
    missing = {} if initiative.responsible or initiative.holder else {"responsible": "người hoặc tập thể phụ trách"}
    for name in required:
        if not getattr(initiative, name):
            missing[name] = Initiative._meta.get_field(name).verbose_name
    return missing


@transaction.atomic
def submit(initiative: Initiative, *, by: Person, on: date | None = None) -> Initiative:
    """Hand the registration in. Raises `Refused` naming every box that is still empty."""
    initiative = lock_for_update(initiative, "unit", "sector")
    may_move(by, initiative, "submit").require()
    if missing := missing_to_submit(initiative, on or timezone.localdate()):
        raise Refused(f"Chưa nộp được vì còn thiếu: {', '.join(missing.values())}. Bản nháp vẫn được giữ.")
    initiative.registered_on = require_past(initiative.registered_on or on, "Ngày đăng ký", is_seen=False)
    initiative.submitted_by = by
    return apply_and_record(REGISTRATION, initiative, "submit", by=by)


@transaction.atomic
def accept(initiative: Initiative, *, by: Person, on: date | None = None, revision: int | None = None) -> Initiative:
    """Accept the registration: from the day `on` (today) it counts. Never by the one who handed it in, nor from a day before
    it was registered.

    `revision`: the one that was read; raises `Refused` when the file has changed since, so that nothing unread is accepted.
    """
    initiative = lock_for_update(initiative, "unit", "sector")
    require_revision(initiative, revision, CHANGED)
    may_move(by, initiative, "accept").require()
    initiative.accepted_on = require_past(on, "Ngày duyệt", is_seen=False)
    if initiative.registered_on is not None and initiative.accepted_on < initiative.registered_on:
        day = f"{initiative.registered_on:%d/%m/%Y}"
        raise Refused(f"Mô hình được đăng ký ngày {day}; ngày duyệt phải từ ngày đó trở đi.")
    apply_and_record(REGISTRATION, initiative, "accept", by=by)
    adopt_copies(initiative)
    return initiative


@transaction.atomic
def send_back(initiative: Initiative, *, by: Person, reason: str, revision: int | None = None) -> Initiative:
    """Send the registration back to its unit, with what is to be mended. `revision`: as for `accept`."""
    initiative = lock_for_update(initiative, "unit", "sector")
    require_revision(initiative, revision, CHANGED)
    may_move(by, initiative, "send_back").require()
    reason = require_reason(reason, REGISTRATION.moves["send_back"].reason)
    return apply_and_record(REGISTRATION, initiative, "send_back", by=by, reason=reason)


@transaction.atomic
def withdraw(initiative: Initiative, *, by: Person, reason: str, on: date | None = None) -> Initiative:
    """Take the registration out. One that was accepted keeps its past; from the day `on` (today) neither it nor a
    recognition of it stands any more."""
    initiative = lock_for_update(initiative, "unit", "sector")
    may_move(by, initiative, "withdraw").require()
    day = require_past(on, "Ngày thôi", is_seen=False)
    if initiative.accepted_on is not None:
        initiative.ended_on = day
        _require_not_before(initiative.ended_on, initiative.accepted_on, "được duyệt đăng ký")
    reason = require_reason(reason, REGISTRATION.moves["withdraw"].reason)
    withdrawn = WithdrawnRecord(initiative.ended_on, reason)
    for consequence in consequences_of("initiatives.withdraw"):
        consequence.apply(initiative, withdrawn, by=by)
    end_copies_of(initiative, on=initiative.ended_on or timezone.localdate(), by=by)
    return apply_and_record(REGISTRATION, initiative, "withdraw", by=by, reason=reason)


def snapshot(initiative: Initiative) -> dict[str, Any]:
    """The editable fields as plain values people can read: names for records, labels for choices."""
    plain: dict[str, Any] = {}
    for name in EDITABLE:
        field = Initiative._meta.get_field(name)
        value = getattr(initiative, name)
        if field.choices:
            value = getattr(initiative, f"get_{name}_display")()
        elif field.is_relation:
            value = str(value) if value else ""
        plain[name] = value
    plain["themes"] = ", ".join(sorted(theme.name for theme in initiative.themes.all())) if initiative.pk else ""
    return plain


def _require_not_before(day: date, earlier: date, what: str) -> None:
    if day < earlier:
        raise Refused(f"Mô hình {what} ngày {earlier:%d/%m/%Y}; ngày thôi phải từ ngày đó trở đi.")
