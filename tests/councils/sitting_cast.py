"""A council of the bloc with members, a criteria set and a sitting: what the tests of councils share.

Chair `approver`, secretary `bloc_officer`, members `m1`, `m2`, `m3` (accounts without any role).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lantoa.councils.enums import CouncilRole
from lantoa.councils.models import Appraisal, Council, CriteriaSet, Item, Member, Sitting
from lantoa.councils.services import (
    GivenScore,
    NewCriterion,
    add_member,
    create_council,
    make_criteria_set,
    plan_sitting,
    put_on_agenda,
    submit_scores,
)
from lantoa.units.enums import Tier
from tests.cast import SINCE, Cast, make_person

HELD = date(2023, 6, 20)
WEIGHTS = (("Hiệu quả", 60), ("Sáng tạo", 30), ("Nhân rộng", 10))
SEATS = {"approver": CouncilRole.CHAIR, "bloc_officer": CouncilRole.SECRETARY}
CONTENT = [
    {"label": "Đơn vị đăng ký", "text": "Đảng bộ Sở Nông nghiệp", "reveals": True, "url": "/mo-hinh/1/"},
    {"label": "Kết quả", "text": "Trồng 5 ha rau sạch, 120 hộ tham gia"},
]


def new_criteria(weights=WEIGHTS) -> list[NewCriterion]:
    return [NewCriterion(name, Decimal(weight), guidance=f"Xem {name.lower()}.") for name, weight in weights]


def make_set(cast: Cast, **changed) -> CriteriaSet:
    given = {"unit": cast.unit("lt"), "name": "Tiêu chí chung", "criteria": new_criteria(), "valid_from": SINCE}
    return make_criteria_set(**given | changed, by=cast.office)


def make_council(cast: Cast, *, unit: str = "khoi") -> Council:
    """The council of the bloc with its five members; `m1` to `m3` join the cast."""
    council = create_council(
        unit=cast.unit(unit), name="Hội đồng thẩm định", tier=Tier.BLOC, valid_from=SINCE, by=cast.office
    )
    for number in (1, 2, 3):
        name = f"m{number}"
        if name not in cast.people:
            cast.people[name] = make_person(name, f"Ủy Viên {number}")
    for part in ("approver", "bloc_officer", "m1", "m2", "m3"):
        add_member(council, person=cast.people[part], role=SEATS.get(part, CouncilRole.MEMBER), by=cast.office)
    return council


def seat_member(council: Council, cast: Cast, part: str) -> Member:
    return council.members.get(person=cast.people[part])


def make_sitting(cast: Cast, *, items: int = 1, **changed) -> Sitting:
    """A planned sitting with so many items of db1, which `officer` registered."""
    if not CriteriaSet.objects.exists():
        make_set(cast)
    council = Council.objects.first() or make_council(cast)
    sitting = plan_sitting(council, title="Phiên thẩm định", held_on=HELD, by=cast.bloc_officer, **changed)
    for number in range(1, items + 1):
        make_item(cast, sitting, title=f"Vườn rau sạch {number}")
    return sitting


def make_item(cast: Cast, sitting: Sitting, **changed) -> Item:
    given = {"unit": cast.unit("db1"), "title": "Vườn rau sạch", "content": CONTENT, "concerned": [cast.officer]}
    return put_on_agenda(sitting, **given | changed, by=cast.bloc_officer)


def given_scores(item: Item, *values, reason: str = "") -> dict[int, GivenScore]:
    criteria = item.criteria.criteria.order_by("position")
    return {row.pk: GivenScore(Decimal(str(value)), reason) for row, value in zip(criteria, values, strict=True)}


def score(appraisal: Appraisal, *values) -> Appraisal:
    return submit_scores(appraisal, scores=given_scores(appraisal.item, *values), by=appraisal.member.person)
