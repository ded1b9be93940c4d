"""Many registrations at once."""

import pytest

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules import may_decide_for, may_register
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.recognition.imports.initiatives import INITIATIVES
from lantoa.recognition.services.loading import NewInitiative, load_initiatives, rights_to_load
from tests.cast import DAY
from tests.workbooks import check_rows


def new(cast, unit: str = "db1", **changed) -> NewInitiative:
    own = {"name": "Vườn rau", "sector": cast.sector["economy"], "registered_on": DAY}
    return NewInitiative(Initiative(unit=cast.unit(unit), **own), **changed)


@pytest.mark.parametrize(
    "part", ["office", "bloc_office", "officer", "bloc_officer", "approver", "outsider", "auditor"]
)
def test_rights_in_bulk_are_those_asked_one_by_one(cast, part):
    person = cast.people[part]
    units = cast.units.values()

    rights = rights_to_load(units, person)

    one_by_one = {unit.pk: (may_register(person, unit), bool(may_decide_for(person, unit))) for unit in units}
    assert {key: (held.register, held.decides) for key, held in rights.items()} == one_by_one


def test_the_installation_itself_accepts(cast):
    load_initiatives([new(cast), new(cast, "xa-an")], by=None)

    assert set(Initiative.objects.values_list("state", "accepted_on")) == {(State.ACCEPTED, DAY)}


def test_one_unit_out_of_scope_stops_all(cast):
    with pytest.raises(Refused, match="Chỉ cán bộ phụ trách của “Đảng bộ xã Tân An”"):
        load_initiatives([new(cast), new(cast, "xa-an")], by=cast.officer)

    assert Initiative.objects.count() == 0


def test_a_recognition_by_who_may_not_decide_stops_all(cast):
    with pytest.raises(Refused, match="ba cột công nhận"):
        load_initiatives([new(cast), new(cast, recognition=("province", DAY, ""))], by=cast.officer)

    assert Initiative.objects.count() == 0


def test_a_decision_of_a_tier_above_the_person_stops_all(cast):
    bloc = new(cast, recognition=("bloc", DAY, "1-QĐ"))
    assert len(load_initiatives([bloc], by=cast.bloc_office)) == 1

    with pytest.raises(Refused, match="Tỉnh ủy Lan Tỏa"):
        load_initiatives([new(cast, recognition=("province", DAY, "2-QĐ"))], by=cast.bloc_office)


def test_each_row_has_its_line_in_the_audit_chain(cast):
    rows = load_initiatives([new(cast), new(cast)], by=cast.officer)

    assert [Event.objects.about(row).get().verb for row in rows] == ["load", "load"]


def test_a_thousand_rows_take_few_queries(cast, django_assert_max_num_queries):
    codes = ["db1", "cb11", "cb2", "khoi"]
    texts = dict.fromkeys(("situation", "goals", "content"), "Nội dung của ô này dài vừa phải. " * 5)
    rows = [
        {"unit": codes[number % 4], "name": f"Mô hình số {number}", "kind": "Mô hình", "subject": "Tập thể"}
        | {"sector": "Kinh tế", "tier": "Cơ sở", "registered_on": DAY, "responsible": "Lò Thị Hoa"}
        | texts
        for number in range(1000)
    ]
    with django_assert_max_num_queries(25):
        found = check_rows(INITIATIVES, rows, cast.bloc_officer)
    # SQLite takes a limited number of values in one insert: a few dozen rows each.
    with django_assert_max_num_queries(80):
        INITIATIVES.write(found, cast.bloc_officer)

    assert Initiative.objects.filter(state=State.ACCEPTED).count() == 750
    assert Initiative.objects.filter(state=State.SUBMITTED).count() == 250
