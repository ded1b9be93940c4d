"""Scouting: noted, rated by another person, dropped, looked at again, taken up once."""

from datetime import date

import pytest

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.prospects.enums import ProspectState
from lantoa.prospects.models import Prospect
from lantoa.prospects.queries import ProspectFilters, prospect_years, prospects_under, waiting_prospects
from lantoa.prospects.rules import may_edit_prospect, may_move_prospect
from lantoa.prospects.services import drop, edit_prospect, note_prospect, rate, reopen, take_up
from tests.plans.plans import add_prospect


def test_noted_by_its_officer_it_waits_for_the_superior(cast):
    prospect = add_prospect(cast)
    assert (prospect.state, prospect.noted_by, prospect.rating) == (ProspectState.NOTED, cast.officer, None)
    assert [waiting_prospects(person).count() for person in (cast.officer, cast.approver, cast.outsider)] == [0, 1, 0]


def test_without_a_year_it_is_this_years(cast):
    given = {"unit": cast.unit("db1"), "name": "a", "holder": "b", "location": "c", "why": "d"}
    prospect = note_prospect(values=given, by=cast.officer, on=date(2024, 5, 6))
    assert (prospect.year, prospect.sector) == (2024, None)


def test_every_empty_box_is_named(cast):
    with pytest.raises(Refused) as refused:
        add_prospect(cast, name=" ", why="", year=2999)
    assert refused.value.reasons[:2] == ["Hãy ghi “cách làm”.", "Hãy ghi “vì sao triển vọng”."]
    assert refused.value.reasons[2].startswith("Năm rà soát từ 2000 đến ")
    assert Prospect.objects.count() == 0


@pytest.mark.parametrize("part", ["outsider", "auditor", "approver", "nobody"])
def test_only_writers_of_the_unit_note(cast, part):
    with pytest.raises(Refused, match="Chỉ cán bộ phụ trách"):
        add_prospect(cast, by=cast.people[part])


def test_rated_by_another_who_decides(cast):
    prospect = rate(add_prospect(cast), rating=4, remark="Dân tự làm, ít tốn kém", by=cast.bloc_officer)
    assert (prospect.state, prospect.rating, prospect.rated_by) == (ProspectState.RATED, 4, cast.bloc_officer)
    again = rate(prospect, rating=5, remark="Đã có hai bản làm theo", by=cast.approver)
    assert (again.rating, again.rating_reason) == (5, "Đã có hai bản làm theo")
    assert waiting_prospects(cast.approver).count() == 0


def test_nobody_rates_what_they_noted_themselves(cast):
    prospect = add_prospect(cast, by=cast.bloc_officer)
    assert "phải do người khác làm" in may_move_prospect(cast.bloc_officer, prospect, "rate").reason
    assert may_move_prospect(cast.approver, prospect, "rate").allowed


@pytest.mark.parametrize(("rating", "remark"), [(0, "Tốt"), (6, "Tốt"), (3, "  ")])
def test_a_rating_has_its_scale_and_a_remark(cast, rating, remark):
    prospect = add_prospect(cast)
    with pytest.raises(Refused):
        rate(prospect, rating=rating, remark=remark, by=cast.approver)
    prospect.refresh_from_db()
    assert prospect.rating is None


def test_taken_up_it_becomes_a_draft_that_keeps_the_link(cast):
    prospect = add_prospect(cast)
    initiative = take_up(prospect, by=cast.officer)
    prospect.refresh_from_db()
    assert (prospect.state, prospect.initiative) == (ProspectState.TAKEN_UP, initiative)
    assert (initiative.state, initiative.name, initiative.holder) == (State.DRAFT, prospect.name, prospect.holder)
    assert (initiative.address, initiative.situation) == (prospect.location, prospect.why)
    assert [event.verb for event in Event.objects.about(initiative)] == ["register", "take_up"]


def test_taken_up_twice_at_once_only_the_first_counts(cast):
    first, second = add_prospect(cast), Prospect.objects.get()
    take_up(first, by=cast.officer)
    with pytest.raises(Refused, match="Không thể “chuyển thành đăng ký”"):
        take_up(second, by=cast.officer)
    assert Initiative.objects.count() == 1


def test_taking_up_needs_a_sector(cast):
    prospect = add_prospect(cast, sector=None)
    with pytest.raises(Refused, match="Hãy chọn lĩnh vực"):
        take_up(prospect, by=cast.officer)
    assert take_up(prospect, by=cast.officer, sector=cast.sector["economy"]).sector == cast.sector["economy"]


def test_dropped_with_a_reason_and_looked_at_again(cast):
    prospect = rate(add_prospect(cast), rating=2, remark="Chưa rõ", by=cast.approver)
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        drop(prospect, reason=" ", by=cast.officer)
    dropped = drop(prospect, reason="Tổ đã giải thể", by=cast.officer)
    assert "không theo tiếp" in may_edit_prospect(cast.officer, dropped).reason
    opened = reopen(dropped, by=cast.officer)
    assert (opened.state, opened.rating) == (ProspectState.NOTED, None)


def test_edited_by_its_writers_until_it_is_taken_up(cast):
    prospect = edit_prospect(add_prospect(cast), values={"location": "Bản Mòng"}, by=cast.officer)
    assert prospect.location == "Bản Mòng"
    assert Event.objects.about(prospect).last().after["note"] == "Sửa: ở đâu"
    take_up(prospect, by=cast.officer)
    with pytest.raises(Refused, match="đã chuyển thành đăng ký"):
        edit_prospect(prospect, values={"location": "Bản khác"}, by=cast.officer)


def test_listed_by_year_unit_and_state_the_most_promising_first(cast):
    low, best, other = (
        add_prospect(cast),
        add_prospect(cast, name="Nhà sạch"),
        add_prospect(cast, unit=cast.unit("cb2"), by=cast.office),
    )
    rate(low, rating=2, remark="Ít", by=cast.approver)
    rate(best, rating=5, remark="Nhiều", by=cast.approver)
    rows = Prospect.objects.visible_to(cast.approver)
    assert list(prospects_under(rows, ProspectFilters(year=2023))) == [best, low, other]
    assert list(prospects_under(rows, ProspectFilters(unit=cast.unit("cb2")))) == [other]
    assert list(prospects_under(rows, ProspectFilters(state=ProspectState.NOTED))) == [other]
    assert prospect_years(cast.approver) == [2023]
