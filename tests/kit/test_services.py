"""What every service does: lock and read anew, ask for a reason, move and record."""

import pytest

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit import audit
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.kit.services import (
    apply_and_record,
    lock_by_key,
    lock_for_update,
    lock_in_place,
    require_reason,
    require_revision,
)
from tests.cast import draft


@pytest.mark.parametrize("text", ["", "  ", "\n\t"])
def test_empty_reason_is_refused_with_the_sentence(text):
    with pytest.raises(Refused, match="Vì sao"):
        require_reason(text, "Vì sao?")


def test_reason_is_cleaned():
    assert require_reason("  Thiếu   số liệu \n", "Vì sao?") == "Thiếu số liệu"


def test_revision_that_is_not_the_saved_one_is_refused(cast):
    initiative = draft(cast)
    require_revision(initiative, None, "Đã đổi.")
    require_revision(initiative, initiative.revision, "Đã đổi.")
    with pytest.raises(Refused, match="Đã đổi"):
        require_revision(initiative, initiative.revision + 1, "Đã đổi.")


def test_locked_row_is_read_anew_with_what_was_asked_for(cast, django_assert_num_queries):
    initiative = draft(cast)
    Initiative.objects.filter(pk=initiative.pk).update(name="Tên mới")
    with django_assert_num_queries(2):
        locked, same = lock_for_update(initiative, "unit"), lock_by_key(Initiative, initiative.pk, "unit")
        assert (locked.name, same.name, locked.unit, same.unit) == (
            "Tên mới",
            "Tên mới",
            initiative.unit,
            initiative.unit,
        )
    lock_in_place(initiative)
    assert initiative.name == "Tên mới"


def test_move_is_saved_counted_and_recorded_in_words(cast):
    initiative = draft(cast)
    done = apply_and_record(REGISTRATION, initiative, "withdraw", by=cast.officer, after={"n": 1}, reason="Hết việc")
    event = Event.objects.about(initiative).last()
    assert (Initiative.objects.get().state, done.revision) == ("withdrawn", 2)
    assert (event.verb, event.before, event.reason) == ("withdraw", {"state": "Bản nháp"}, "Hết việc")
    assert event.after == {"state": "Đã rút", "n": 1}


def test_move_may_be_told_of_another_record_and_with_more(cast):
    initiative, other = draft(cast), draft(cast, name="Hồ sơ cha")
    also = [audit.EventDraft(other, "note_child")]
    apply_and_record(REGISTRATION, initiative, "withdraw", by=cast.officer, about=other, also=also)
    told = [(event.verb, event.before, event.after) for event in Event.objects.about(other)][-2:]
    assert told == [("withdraw", {}, {"state": "Đã rút"}), ("note_child", {}, {})]


def test_illegal_move_changes_and_records_nothing(cast):
    initiative = draft(cast)
    count = Event.objects.count()
    with pytest.raises(Refused):
        apply_and_record(REGISTRATION, initiative, "accept", by=cast.officer)
    assert (Initiative.objects.get().state, Event.objects.count()) == ("draft", count)
