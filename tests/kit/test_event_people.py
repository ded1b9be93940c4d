"""People in events: kept by key, read by name, in one query for a whole list."""

import pytest

from lantoa.kit import audit
from lantoa.kit.event_people import ERASED, SYSTEM, people_in, refer_to, sign_reason
from lantoa.kit.models import Event
from lantoa.units.models import Person
from tests.cast import make_person


@pytest.fixture
def person(db):
    return make_person("thu", "Người Thử Nghiệm")


def test_actor_is_read_by_the_name_of_today(person):
    event = audit.record(person, "edit", by=person)
    Person.objects.filter(pk=person.pk).update(full_name="Tên Mới")
    assert people_in([event]).actor(event) == "Tên Mới"


def test_actor_of_nobody_is_the_system(person):
    event = audit.record(person, "load", by=None)
    assert people_in([event]).actor(event) == SYSTEM


def test_erased_actor_is_said_to_be_erased(person):
    event = audit.record(person, "edit", by=person)
    Person.objects.all().delete()
    assert people_in([event]).actor(event) == ERASED


def test_erased_name_stands_nowhere_in_the_event_and_the_chain_holds(person):
    audit.record(person, "edit", by=person, after={"member": refer_to(person)})
    Person.objects.all().delete()
    assert "Người Thử Nghiệm" not in str(Event.objects.filter(verb="edit").values().get())
    assert audit.verify() == []


def test_people_among_the_values_are_found_however_deep(person):
    other = make_person("khac", "Người Khác")
    after = {"pairs": [{"item": 1, "member": refer_to(person)}], "present": [refer_to(other)], "of": 2}
    event = audit.record(person, "assign", by=None, after=after)
    people = people_in([event])
    assert people.name(event.after["pairs"][0]["member"]) == "Người Thử Nghiệm"
    assert people.name(event.after["present"][0]) == "Người Khác"


def test_name_in_an_event_of_before_is_read_as_it_stands(person):
    assert people_in([]).name("Tên Cũ") == "Tên Cũ"


def test_list_of_events_costs_one_query(person, django_assert_num_queries):
    events = [audit.record(person, "edit", by=make_person(f"p{n}", f"Người {n}")) for n in range(5)]
    with django_assert_num_queries(1):
        people = people_in(events)
        assert [people.actor(event) for event in events] == [f"Người {n}" for n in range(5)]


def test_no_events_cost_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert people_in([]).names == {}


def test_reason_is_signed(person):
    event = audit.record(person, "send_back", by=person, reason="thiếu địa chỉ")
    signed = sign_reason(event)
    assert (signed.reason, signed.who, signed.at) == ("thiếu địa chỉ", "Người Thử Nghiệm", event.at)
    assert sign_reason(None) is None
