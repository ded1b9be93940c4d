"""The cast: one small province that every test knows, and the people who act in it.

    lt            Tỉnh ủy Lan Tỏa
    ├── khoi      Đảng ủy Khối các cơ quan (bloc)
    │   ├── db1   Đảng bộ Sở Nông nghiệp (base committee)
    │   │   └── cb11  Chi bộ Văn phòng (cell)
    │   └── cb2   Chi bộ Ban Dân tộc (base cell)
    ├── xa-an     Đảng bộ xã Tân An (commune)
    ├── xa-binh   Đảng bộ xã Bình Minh (commune)
    └── cu        Đảng bộ cơ sở cũ (base committee), abolished on 31/12/2022

Factories reach a state through the real services, never by writing it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lantoa.initiatives.enums import Kind, Subject, Tier
from lantoa.initiatives.models import BOXES, Initiative
from lantoa.initiatives.services import accept, register, submit
from lantoa.movement.models import Sector
from lantoa.units.enums import RoleKind, UnitKind
from lantoa.units.models import Person, Unit
from lantoa.units.services import NewUnit, assign_role, create_person, load_units

PASSWORD = "mat-khau-cua-bai-thu"
SINCE = date(2020, 1, 1)
DAY = date(2023, 3, 15)


def _unit(code, name, kind, parent="", valid_to=None) -> NewUnit:
    return NewUnit(code=code, name=name, kind=kind, parent_code=parent, valid_from=SINCE, valid_to=valid_to)


UNITS = (
    _unit("lt", "Tỉnh ủy Lan Tỏa", UnitKind.PROVINCE_COMMITTEE),
    _unit("khoi", "Đảng ủy Khối các cơ quan và doanh nghiệp", UnitKind.BLOC_COMMITTEE, "lt"),
    _unit("db1", "Đảng bộ Sở Nông nghiệp và Phát triển nông thôn", UnitKind.BASE_COMMITTEE, "khoi"),
    _unit("cb11", "Chi bộ Văn phòng Sở", UnitKind.CELL, "db1"),
    _unit("cb2", "Chi bộ Ban Dân tộc", UnitKind.BASE_CELL, "khoi"),
    _unit("xa-an", "Đảng bộ xã Tân An", UnitKind.COMMUNE_COMMITTEE, "lt"),
    _unit("xa-binh", "Đảng bộ xã Bình Minh", UnitKind.COMMUNE_COMMITTEE, "lt"),
    _unit("cu", "Đảng bộ cơ sở Công ty Giấy (cũ)", UnitKind.BASE_COMMITTEE, "lt", date(2022, 12, 31)),
)

# Who, at which unit, in which role. None: over the whole installation.
PEOPLE = {
    "office": ("Nguyễn Thị Văn Phòng", None, RoleKind.OFFICE),
    "bloc_office": ("Phạm Thị Quản Trị", "khoi", RoleKind.OFFICE),
    "officer": ("Lò Văn Cơ Sở", "db1", RoleKind.OFFICER),
    "bloc_officer": ("Trần Thị Khối", "khoi", RoleKind.OFFICER),
    "approver": ("Hoàng Văn Duyệt", "khoi", RoleKind.APPROVER),
    "outsider": ("Đỗ Thị Xã", "xa-binh", RoleKind.OFFICER),
    "auditor": ("Lê Văn Xem", "lt", RoleKind.AUDITOR),
}


@dataclass
class Cast:
    """Units by code, people by part. `nobody` has an account and no role."""

    units: dict[str, Unit]
    people: dict[str, Person]

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def unit(self, code: str) -> Unit:
        return self.units[code]

    @cached_property
    def sector(self) -> dict[str, Sector]:
        return {sector.code: sector for sector in Sector.objects.filter(unit__isnull=True)}


def make_cast() -> Cast:
    units = {unit.code: unit for unit in load_units(UNITS, by=None)}
    people = {}
    for part, (full_name, code, kind) in PEOPLE.items():
        people[part] = make_person(part, full_name)
        assign_role(people[part], unit=units.get(code), kind=kind, by=None, on=SINCE)
    people["nobody"] = make_person("nobody", "Vũ Chưa Giao")
    return Cast(units, people)


def read_cast() -> Cast:
    """The cast that stands in the database already."""
    people = {person.username: person for person in Person.objects.all()}
    return Cast({unit.code: unit for unit in Unit.objects.all()}, {part: people[part] for part in (*PEOPLE, "nobody")})


def make_person(username: str, full_name: str) -> Person:
    return create_person(username=username, full_name=full_name, password=PASSWORD, by=None, must_change=False)


def values(cast: Cast, **changed) -> dict:
    """A complete registration form for db1."""
    filled = {box: f"Nội dung của ô {box}" for box in BOXES}
    return (
        filled
        | {
            "unit": cast.unit("db1"),
            "name": "Vườn rau sạch vì cộng đồng",
            "kind": Kind.MODEL,
            "subject": Subject.COLLECTIVE,
            "holder": "Chi đoàn Sở Nông nghiệp",
            "responsible": "Lò Thị Bí thư",
            "sector": cast.sector["economy"],
            "tier": Tier.BASE,
            "registered_on": DAY,
        }
        | changed
    )


def draft(cast: Cast, **changed) -> Initiative:
    return register(values=values(cast, **changed), by=cast.office)


def submit_initiative(cast: Cast, **changed) -> Initiative:
    return submit(register(values=values(cast, **changed), by=cast.officer), by=cast.officer, on=DAY)


def accept_initiative(cast: Cast, *, on: date = DAY, **changed) -> Initiative:
    """Accepted on the day `on`; registered by the office so that any unit will do, accepted by a second person."""
    handed_in = submit(
        register(values=values(cast, registered_on=on, **changed), by=cast.office), by=cast.office, on=on
    )
    return accept(handed_in, by=second_office(cast), on=on)


def second_office(cast: Cast) -> Person:
    if "second_office" not in cast.people:
        cast.people["second_office"] = make_person("second_office", "Bùi Văn Phòng Hai")
        assign_role(cast.people["second_office"], unit=None, kind=RoleKind.OFFICE, by=None, on=SINCE)
    return cast.people["second_office"]
