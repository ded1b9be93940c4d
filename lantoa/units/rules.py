"""Who may do what about units and people. Pure: (person, object) → Ruling; the person's roles and the tree are read once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from lantoa.kit.ruling import YES, Ruling, first_refusal, no
from lantoa.units.enums import RoleKind, UnitKind
from lantoa.units.models import Person, Role, Unit
from lantoa.units.tree import tree_of_rights


def kinds_at(person: Person, unit: Unit, *, strictly_above: bool = False) -> set[str]:
    """Kinds of role that the person holds today over the unit; `strictly_above`: held at a superior, not at the unit itself."""
    kinds = {role.kind for role in person.roles_today if role.unit_id is None}
    local = [role for role in person.roles_today if role.unit_id is not None]
    if local:
        chain = set(
            Unit.objects.filter(pk__in=tree_of_rights(timezone.localdate()).above(unit.pk)).values_list("pk", flat=True)
        )
        if strictly_above:
            chain.discard(unit.pk)
        kinds |= {role.kind for role in local if role.unit_id in chain}
    return kinds


def may_change_tree(person: Person, unit: Unit) -> Ruling:
    """Rename, move, add below: the office of the unit or of one above it."""
    if RoleKind.OFFICE in kinds_at(person, unit):
        return YES
    return no("Chỉ văn phòng quản trị của đơn vị hoặc của cấp trên được sửa thông tin đơn vị.")


def may_end_unit(person: Person, unit: Unit) -> Ruling:
    """Only from above, as accounts are given: who ends a unit ends the roles there. A root: the province office."""
    if RoleKind.OFFICE in kinds_at(person, unit, strictly_above=True):
        return YES
    return no("Chỉ văn phòng quản trị của cấp trên được ghi kết thúc hoạt động của đơn vị này.")


# Which Party committees may lead a unit of the kind, after the Party's Statutes (Articles 10, 21 to 24): a province's stands
# on top, no committee stands below a cell. Units outside the Party stand below any Party committee or below one another.
COMMITTEES = (
    UnitKind.PROVINCE_COMMITTEE,
    UnitKind.DISTRICT_COMMITTEE,
    UnitKind.BLOC_COMMITTEE,
    UnitKind.COMMUNE_COMMITTEE,
    UnitKind.WARD_COMMITTEE,
)
SUPERIOR_KINDS: dict[str, tuple[UnitKind, ...]] = {
    UnitKind.PROVINCE_COMMITTEE: (),
    UnitKind.DISTRICT_COMMITTEE: (UnitKind.PROVINCE_COMMITTEE,),
    UnitKind.BLOC_COMMITTEE: (UnitKind.PROVINCE_COMMITTEE,),
    UnitKind.COMMUNE_COMMITTEE: (UnitKind.PROVINCE_COMMITTEE, UnitKind.DISTRICT_COMMITTEE),
    UnitKind.WARD_COMMITTEE: (UnitKind.PROVINCE_COMMITTEE, UnitKind.DISTRICT_COMMITTEE),
    # A base committee may be charged with the powers of the level above the base.
    UnitKind.BASE_COMMITTEE: (*COMMITTEES, UnitKind.BASE_COMMITTEE),
    # Lists of units name the cells of a large base cell below it.
    UnitKind.BASE_CELL: (*COMMITTEES, UnitKind.BASE_COMMITTEE, UnitKind.BASE_CELL),
    UnitKind.CELL: (*COMMITTEES, UnitKind.BASE_COMMITTEE, UnitKind.BASE_CELL),
}
OUTSIDE_THE_PARTY = tuple(kind for kind in UnitKind if not kind.is_party)


def may_stand_below(kind: str, superior_kind: str, name: str, superior_name: str) -> Ruling:
    """Whether a unit of the kind may have a managing superior of the other kind. The names are for the words only."""
    superiors = SUPERIOR_KINDS.get(kind, (*COMMITTEES, UnitKind.BASE_COMMITTEE, *OUTSIDE_THE_PARTY))
    if superior_kind in superiors:
        return YES
    own, above = UnitKind(kind).label, UnitKind(superior_kind).label
    if not superiors:
        return no(f"“{name}” là {own}, đứng đầu cây tổ chức; không trực thuộc “{superior_name}” ({above}) được.")
    allowed = ", ".join(superior.label for superior in superiors)
    return no(f"“{name}” ({own}) không trực thuộc “{superior_name}” ({above}) được; cấp trên phải là: {allowed}.")


def may_add_root(person: Person) -> Ruling:
    """A unit without a superior: only the province office, whose role has no unit."""
    if may_everywhere(person):
        return YES
    return no("Chỉ văn phòng tỉnh được thêm đơn vị không có cấp trên; hãy ghi mã đơn vị cấp trên.")


def may_everywhere(person: Person) -> Ruling:
    """What concerns no unit alone: only the province office, whose role has no unit."""
    if person.holds_everywhere({RoleKind.OFFICE}):
        return YES
    return no("Chỉ văn phòng tỉnh được làm việc này cho toàn hệ thống.")


def may_manage_people(person: Person, unit: Unit) -> Ruling:
    """Accounts are made only below one's own unit, so that nobody can raise their own rights."""
    if RoleKind.OFFICE in kinds_at(person, unit, strictly_above=True):
        return YES
    return no("Chỉ văn phòng quản trị của cấp trên được lập tài khoản và giao vai trò tại đơn vị này.")


