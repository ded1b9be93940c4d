"""Who may lay down sectors, campaigns and themes. Pure: (person) → Ruling; for which unit, the services ask again."""

from __future__ import annotations

from lantoa.kit.ruling import YES, Ruling, no
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person


def may_lay_down(person: Person) -> Ruling:
    if any(role.kind == RoleKind.OFFICE for role in person.roles_today):
        return YES
    return no("Chỉ văn phòng quản trị được thêm lĩnh vực, đợt thi đua và chủ đề.")
