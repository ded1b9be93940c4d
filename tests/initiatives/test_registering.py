"""The road of a registration through the services."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import accept, edit, register, register_once, send_back, submit, withdraw
from lantoa.kit.audit import verify
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused, Stale
from lantoa.movement.services import ensure_national_sectors
from lantoa.recognition.services.facts import record_recognition
from lantoa.recognition.services.renewing import renew, revoke
from tests.cast import DAY, accept_initiative, draft, make_cast, submit_initiative, values


def test_register_makes_a_draft(cast):
    initiative = register(values=values(cast), by=cast.officer)

    assert initiative.state == State.DRAFT
    assert initiative.accepted_on is None


def test_register_outside_scope_is_refused(cast):
    with pytest.raises(Refused, match="Chỉ cán bộ phụ trách"):
        register(values=values(cast), by=cast.outsider)


def test_submit_names_every_empty_box(cast):
    initiative = draft(cast, goals="", outputs="")

    with pytest.raises(Refused, match="mục tiêu, tiêu chí, sản phẩm, kết quả đầu ra"):
        submit(initiative, by=cast.officer)


def test_accept_by_the_superior_counts_from_that_day(cast):
    initiative = accept(submit_initiative(cast), by=cast.bloc_officer, on=date(2023, 4, 1))

    assert (initiative.state, initiative.accepted_on) == (State.ACCEPTED, date(2023, 4, 1))


def test_a_day_of_acceptance_to_come_is_refused(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Refused, match=r"Ngày duyệt .* ở sau hôm nay"):
        accept(submit_initiative(cast), by=cast.bloc_officer, on=tomorrow)
    assert accept(submit_initiative(cast), by=cast.bloc_officer, on=timezone.localdate()).state == State.ACCEPTED


def test_a_day_of_acceptance_before_the_registration_is_refused(cast):
    initiative = submit_initiative(cast)

    with pytest.raises(Refused, match="đăng ký ngày 15/03/2023"):
        accept(initiative, by=cast.approver, on=DAY - timedelta(days=1))


def test_a_day_of_registration_to_come_is_refused(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Refused, match=r"Ngày đăng ký .* ở sau hôm nay"):
        submit(draft(cast, registered_on=tomorrow), by=cast.officer)
    with pytest.raises(Refused, match=r"Ngày đăng ký .* ở sau hôm nay"):
        submit(draft(cast, registered_on=None), by=cast.officer, on=tomorrow)


def test_the_same_draft_is_opened_once_by_one_person(cast):
    first, again = (register_once(values=values(cast), by=cast.officer) for _ in range(2))
    other_name = register_once(values=values(cast) | {"name": "Tên khác"}, by=cast.officer)
    other_person = register_once(values=values(cast), by=cast.bloc_officer)

    assert (again, len({first, other_name, other_person})) == (first, 3)
    assert Event.objects.filter(verb="register").count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_open_one_draft():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    ensure_national_sectors()
    cast = make_cast()
    with ThreadPoolExecutor(4) as pool:
        opened = set(pool.map(lambda _: _register_and_leave(cast), range(4)))

    assert (len(opened), Initiative.objects.count()) == (1, 1)


def _register_and_leave(cast) -> int:
    try:
        return register_once(values=values(cast), by=cast.officer).pk
    finally:
        connection.close()


def test_accept_by_the_one_who_submitted_is_refused(cast):
    initiative = submit(register(values=values(cast), by=cast.bloc_officer), by=cast.bloc_officer)

    with pytest.raises(Refused, match="phải do người khác làm"):
        accept(initiative, by=cast.bloc_officer)


def test_accept_by_the_base_officer_is_refused(cast):
    initiative = submit(register(values=values(cast), by=cast.bloc_officer), by=cast.bloc_officer)

    with pytest.raises(Refused, match="Chỉ người duyệt"):
        accept(initiative, by=cast.officer)


def test_accept_twice_finds_the_state_changed(cast):
    initiative = submit_initiative(cast)
    accept(initiative, by=cast.approver)

    with pytest.raises(Refused, match="khi đang ở trạng thái “Đã đăng ký”"):
        accept(initiative, by=cast.bloc_officer)


def test_accept_of_what_changed_since_it_was_read_is_refused(cast):
    read = submit_initiative(cast)
    submit(send_back(read, by=cast.approver, reason="Thiếu số hộ"), by=cast.officer)

    with pytest.raises(Refused, match="đã thay đổi sau khi bạn mở"):
        accept(read, by=cast.bloc_officer, revision=read.revision)


def test_send_back_needs_a_reason(cast):
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        send_back(submit_initiative(cast), by=cast.approver, reason="  ")


def test_send_back_then_submit_again(cast):
    initiative = send_back(submit_initiative(cast), by=cast.approver, reason="Nêu rõ số hộ tham gia")

    assert submit(initiative, by=cast.officer).state == State.SUBMITTED


def test_edit_keeps_what_was_before(cast):
    initiative = edit(draft(cast), values={"name": "Vườn rau sạch"}, by=cast.officer, revision=1)

    event = Event.objects.about(initiative).last()
    assert (event.before, event.after) == ({"name": "Vườn rau sạch vì cộng đồng"}, {"name": "Vườn rau sạch"})


def test_edit_of_a_submitted_file_is_refused(cast):
    initiative = submit_initiative(cast)

    with pytest.raises(Refused, match="đang chờ duyệt"):
        edit(initiative, values={"name": "Khác"}, by=cast.officer, revision=initiative.revision)


def test_an_accepted_one_keeps_its_unit(cast):
    initiative = accept_initiative(cast)

    with pytest.raises(Refused, match="giữ nguyên đơn vị"):
        edit(initiative, values={"unit": cast.unit("cb11")}, by=cast.office, revision=initiative.revision)


def test_a_draft_may_go_to_another_unit(cast):
    assert edit(draft(cast), values={"unit": cast.unit("cb11")}, by=cast.office, revision=1).unit == cast.unit("cb11")


def test_edit_over_somebody_elses_save_is_stale(cast):
    initiative = draft(cast)
    edit(initiative, values={"name": "Bản của người khác"}, by=cast.office, revision=1)

    with pytest.raises(Stale):
        edit(initiative, values={"name": "Bản của tôi"}, by=cast.officer, revision=1)
    assert Initiative.objects.get().name == "Bản của người khác"


def test_withdraw_of_an_accepted_one_ends_it(cast):
    initiative = withdraw(
        accept_initiative(cast), by=cast.approver, reason="Sáp nhập vào mô hình khác", on=date(2023, 9, 1)
    )

    assert (initiative.state, initiative.accepted_on, initiative.ended_on) == (State.WITHDRAWN, DAY, date(2023, 9, 1))


def test_withdraw_ends_what_was_recognised(cast):
    initiative = accept_initiative(cast)
    record_recognition(initiative, tier="base", recognised_on=date(2023, 5, 1), by=cast.approver)
    withdraw(initiative, by=cast.approver, reason="Không còn hoạt động", on=date(2023, 9, 1))

    assert list(initiative.recognitions.values_list("ended_on", flat=True)) == [date(2023, 9, 1)]


def test_withdraw_before_the_day_of_a_recognition_is_refused(cast):
    initiative = accept_initiative(cast)
    record_recognition(initiative, tier="base", recognised_on=date(2023, 5, 1), by=cast.approver)

    with pytest.raises(Refused, match="ngày thôi phải từ ngày đó"):
        withdraw(initiative, by=cast.approver, reason="Không còn hoạt động", on=date(2023, 4, 1))


def test_withdraw_before_a_recognition_ended_is_refused(cast):
    found = record_recognition(accept_initiative(cast), tier="base", recognised_on=date(2023, 5, 1), by=cast.approver)
    revoke(found, reason="Không còn hiệu quả", by=cast.approver, on=date(2023, 9, 1))

    with pytest.raises(Refused, match="thôi được công nhận ngày 01/09/2023"):
        withdraw(found.initiative, by=cast.approver, reason="Dừng", on=date(2023, 8, 1))


def test_chain_holds_after_a_whole_road(cast):
    accept(submit_initiative(cast), by=cast.approver)

    assert verify() == []


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2022, 6, 1), "được duyệt đăng ký ngày"),
        (date(2024, 5, 31), "được kiểm tra lại ngày 01/06/2024"),
        (date(2100, 1, 1), "ở sau hôm nay"),
    ],
)
def test_withdraw_on_a_day_that_cannot_be_is_refused(cast, day, reason):
    found = record_recognition(accept_initiative(cast), tier="bloc", recognised_on=date(2023, 5, 1), by=cast.approver)
    renew(found, findings="Tốt", by=cast.approver, on=date(2024, 6, 1))

    with pytest.raises(Refused, match=reason):
        withdraw(found.initiative, by=cast.approver, reason="Dừng", on=day)
