"""Which kinds of units may stand below which, and in whose tree: at establishing, moving, renaming and importing."""

from datetime import date

import pytest

from lantoa.kit.ruling import Refused
from lantoa.units.enums import UnitKind
from lantoa.units.imports import UNITS
from lantoa.units.rules import may_stand_below
from lantoa.units.services import NewUnit, establish, move, rename
from tests.cast import SINCE
from tests.workbooks import check_rows, faults

DAY = date(2024, 1, 1)
K = UnitKind


@pytest.mark.parametrize(
    ("kind", "superior", "may"),
    [
        (K.PROVINCE_COMMITTEE, K.PROVINCE_COMMITTEE, False),
        (K.DISTRICT_COMMITTEE, K.PROVINCE_COMMITTEE, True),
        (K.DISTRICT_COMMITTEE, K.BLOC_COMMITTEE, False),
        (K.BLOC_COMMITTEE, K.PROVINCE_COMMITTEE, True),
        (K.BLOC_COMMITTEE, K.DISTRICT_COMMITTEE, False),
        (K.COMMUNE_COMMITTEE, K.DISTRICT_COMMITTEE, True),
        (K.COMMUNE_COMMITTEE, K.PROVINCE_COMMITTEE, True),
        (K.COMMUNE_COMMITTEE, K.WARD_COMMITTEE, False),
        (K.WARD_COMMITTEE, K.BASE_COMMITTEE, False),
        (K.BASE_COMMITTEE, K.BLOC_COMMITTEE, True),
        (K.BASE_COMMITTEE, K.BASE_COMMITTEE, True),
        (K.BASE_COMMITTEE, K.CELL, False),
        (K.BASE_COMMITTEE, K.BASE_CELL, False),
        (K.BASE_CELL, K.COMMUNE_COMMITTEE, True),
        (K.BASE_CELL, K.CELL, False),
        (K.CELL, K.BASE_COMMITTEE, True),
        (K.CELL, K.COMMUNE_COMMITTEE, True),
        (K.CELL, K.CELL, False),
        (K.CELL, K.BASE_CELL, True),
        (K.BASE_CELL, K.BASE_CELL, True),
        (K.DISTRICT_COMMITTEE, K.CELL, False),
        (K.CELL, K.STATE_BODY, False),
        (K.STATE_BODY, K.PROVINCE_COMMITTEE, True),
        (K.SCHOOL, K.STATE_BODY, True),
        (K.MASS_ORGANISATION, K.BASE_CELL, False),
        (K.FRONT, K.CELL, False),
    ],
)
def test_kinds_below_kinds(kind, superior, may):
    assert bool(may_stand_below(kind, superior, "Dưới", "Trên")) == may


def new(kind, parent: str) -> NewUnit:
    return NewUnit(code="moi", name="Đơn vị mới", kind=kind, parent_code=parent, valid_from=DAY)


def test_no_committee_is_established_below_a_cell(cast):
    with pytest.raises(
        Refused, match=r"“Đơn vị mới” \(Đảng bộ cơ sở\) không trực thuộc “Chi bộ Văn phòng Sở” \(Chi bộ\)"
    ):
        establish(new(K.BASE_COMMITTEE, "cb11"), by=cast.office)


def test_no_committee_moves_below_a_cell(cast):
    with pytest.raises(Refused, match="không trực thuộc “Chi bộ Ban Dân tộc”"):
        move(cast.unit("db1"), parent=cast.unit("cb2"), on=DAY, by=cast.office)


def test_no_unit_moves_into_another_provinces_tree(cast):
    establish(NewUnit("tk", "Tỉnh ủy Khác", K.PROVINCE_COMMITTEE, SINCE), by=cast.office)
    other = establish(NewUnit("tk-khoi", "Đảng ủy Khối khác", K.BLOC_COMMITTEE, SINCE, "tk"), by=cast.office)
    with pytest.raises(Refused, match="thuộc cây tổ chức của “Tỉnh ủy Khác”; chỉ chuyển cấp trên trong cùng một tỉnh"):
        move(cast.unit("db1"), parent=other, on=DAY, by=cast.office)


def test_a_root_may_come_below_its_province(cast):
    root = establish(NewUnit("le", "Đảng ủy Khối lẻ", K.BLOC_COMMITTEE, SINCE), by=cast.office)
    move(root, parent=cast.unit("lt"), on=DAY, by=cast.office)

    assert root.edges_up.get().parent.code == "lt"


@pytest.mark.parametrize(("code", "kind"), [("db1", K.CELL), ("cb11", K.BLOC_COMMITTEE)])
def test_a_new_kind_must_fit_its_place(cast, code, kind):
    with pytest.raises(Refused, match="không trực thuộc"):
        rename(cast.unit(code), name="Tên khác", kind=kind, on=DAY, by=cast.office)


@pytest.mark.parametrize("parent", ["cb11", "moi-2"])
def test_the_sheet_names_the_superior_that_does_not_fit(cast, parent):
    rows = [
        {"code": "moi", "name": "Đảng bộ mới", "kind": "Đảng bộ cơ sở", "parent": parent, "valid_from": DAY},
        {"code": "moi-2", "name": "Chi bộ mới", "kind": "Chi bộ", "parent": "db1", "valid_from": DAY},
    ]
    (fault,) = faults(check_rows(UNITS, rows, cast.office))
    assert fault.startswith("D2 “Đảng bộ mới” (Đảng bộ cơ sở) không trực thuộc")
