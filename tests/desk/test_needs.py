"""Each kind of work says for itself how its lines are read."""

import pytest
from django.utils import timezone

from lantoa.desk.needs import all_needs
from lantoa.desk.queries import of_need

pytestmark = pytest.mark.days


def test_only_work_with_an_end_has_due_days_and_only_councils_take_the_place_of_units(cast):
    heaps = [of_need(need) for need in all_needs(cast.office, timezone.localdate())]

    assert {heap.slug for heap in heaps if heap.has_due_days} == {
        "nhiem-vu-moi",
        "nhiem-vu",
        "nhiem-vu-cho-xac-nhan",
        "viec-sau-kiem-tra",
        "moc-sap-den-han",
        "cho-tham-dinh",
        "kiem-tra-lai",
    }
    assert {heap.slug: heap.place_label for heap in heaps if heap.place_label != "Đơn vị"} == {"cham-diem": "Hội đồng"}
