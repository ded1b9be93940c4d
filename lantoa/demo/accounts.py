"""The demonstration accounts, one for each part a visitor may take, and the one password that they share."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from lantoa.demo.tables import SINCE, document
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Unit
from lantoa.units.services import assign_role, create_person


@dataclass(frozen=True)
class DemoAccount:
    """`unit_code` empty: over the whole installation. `role` empty: none, they have a seat somewhere; `set_of` is then the
    unit with which they are loaded."""

    username: str
    full_name: str
    job_title: str
    role: str
    unit_code: str = ""
    set_of: str = ""

    @property
    def belongs_to(self) -> str:
        return self.unit_code or self.set_of

    @property
    def in_words(self) -> str:
        """What the account may do and where: its role, or the seat that it has instead."""
        part = RoleKind(self.role).label if self.role else "Thành viên hội đồng"
        return f"{part} tại {self.belongs_to}" if self.belongs_to else f"{part}, toàn hệ thống"


ACCOUNTS = (
    DemoAccount("office", "Đặng Thu Hà", "Văn phòng thường trực phong trào", RoleKind.OFFICE),
    DemoAccount("sl-bloc-officer", "Lò Thị Xôm", "Chuyên viên Ban Dân vận khối", RoleKind.OFFICER, "sl-bloc"),
    DemoAccount("sl-bloc-approver", "Quàng Văn Biên", "Trưởng Ban Dân vận khối", RoleKind.APPROVER, "sl-bloc"),
    DemoAccount("sl-base-officer", "Hoàng Thị Thơm", "Văn phòng Đảng ủy Sở", RoleKind.OFFICER, "sl-nnptnt"),
    DemoAccount("sl-bloc-chair", "Lường Trung Hiếu", "Phó Bí thư Đảng ủy Khối", RoleKind.APPROVER, "sl-bloc"),
    DemoAccount("sl-judge-1", "Cầm Thị Hoan", "Phó Chủ tịch Hội Khoa học kỹ thuật", "", set_of="sl-bloc"),
    DemoAccount("sl-judge-2", "Đèo Văn Pản", "Giảng viên thỉnh giảng", "", set_of="sl-bloc"),
    DemoAccount("sl-judge-3", "Tòng Thị Ín", "Chuyên gia xã hội học", "", set_of="sl-bloc"),
    DemoAccount("sl-judge-4", "Vì Văn Chựa", "Nhà báo", "", set_of="sl-bloc"),
    DemoAccount("hb-officer", "Bùi Thị Nhịn", "Chuyên viên Ban Dân vận", RoleKind.OFFICER, "hb"),
    DemoAccount("hb-approver", "Quách Công Luận", "Phó Trưởng Ban Dân vận", RoleKind.APPROVER, "hb"),
    DemoAccount("vl-bloc-officer", "Huỳnh Thị Cẩm Tiên", "Chuyên viên Ban Dân vận khối", RoleKind.OFFICER, "vl-bloc"),
    DemoAccount("gr-bloc-officer", "Nguyễn Thị Hảo", "Chuyên viên Ban Dân vận khối", RoleKind.OFFICER, "gr-bloc"),
    DemoAccount("hn-officer", "Trịnh Thu Loan", "Chuyên viên Ban Dân vận", RoleKind.OFFICER, "hn"),
    DemoAccount("auditor", "Vũ Đình Khiêm", "Kiểm tra viên", RoleKind.AUDITOR),
)


@transaction.atomic
def ensure_accounts() -> list[Person]:
    """Make the accounts that are missing and whose unit is there. Accounts of these names that exist stay as they are.

    Returns those made.
    """
    units = Unit.objects.in_bulk([account.belongs_to for account in ACCOUNTS], field_name="code")
    held = set(Person.objects.filter(username__in=[a.username for a in ACCOUNTS]).values_list("username", flat=True))
    missing = [a for a in ACCOUNTS if a.username not in held and (not a.belongs_to or a.belongs_to in units)]
    password = demo_password(Path(settings.HOME)) if missing else ""
    return [_make(account, units.get(account.unit_code), password) for account in missing]


def _make(account: DemoAccount, unit: Unit | None, password: str) -> Person:
    person = create_person(
        username=account.username,
        full_name=account.full_name,
        job_title=account.job_title,
        password=password,
        by=None,
        must_change=False,
    )
    if account.role:
        assign_role(person, unit=unit, kind=account.role, by=None, on=SINCE)
    return person


def demo_person(username: str) -> Person:
    """The account as it is now; each load acts through these people."""
    return Person.objects.get(username=username)


def demo_password(home: Path) -> str:
    """The password of the demonstration accounts, made at first use and kept in `home`/keys, readable by its owner only:
    plain words, easily typed on a phone without a Vietnamese keyboard.

    Raises OSError if the folder cannot be written.
    """
    path = home / "keys" / "demo_password"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # O_EXCL: of two processes that start together, one makes the password and the other reads it.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        words = document("words.json")
        file.write("-".join([*(secrets.choice(words) for _ in range(4)), str(100 + secrets.randbelow(900))]))
    return path.read_text().strip()
