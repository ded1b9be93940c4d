"""The audit chain: what is written stays, and whatever was done to it shows."""

import os
import subprocess
import sys
import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lantoa.kit import audit
from lantoa.kit.audit import EventDraft, changes, verify
from lantoa.kit.models import ChainHead, Event
from lantoa.kit.ruling import Refused
from tests.cast import make_person


@pytest.fixture
def person(db):
    return make_person("thu", "Người Thử Nghiệm")


@pytest.fixture
def chain(person):
    """Four more events about one record."""
    for number in range(4):
        audit.record(person, "edit", by=person, before={"n": number}, after={"n": number + 1})
    return person


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_event_says_who_did_what_to_which_record(person):
    event = audit.record(person, "rename", by=person, before={"name": "A"}, after={"name": "B"}, reason="theo QĐ 5")
    event.refresh_from_db()
    assert (event.format, event.actor_id, event.actor_name, event.verb) == (2, person.pk, "", "rename")
    assert (event.object_type, event.object_id) == ("units.person", str(person.pk))
    assert (event.before, event.after, event.reason) == ({"name": "A"}, {"name": "B"}, "theo QĐ 5")


def test_event_of_the_system_has_no_actor(person):
    event = audit.record(person, "load", by=None)
    assert (event.actor_id, event.actor_name) == (None, "")


def test_values_are_kept_as_the_database_gives_them_back(person):
    event = audit.record(
        person, "edit", by=None, after={"on": date(2023, 1, 2), "share": Decimal("0.50"), "pair": (1, 2)}
    )
    assert event.after == {"on": "2023-01-02", "share": "0.50", "pair": [1, 2]}
    assert verify() == []


def test_history_of_a_record_is_its_own_and_in_order(chain, person):
    other = make_person("khac", "Người Khác")
    audit.record(other, "edit", by=person)
    assert [event.after.get("n") for event in Event.objects.about(chain)] == [None, 1, 2, 3, 4]


def test_untouched_chain_holds(chain):
    assert verify() == []


def test_empty_chain_holds(db):
    assert verify() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "khac"),
        ("actor_id", 99),
        ("format", 1),
        ("object_id", "99"),
        ("reason", "lý do thêm sau"),
        ("at", "2020-01-01 00:00:00+00"),
        ("after", '{"n": 9}'),
        ("before", '{"n": 9}'),
    ],
)
def test_any_changed_column_shows(chain, column, value):
    sql(f"UPDATE kit_event SET {column} = %s WHERE sequence = 3", value)  # noqa: S608 - columns of this test
    assert verify() == ["Nhật ký dòng 3 đã bị sửa sau khi ghi."]


def write_as_before(person) -> Event:
    """An event as it was written before people stood by key: its hash covers the name."""
    head = ChainHead.objects.get()
    event = Event(format=1, sequence=head.sequence + 1, at=timezone.now(), actor_id=person.pk, actor_name="Tên Cũ")
    event.verb, event.object_type, event.object_id = "edit", "units.person", str(person.pk)
    event.previous_hash = head.hash
    event.hash = audit._hash(event)
    event.save()
    ChainHead.objects.update(sequence=event.sequence, hash=event.hash)
    return event


def test_chain_of_both_formats_holds(chain):
    write_as_before(chain)
    audit.record(chain, "edit", by=chain)
    assert [event.format for event in Event.objects.all()] == [2, 2, 2, 2, 2, 1, 2]
    assert verify() == []


@pytest.mark.parametrize(("column", "value"), [("actor_name", "Ai đó"), ("actor_id", 99), ("verb", "khac")])
def test_changed_column_of_an_earlier_format_shows(chain, column, value):
    write_as_before(chain)
    sql(f"UPDATE kit_event SET {column} = %s WHERE sequence = 6", value)  # noqa: S608 - columns of this test
    assert verify() == ["Nhật ký dòng 6 đã bị sửa sau khi ghi."]


def test_event_of_today_cannot_hold_a_name(chain):
    with pytest.raises(IntegrityError, match="event_format_known"):
        sql("UPDATE kit_event SET actor_name = 'Ai đó' WHERE sequence = 3")


def test_event_of_an_unknown_format_cannot_be_kept(chain):
    with pytest.raises(IntegrityError, match="event_format_known"):
        sql("UPDATE kit_event SET format = 3 WHERE sequence = 3")


def test_rewritten_line_with_a_fitting_hash_breaks_the_link_after_it(chain):
    event = Event.objects.get(sequence=3)
    event.verb = "khac"
    sql("UPDATE kit_event SET verb = 'khac', hash = %s WHERE sequence = 3", audit._hash(event))
    assert verify() == ["Nhật ký dòng 4 không nối với dòng trước."]


def test_line_taken_out_of_the_middle_shows(chain):
    sql("DELETE FROM kit_event WHERE sequence = 3")
    assert verify() == ["Nhật ký thiếu dòng 3.", "Nhật ký dòng 4 không nối với dòng trước."]


def test_cut_tail_shows(chain):
    sql("DELETE FROM kit_event WHERE sequence > 3")
    assert verify() == ["Nhật ký dừng ở dòng 3, trong khi dòng cuối đã ghi là 5."]


def test_whole_chain_taken_away_shows(chain):
    sql("DELETE FROM kit_event")
    assert verify() == ["Nhật ký dừng ở dòng 0, trong khi dòng cuối đã ghi là 5."]


def test_events_cannot_be_changed_or_deleted(chain):
    event = Event.objects.first()
    for forbidden in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(verb="khac")):
        with pytest.raises(Refused, match="chỉ được ghi thêm"):
            forbidden()


def test_rolled_back_work_leaves_no_event(chain):
    def fail() -> None:
        with transaction.atomic():
            audit.record(chain, "edit", by=chain)
            raise Refused("thôi")

    with pytest.raises(Refused):
        fail()
    assert (Event.objects.count(), ChainHead.objects.get().sequence) == (5, 5)
    assert verify() == []


def test_many_events_are_one_chain(person):
    audit.record_many((EventDraft(person, "load", after={"n": n}) for n in range(1200)), by=None)
    assert Event.objects.count() == 1201
    assert verify() == []


def test_changes_keep_only_what_differs():
    assert changes({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == ({"b": 2, "c": None}, {"b": 3, "c": 4})


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory lets no second connection wait; the test below does it with a file")
    person = make_person("thu", "Người Thử Nghiệm")

    def write() -> None:
        for _ in range(5):
            audit.record(person, "edit", by=person)
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Event.objects.count() == 21
    assert verify() == []


WRITE = """
import django; django.setup()
from lantoa.kit import audit
from lantoa.units.models import Unit
for number in range(10):
    audit.record(Unit(pk=number), "edit", by=None)
"""
READ = "import django; django.setup(); from lantoa.kit import audit, models; print(models.Event.objects.count(), audit.verify())"


def test_processes_that_write_one_file_wait_for_each_other(tmp_path):
    changed = {"LANTOA_HOME": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/chain.sqlite3"}
    environment = os.environ | changed | {"DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}

    def words(*more: str) -> dict:
        return {"args": [sys.executable, *more], "env": environment}

    subprocess.run(**words("-m", "django", "migrate", "kit", "--verbosity", "0", "--skip-checks"), check=True)
    writers = [subprocess.Popen(**words("-c", WRITE)) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert subprocess.run(**words("-c", READ), capture_output=True, text=True, check=True).stdout.strip() == "30 []"