def may_end_role(person: Person, role: Role) -> Ruling:
    """As giving it; never one's own, so that nobody locks the last office out."""
    if role.person_id == person.pk:
        return no("Bạn không thể tự kết thúc vai trò của mình; hãy nhờ văn phòng quản trị khác.")
    return may_everywhere(person) if role.unit is None else may_manage_people(person, role.unit)


def may_reset_password(person: Person, other: Person) -> Ruling:
    """The office above every unit at which the other has a role or will have one; the province office for those without a
    unit. A role to come counts too: who sets a password today could use the account then."""
    if other.pk == person.pk:
        return no("Đây là tài khoản của bạn; hãy dùng trang Đổi mật khẩu.")
    if not other.is_active:
        return no("Tài khoản này đang khóa; hãy mở lại trước khi đặt mật khẩu.")
    return _may_answer_for(person, other.roles.lasting().select_related("unit"))


def may_edit_person(person: Person, other: Person) -> Ruling:
    """As resetting the password, also of a closed account; one's own only in the province office: names stand in the journal."""
    if other.pk == person.pk:
        return may_everywhere(person) or no("Hãy nhờ văn phòng quản trị của cấp trên sửa thông tin tài khoản của bạn.")
    roles = other.roles.lasting().select_related("unit") if other.is_active else last_roles(other)
    return _may_answer_for(person, roles)


def may_close_account(person: Person, other: Person) -> Ruling:
    """The office above every unit of the roles that hold today or will; never one's own account."""
    if other.pk == person.pk:
        return no("Bạn không thể tự khóa tài khoản của mình; hãy nhờ văn phòng quản trị khác.")
    if not other.is_active:
        return no("Tài khoản này đã khóa.")
    return _may_answer_for(person, other.roles.lasting().select_related("unit"))


def may_reopen_account(person: Person, other: Person) -> Ruling:
    """Who could have closed it: the office above every unit of the roles that ended last."""
    if other.is_active:
        return no("Tài khoản này đang dùng, không cần mở lại.")
    return _may_answer_for(person, last_roles(other))


def last_roles(person: Person) -> list[Role]:
    """The roles that hold without end or, when there are none, those that ended on the latest day."""
    roles = list(person.roles.select_related("unit"))
    latest = max((role.valid_to or date.max for role in roles), default=None)
    return [role for role in roles if (role.valid_to or date.max) == latest]


def _may_answer_for(person: Person, roles: Iterable[Role]) -> Ruling:
    """The office above every unit of the roles; the province office for those without a unit and for nobody's."""
    units = [role.unit for role in roles]
    if not units or None in units:
        return may_everywhere(person)
    return first_refusal(*(lambda unit=unit: may_manage_people(person, unit) for unit in units))


def may_list_people(person: Person) -> Ruling:
    if person.holds({RoleKind.OFFICE}):
        return YES
    return no("Chỉ văn phòng quản trị xem được danh sách người dùng.")


def may_import_units(person: Person) -> Ruling:
    if person.holds({RoleKind.OFFICE}):
        return YES
    return no("Chỉ văn phòng quản trị được nhập danh sách đơn vị.")
