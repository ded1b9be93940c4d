"""A recognition must be re-earned: exactly one standing each day; renewed, revoked, retired."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.kit.ruling import Refused
from lantoa.recognition.checks import kept_windows_are_the_last
from lantoa.recognition.enums import Standing
from lantoa.recognition.models import Recognition, Renewal
from lantoa.recognition.queries.standing import by_standing, checks_to_make, due_for_check
from lantoa.recognition.services.facts import record_recognition
from lantoa.recognition.services.recognising import mark_outstanding, propose, recognise
from lantoa.recognition.services.renewing import renew, retire, revoke
from lantoa.units.enums import RoleKind
from lantoa.units.services import assign_role
from tests.cast import SINCE, accept_initiative, make_person, second_office
from tests.watch.climbing import DECIDED, recognise_initiative

pytestmark = pytest.mark.days

DUE = date(2025, 6, 30)
LAPSES = date(2025, 12, 27)


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2023, 6, 29), None),
        (DECIDED, Standing.STANDING),
        (date(2025, 6, 29), Standing.STANDING),
        (DUE, Standing.DUE),
        (date(2025, 12, 26), Standing.DUE),
        (LAPSES, Standing.LAPSED),
    ],
)
def test_standing_follows_the_calendar(cast, on, standing):
    found = recognise_initiative(cast)

    assert found.standing_on(on) == standing
    counts = standing in (Standing.STANDING, Standing.DUE)
    assert Recognition.objects.standing(on).exists() == counts


def test_passed_check_opens_a_new_window_and_leaves_the_past(cast):
    found = recognise_initiative(cast)

    renew(found, findings="Còn duy trì tốt", by=cast.approver, on=date(2026, 3, 1))

    assert [found.standing_on(day) for day in (DUE, LAPSES, date(2026, 2, 28), date(2026, 3, 1))] == [
        Standing.DUE,
        Standing.LAPSED,
        Standing.LAPSED,
        Standing.STANDING,
    ]


def test_check_under_a_shorter_rule_ends_the_longer_window_before(cast):
    found = recognise_initiative(cast)
    found.renewals.update(due_on=None, lapses_on=None)  # as what was recognised before re-checks existed
    renew(found, findings="Tốt", by=cast.approver, on=date(2024, 1, 1))

    day = date(2027, 1, 1)
    assert found.standing_on(day) == Standing.LAPSED
    assert not Recognition.objects.standing(day).exists()
    assert Recognition.objects.standing(date(2023, 12, 31)).get() == found


@pytest.mark.parametrize(
    ("part", "reason"),
    [("officer", "được quyết định"), ("outsider", "được quyết định"), ("office", "người nộp đăng ký")],
)
def test_who_may_not_renew(cast, part, reason):
    with pytest.raises(Refused, match=reason):
        renew(recognise_initiative(cast), findings="Tốt", by=cast.people[part])


def test_check_waits_for_those_who_may_make_it(cast):
    found = recognise_initiative(cast)
    own_approver = make_person("own_approver", "Lò Thị Duyệt")
    assign_role(own_approver, unit=cast.unit("db1"), kind=RoleKind.APPROVER, by=None, on=SINCE)

    people = [cast.approver, cast.bloc_office, second_office(cast), cast.office, cast.officer, own_approver]
    assert [list(checks_to_make(person, DUE)) for person in people] == [[found]] * 3 + [[]] * 3


def test_check_without_findings_is_refused(cast):
    with pytest.raises(Refused, match="kết quả kiểm tra"):
        renew(recognise_initiative(cast), findings=" ", by=cast.approver)


def test_check_before_the_last_one_is_refused(cast):
    with pytest.raises(Refused, match="phải sau ngày đó"):
        renew(recognise_initiative(cast), findings="Tốt", by=cast.approver, on=DECIDED)


def test_revoked_is_over_and_may_be_earned_anew(cast):
    found = revoke(recognise_initiative(cast), reason="Báo cáo sai", by=cast.approver, on=date(2024, 1, 5))

    assert [found.standing_on(day) for day in (date(2024, 1, 4), date(2024, 1, 5), LAPSES)] == [
        Standing.STANDING,
        Standing.REVOKED,
        Standing.REVOKED,
    ]
    with pytest.raises(Refused, match="Đã thu hồi"):
        renew(found, findings="Tốt", by=cast.approver)
    again = propose(found.initiative, tier="bloc", statement="Đã sửa", by=cast.officer)
    assert recognise(again, decision_no="2-QĐ", by=cast.approver).pk != found.pk


def test_unit_retires_its_own(cast):
    assert retire(recognise_initiative(cast), reason="Đã xong mục tiêu", by=cast.officer).ending == "retired"


def test_unit_does_not_revoke(cast):
    with pytest.raises(Refused, match="được quyết định"):
        revoke(recognise_initiative(cast), reason="Không cần", by=cast.officer)


def test_noted_decision_opens_a_window_too(cast):
    found = record_recognition(accept_initiative(cast), tier="bloc", recognised_on=DECIDED, by=cast.approver)

    assert found.renewals.get().lapses_on == LAPSES


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@settings(max_examples=200)
@given(given_on=DAYS, checks=st.lists(DAYS, max_size=5, unique=True), ended=st.none() | DAYS, asked=DAYS)
def test_exactly_one_standing_each_day(given_on, checks, ended, asked):
    """Against a second, naive walk over the days: every day has one standing, whatever the checks."""
    checks = sorted({given_on, *(day for day in checks if day > given_on)})
    found = Recognition(
        pk=1, recognised_on=given_on, ended_on=ended and max(ended, given_on), ending="revoked" if ended else ""
    )
    windows = [
        Renewal(pk=n, renewed_on=day, due_on=_plus(day, 1), lapses_on=_plus(day, 2)) for n, day in enumerate(checks)
    ]
    found._prefetched_objects_cache = {"renewals": windows}

    assert found.standing_on(asked) == _naive(found, checks, asked)


def _plus(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))


def _naive(found: Recognition, checks: list[date], asked: date) -> Standing | None:
    if asked < checks[0]:
        return None
    if found.ended_on and asked >= found.ended_on:
        return Standing.REVOKED
    last = [day for day in checks if day <= asked][-1]
    if asked >= _plus(last, 2):
        return Standing.LAPSED
    return Standing.DUE if asked >= _plus(last, 1) else Standing.STANDING


@pytest.mark.parametrize("move", [renew, revoke, retire])
def test_what_was_ended_is_not_moved_again_by_a_day_gone_by(cast, move):
    found = recognise_initiative(cast)
    revoke(found, reason="Không còn hiệu quả", by=cast.approver, on=date(2024, 3, 1))
    said = {"findings": "Tốt"} if move is renew else {"reason": "Dừng"}

    with pytest.raises(Refused, match="Đã thu hồi"):
        move(found, by=cast.approver, on=date(2024, 2, 1), **said)


def test_what_was_ended_is_not_picked_as_outstanding_by_a_day_gone_by(cast):
    found = recognise_initiative(cast)
    retire(found, reason="Dừng", by=cast.approver, on=date(2024, 3, 1))

    with pytest.raises(Refused, match="Đã thôi"):
        mark_outstanding(found, by=cast.approver, on=date(2024, 2, 1))


def read_window(recognition: Recognition) -> tuple:
    return Recognition.objects.values_list("window_on", "window_due_on", "window_lapses_on").get(pk=recognition.pk)


def last_window(recognition: Recognition) -> tuple:
    return recognition.renewals.order_by("renewed_on").values_list("renewed_on", "due_on", "lapses_on").last()


def test_recognition_keeps_the_window_that_each_service_opens(cast):
    decided, noted = (
        recognise_initiative(cast),
        record_recognition(
            accept_initiative(cast, name="Mô hình đã có quyết định"),
            tier="bloc",
            recognised_on=DECIDED,
            by=cast.approver,
        ),
    )
    assert [read_window(row) for row in (decided, noted)] == [last_window(decided), last_window(noted)]
    assert read_window(decided) == (DECIDED, DUE, LAPSES)

    renew(decided, findings="Còn duy trì tốt", by=cast.approver, on=date(2026, 3, 1))

    assert read_window(decided) == last_window(decided) != (DECIDED, DUE, LAPSES)


def test_kept_window_that_differs_is_found(cast):
    found = recognise_initiative(cast)
    assert kept_windows_are_the_last() == []

    Recognition.objects.filter(pk=found.pk).update(window_due_on=DECIDED)

    assert len(kept_windows_are_the_last()) == 1


@pytest.mark.parametrize("day", [DECIDED, DUE, LAPSES, date(2026, 3, 1), date(2028, 3, 1), date(2028, 9, 1)])
def test_standing_of_every_day_is_that_of_its_windows(cast, day):
    found = recognise_initiative(cast)
    renew(found, findings="Còn duy trì tốt", by=cast.approver, on=date(2026, 3, 1))

    found = Recognition.objects.get(pk=found.pk)
    standing = found.standing_on(day)

    assert Recognition.objects.standing(day).exists() == (standing in (Standing.STANDING, Standing.DUE))
    for asked in (Standing.STANDING, Standing.DUE, Standing.LAPSED):
        assert by_standing(Recognition.objects.all(), asked, day).exists() == (asked == standing)
    assert due_for_check(cast.approver, day).exists() == (standing in (Standing.DUE, Standing.LAPSED))
