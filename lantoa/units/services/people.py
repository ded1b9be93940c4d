"""Services about accounts and roles. Accounts are made only below one's own unit."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.kit import audit
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_in_place
from lantoa.kit.text import clean, clean_lines
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Role, Unit
from lantoa.units.passwords import faults_in_words
from lantoa.units.rules import (
    may_close_account,
    may_edit_person,
    may_end_role,
    may_everywhere,
    may_manage_people,
    may_reopen_account,
    may_reset_password,
)

ONE_DAY = timedelta(days=1)


@transaction.atomic
def create_person(
    *,
    username: str,
    full_name: str,
    password: str,
    by: Person | None,
    job_title: str = "",
    email: str = "",
    must_change: bool = True,
) -> Person:
    """Make an account without any right yet, for loading and the command line; people use `open_account`.

    The username is kept in lower case. Raises `Refused` when it is taken or the password too weak.
    """
    username = username.strip().lower()
    if Person.objects.filter(username=username).exists():
        raise Refused(f"Tên đăng nhập “{username}” đã có người dùng; hãy chọn tên khác.")
    person = Person(
        username=username, full_name=full_name, job_title=job_title, email=email, must_change_password=must_change
    )
    _set_password(person, password)
    person.save()
    audit.record(person, "create_person", by=by)
    return person


@transaction.atomic
def open_account(
    *,
    username: str,
    full_name: str,
    password: str,
    unit: Unit,
    kind: str,
    by: Person,
    job_title: str = "",
    email: str = "",
) -> Person:
    """An office makes an account with its first role at a unit below its own; its holder must change the password."""
    may_manage_people(by, unit).require()
    person = create_person(
        username=username, full_name=full_name, password=password, by=by, job_title=job_title, email=email
    )
    assign_role(person, unit=unit, kind=kind, by=by)
    return person


@transaction.atomic
def assign_role(person: Person, *, unit: Unit | None, kind: str, by: Person | None, on: date | None = None) -> Role:
    """Give the person a right at a unit from the day `on` (today). `by` None is the installation itself.

    Raises `Refused` when `by` has no office role strictly above the unit, or the person has that role already.
    """
    if by is not None:
        (may_everywhere(by) if unit is None else may_manage_people(by, unit)).require()
    if not person.is_active:
        raise Refused("Tài khoản này đang khóa; hãy mở lại trước khi giao vai trò.")
    if unit is None and kind not in (RoleKind.OFFICE, RoleKind.AUDITOR):
        raise Refused("Chỉ văn phòng và người xem mới có phạm vi toàn hệ thống; hãy chọn đơn vị.")
    if person.roles.filter(unit=unit, kind=kind, valid_to__isnull=True).exists():
        raise Refused("Người này đã có vai trò đó tại đơn vị.")
    role = Role.objects.create(person=person, unit=unit, kind=kind, valid_from=on or timezone.localdate())
    audit.record(person, "assign_role", by=by, after={"role": str(role), "from": role.valid_from})
    person.__dict__.pop("roles_today", None)
    return role


@transaction.atomic
def end_role(role: Role, *, by: Person, on: date | None = None) -> Role:
    """The right ends with the day before `on` (today): from `on` it no longer holds.

    Raises `Refused` for one's own role, so that nobody locks the last office out, and for one that has ended already.
    """
    role.refresh_from_db(fields=["valid_to"])
    may_end_role(by, role).require()
    last = (on or timezone.localdate()) - ONE_DAY
    if role.valid_to is not None and role.valid_to <= last:
        raise Refused(f"Vai trò này đã kết thúc ngày {role.valid_to:%d/%m/%Y}.")
    _end(role, last, by)
    return role


@transaction.atomic
def edit_person(person: Person, *, full_name: str, job_title: str, email: str, by: Person) -> Person:
    """Correct what is known of the person. Nothing is recorded where nothing differs."""
    lock_in_place(person)
    may_edit_person(by, person).require()
    full_name, job_title, email = clean(full_name), clean(job_title), clean(email)
    if not full_name:
        raise Refused("Phải có họ và tên.")
    held = {"full_name": person.full_name, "job_title": person.job_title, "email": person.email}
    _, changed = audit.changes(held, {"full_name": full_name, "job_title": job_title, "email": email})
    if not changed:
        return person
    person.full_name, person.job_title, person.email = full_name, job_title, email
    person.save()
    audit.record(person, "edit_person", by=by, after={"changed": sorted(changed)})
    return person


@transaction.atomic
def close_account(person: Person, *, by: Person, reason: str) -> Person:
    """Nobody signs in with the account any more: its sessions end now, its roles with yesterday. What was done stays.

    Raises `Refused` for one's own account, for a closed one, and without a reason.
    """
    lock_in_place(person)
    may_close_account(by, person).require()
    reason = clean_lines(reason)
    if not reason:
        raise Refused("Hãy ghi lý do khóa tài khoản.")
    person.is_active = False
    person.save()
    for role in person.roles.lasting().select_related("unit"):
        _end(role, timezone.localdate() - ONE_DAY, by)
    _end_sessions(person)
    audit.record(person, "close_account", by=by, before={"is_active": True}, after={"is_active": False}, reason=reason)
    person.__dict__.pop("roles_today", None)
    return person


@transaction.atomic
def reopen_account(person: Person, *, by: Person) -> Person:
    """The account may sign in again, with the password that it had and without any role."""
    lock_in_place(person)
    may_reopen_account(by, person).require()
    person.is_active = True
    person.save()
    audit.record(person, "reopen_account", by=by, before={"is_active": False}, after={"is_active": True})
    return person


@transaction.atomic
def change_password(person: Person, *, password: str, by: Person) -> Person:
    """A person's own change. Raises `Refused` when the password is too weak."""
    _set_password(person, password)
    person.must_change_password = False
    person.save()
    audit.record(person, "change_password", by=by)
    return person


@transaction.atomic
def reset_password(person: Person, *, password: str, by: Person) -> Person:
    """An office's reset for someone below it; the person must change it at the next sign-in."""
    may_reset_password(by, person).require()
    _set_password(person, password)
    person.must_change_password = True
    person.save()
    audit.record(person, "reset_password", by=by)
    return person


def _end(role: Role, last: date, by: Person) -> None:
    """The role holds until the day `last`; one that then never held goes."""
    before = str(role)
    if last < role.valid_from:
        role.delete()
    else:
        role.valid_to = last
        role.save()
    audit.record(role.person, "end_role", by=by, before={"role": before}, after={"role": "", "to": last})
    role.person.__dict__.pop("roles_today", None)


def _end_sessions(person: Person) -> None:
    """An inactive account opens no page; its sessions go all the same, so that none lives on when it is opened again."""
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(faults_in_words(error)) from error
    person.set_password(password)
