"""Taking up, and giving up: who may, what is refused, what counts from which day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.initiatives.enums import CopyStanding, State
from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.services import edit, record_replication, withdraw
from lantoa.initiatives.services.spreading import end_copy, fail_copy, link_copy
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from tests.cast import DAY, accept_initiative, draft
from tests.spreading.spread_cast import COPIED, WORDS, make_copy, make_proven, taken_up

FORM = {"kept": "Họp bản", "changed": "", "dropped": "", "why": "", "copy": ""}


def refusal(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return str(refused.value)


def test_a_copy_begins_as_a_draft_in_the_sources_words(cast):
    source = accept_initiative(cast, tier="province")
    row = taken_up(cast, source, "xa-an")
    copy = row.copy
    assert (copy.state, copy.unit, copy.name, copy.content) == (
        "draft",
        cast.unit("xa-an"),
        source.name,
        source.content,
    )
    assert (copy.tier, copy.holder, copy.accepted_on) == ("base", "", None)
    assert (row.adopted_on, row.kept, row.standing_on(DAY)) == (None, WORDS["kept"], CopyStanding.WAITING)


def test_it_counts_from_the_acceptance_of_its_registration(cast):
    row = make_copy(cast, accept_initiative(cast), "xa-an")
    assert row.adopted_on == COPIED
    standing = [Replication.objects.adopted(day).count() for day in (date(2023, 5, 31), COPIED)]
    assert standing == [0, 1]


def test_both_histories_tell_of_it(cast):
    row = taken_up(cast, accept_initiative(cast), "xa-an")
    verbs = [Event.objects.about(record).values_list("verb", flat=True) for record in (row.source, row.copy)]
    assert "replicate" in verbs[0]
    assert "copy" in verbs[1]


def test_without_a_word_on_what_was_done_nothing_is_opened(cast):
    source = accept_initiative(cast)
    said = refusal(lambda: taken_up(cast, source, "xa-an", kept=" ", changed="", dropped=""))
    assert said.startswith("Hãy ghi giữ nguyên gì")
    assert (Initiative.objects.count(), Replication.objects.count()) == (1, 0)


def test_own_unit_is_refused(cast):
    assert (
        refusal(lambda: taken_up(cast, accept_initiative(cast), "db1"))
        == "Đơn vị áp dụng phải khác đơn vị có mô hình gốc."
    )


def test_twice_at_one_unit_is_refused(cast):
    source = accept_initiative(cast)
    taken_up(cast, source, "xa-an")
    assert refusal(lambda: taken_up(cast, source, "xa-an")) == "“Đảng bộ xã Tân An” đang áp dụng mô hình này."


def test_a_copy_of_a_copy_of_its_own_is_refused_over_generations(cast):
    first = accept_initiative(cast)
    second = make_copy(cast, first, "xa-an").copy
    third = make_copy(cast, second, "xa-binh").copy
    assert "không thể nhân rộng ngược lại" in refusal(lambda: taken_up(cast, second, "db1"))
    assert "không thể nhân rộng ngược lại" in refusal(lambda: taken_up(cast, third, "db1"))
    assert "không thể là mô hình gốc của nó" in refusal(lambda: link_copy(third, first, by=cast.office, kept="x"))


def test_a_source_that_does_not_stand_is_refused(cast):
    waiting, gone = draft(cast), accept_initiative(cast, name="Đã thôi")
    withdraw(gone, by=cast.office, reason="Thôi")
    for source in (waiting, gone):
        assert "đã được duyệt đăng ký" in refusal(lambda source=source: taken_up(cast, source, "xa-an"))


@pytest.mark.parametrize("part", ["auditor", "approver", "officer"])
def test_who_does_not_write_at_the_unit_is_refused(cast, part):
    source = accept_initiative(cast)
    person = cast.people[part]
    copy = draft(cast, unit=cast.unit("xa-an"))
    assert refusal(lambda: link_copy(source, copy, by=person, kept="x")).startswith("Chỉ cán bộ phụ trách của")


def test_an_existing_registration_is_linked_and_counts_when_both_are_accepted(cast):
    own = accept_initiative(cast, unit=cast.unit("xa-an"), on=date(2023, 2, 1))
    row = link_copy(accept_initiative(cast), own, by=cast.office, kept="Như cũ", on=date(2023, 3, 1))
    assert (row.copy, row.adopted_on) == (own, DAY)


def test_a_registration_comes_to_stand_behind_a_plain_note(cast):
    source, noted_on = accept_initiative(cast), date(2023, 4, 1)
    record_replication(source, unit=cast.unit("xa-an"), adopted_on=noted_on, by=cast.office)
    assert "đang áp dụng" in refusal(lambda: taken_up(cast, source, "xa-an"))
    own = accept_initiative(cast, unit=cast.unit("xa-an"), on=date(2023, 9, 1))
    row = link_copy(source, own, by=cast.office, kept="Như cũ")
    assert Replication.objects.get() == row
    assert (row.copy, row.adopted_on, row.kept) == (own, noted_on, "Như cũ")


def test_a_day_to_come_is_refused(cast):
    source, copy = accept_initiative(cast), accept_initiative(cast, unit=cast.unit("cb2"))

    with pytest.raises(Refused, match="không thể sau hôm nay"):
        link_copy(source, copy, kept="Tất cả", by=cast.office, on=timezone.localdate() + timedelta(days=1))


def test_a_withdrawn_registration_is_not_linked(cast):
    own = draft(cast, unit=cast.unit("xa-an"))
    withdraw(own, by=cast.office, reason="Nhầm")
    own.refresh_from_db()
    assert "đã rút" in refusal(lambda: link_copy(accept_initiative(cast), own, by=cast.office, kept="x"))


def test_a_withdrawn_draft_frees_the_unit_to_take_it_up_again(cast):
    source = accept_initiative(cast)
    withdraw(taken_up(cast, source, "xa-an").copy, by=cast.office, reason="Nhầm")
    again = taken_up(cast, source, "xa-an")
    assert [row.standing_on(date.max) for row in Replication.objects.order_by("pk")] == ["ended", "waiting"]
    assert again.copy.state == State.DRAFT


def test_a_copy_does_not_change_hands(cast):
    copy = taken_up(cast, accept_initiative(cast), "xa-an").copy
    change = {"unit": cast.unit("xa-binh")}
    said = refusal(lambda: edit(copy, values=change, by=cast.office, revision=copy.revision))
    assert "không chuyển sang đơn vị khác" in said


def test_a_failed_copy_stays_with_its_reason_and_counts_no_more(cast):
    row = make_copy(cast, accept_initiative(cast), "xa-an")
    fail_copy(row, reason="Không có người trông", by=cast.office, on=date(2023, 9, 1))
    row.refresh_from_db()
    assert (row.ending, row.end_reason, row.ended_on) == ("failed", "Không có người trông", date(2023, 9, 1))
    assert [row.standing_on(day) for day in (COPIED, date(2023, 9, 1))] == ["live", "failed"]


@pytest.mark.parametrize(
    ("on", "reason", "words"),
    [
        (date(2023, 5, 1), "x", "không thể thôi trước ngày đó"),
        (date(2999, 1, 1), "x", "không thể sau hôm nay"),
        (COPIED, " ", "Hãy ghi lý do"),
    ],
)
def test_what_is_wrong_with_an_ending_is_said(cast, on, reason, words):
    row = make_copy(cast, accept_initiative(cast), "xa-an")
    assert words in refusal(lambda: end_copy(row, reason=reason, by=cast.office, on=on))


def test_an_ending_is_final(cast):
    row = make_copy(cast, accept_initiative(cast), "xa-an")
    end_copy(row, reason="Đã thành nếp", by=cast.office)
    assert refusal(lambda: fail_copy(row, reason="x", by=cast.office)) == "Nơi áp dụng này đã thôi."


# --- the pages ---


def test_taken_up_in_the_browser(cast, as_person):
    source = make_proven(cast)
    url = reverse("initiative_take_up", args=[source.pk])
    client = as_person("outsider")
    assert client.get(url).status_code == 200
    answer = client.post(url, FORM | {"unit": "xa-binh"})
    copy = Initiative.objects.get(unit=cast.unit("xa-binh"))
    assert (answer.status_code, answer.url) == (302, f"{reverse('initiative_edit', args=[copy.pk])}?buoc=1")


def test_what_was_typed_is_kept_with_the_refusal(cast, as_person):
    url = reverse("initiative_take_up", args=[make_proven(cast).pk])
    answer = as_person("outsider").post(url, FORM | {"unit": "xa-binh", "kept": "", "why": "Đường dốc"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hãy ghi giữ nguyên gì" in page
    assert "Đường dốc" in page


def test_an_own_registration_is_linked_in_the_browser(cast, as_person):
    own = accept_initiative(cast, unit=cast.unit("xa-binh"))
    url = reverse("initiative_take_up", args=[make_proven(cast).pk])
    answer = as_person("outsider").post(url, FORM | {"unit": "xa-binh", "copy": own.pk})
    row = Replication.objects.get()
    assert (answer.status_code, answer.url, row.copy) == (302, row.get_absolute_url(), own)


@pytest.mark.parametrize(("part", "status"), [("outsider", 404), ("auditor", 403), ("approver", 403), ("nobody", 404)])
def test_only_an_open_source_is_taken_up_and_only_by_writers(cast, as_person, part, status):
    assert as_person(part).get(reverse("initiative_take_up", args=[accept_initiative(cast).pk])).status_code == status


def test_a_unit_where_one_does_not_write_cannot_be_chosen(cast, as_person):
    url = reverse("initiative_take_up", args=[make_proven(cast).pk])
    answer = as_person("outsider").post(url, FORM | {"unit": "xa-an"})
    assert (answer.status_code, Replication.objects.count()) == (422, 0)


@pytest.mark.parametrize(("part", "status"), [("outsider", 200), ("officer", 403), ("auditor", 403), ("nobody", 404)])
def test_who_may_write_down_a_failure(cast, as_person, part, status):
    row = make_copy(cast, make_proven(cast), "xa-binh")
    url = reverse("replication_fail", args=[row.source_id, row.pk])

    assert as_person(part).get(url).status_code == status


def test_a_failure_is_written_down_in_the_browser(cast, as_person):
    row = make_copy(cast, make_proven(cast), "xa-binh")
    url = reverse("replication_fail", args=[row.source_id, row.pk])
    client = as_person("outsider")
    assert client.post(url, {"on": "2023-09-01", "reason": ""}).status_code == 422
    assert client.post(url, {"on": "2023-09-01", "reason": "Thiếu nước"}).url == row.get_absolute_url()
    assert "Thiếu nước" in client.get(row.get_absolute_url()).content.decode()
