"""What becomes of the rows of every app when their unit ends: the preview says it, the end does it, the undoing takes it back."""

from datetime import date, timedelta

import pytest

from lantoa.councils.models import Council
from lantoa.declarations.services import NewDeclaration, load_declarations
from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules.registering import may_move
from lantoa.initiatives.services import submit, withdraw
from lantoa.kit.ruling import Refused
from lantoa.movement.enums import TaskState
from lantoa.movement.models import SteeringCommittee, Task
from lantoa.plans.models import Plan
from lantoa.prospects.models import Prospect
from lantoa.recognition.models import Candidacy
from lantoa.spreading.models import ProgrammeTarget
from lantoa.units.enums import RoleKind, UnitKind
from lantoa.units.models import Unit
from lantoa.units.services import NewUnit, assign_role, end_unit, establish, preview_end, undo_end
from tests.cast import SINCE, accept_initiative, draft, make_person, submit_initiative
from tests.councils.sitting_cast import make_council, make_sitting
from tests.movement.steering import assign_task, committee, directive
from tests.plans.plans import add_plan, add_prospect
from tests.spreading.spread_cast import make_proven, programme_of
from tests.watch.climbing import propose_initiative

DAY = date(2024, 6, 30)


@pytest.fixture
def heir(cast) -> Unit:
    return establish(NewUnit("db2", "Đảng bộ Sở Xây dựng", UnitKind.BASE_COMMITTEE, SINCE, "khoi"), by=cast.office)


def read_preview(cast, code: str = "db1", **asked) -> dict[str, tuple[int, str]]:
    """Words → number and what becomes of it, as the preview has them."""
    effects = preview_end(cast.unit(code), on=DAY, by=cast.office, **asked).effects
    return {effect.words: (effect.count, effect.becomes) for effect in effects}


def end(cast, code: str = "db1", **asked):
    return end_unit(cast.unit(code), on=DAY, by=cast.office, **asked)


def unit_of(row) -> str:
    row.refresh_from_db()
    return row.unit.code


# --- the register ---


def test_open_registrations_go_to_the_successor_and_accepted_ones_stay(cast, heir):
    open_ones, kept = [draft(cast), submit_initiative(cast, name="Nhà sạch")], accept_initiative(cast, name="Đường hoa")

    preview = read_preview(cast, successor=heir)
    change = end(cast, successor=heir)

    assert preview["bản đăng ký chưa duyệt"] == (2, "chuyển sang Đảng bộ Sở Xây dựng")
    assert preview["mô hình đã duyệt hoặc đã rút"] == (1, "giữ ở đơn vị này, Đảng bộ Sở Xây dựng làm tiếp")
    assert [unit_of(row) for row in (*open_ones, kept)] == ["db2", "db2", "db1"]
    undo_end(change, by=cast.office)
    assert [unit_of(row) for row in (*open_ones, kept)] == ["db1", "db1", "db1"]


def test_without_a_successor_they_go_to_the_superior(cast):
    waiting = draft(cast, unit=cast.unit("cb2"))
    end(cast, "cb2")

    assert unit_of(waiting) == "khoi"


def test_without_anybody_above_the_end_is_refused(cast):
    root = establish(NewUnit("le", "Đảng ủy Khối lẻ", UnitKind.BLOC_COMMITTEE, SINCE), by=cast.office)
    draft(cast, unit=root)
    with pytest.raises(Refused, match="Không có cấp trên để nhận; hãy chọn đơn vị kế thừa"):
        end_unit(root, on=DAY, by=cast.office)


def test_an_initiative_accepted_later_refuses_the_end(cast, heir):
    accept_initiative(cast, on=DAY + timedelta(days=1))
    with pytest.raises(Refused, match="1 mô hình được duyệt sau ngày này"):
        end(cast, successor=heir)


def test_the_successors_officer_goes_on_with_what_stayed(cast, heir):
    kept = accept_initiative(cast)
    end(cast, successor=heir)
    worker = make_person("worker", "Cầm Thị Kế")
    assign_role(worker, unit=heir, kind=RoleKind.OFFICER, by=None, on=SINCE)

    assert list(Initiative.objects.visible_to(worker)) == [kept]
    assert may_move(worker, kept, "withdraw")
    assert withdraw(kept, by=worker, reason="Không còn duy trì").state == State.WITHDRAWN


def test_a_form_opened_before_the_end_is_stale(cast, heir):
    waiting = submit_initiative(cast)
    seen = waiting.revision
    end(cast, successor=heir)

    waiting.refresh_from_db()
    assert waiting.revision == seen + 1


# --- plans and prospects ---


def test_open_prospects_go_to_the_successor(cast, heir):
    prospect = add_prospect(cast)
    assert read_preview(cast, successor=heir)["triển vọng đang xem xét"][0] == 1
    end(cast, successor=heir)

    assert unit_of(Prospect.objects.get(pk=prospect.pk)) == "db2"


def test_a_plan_gets_the_successor_as_lead_and_once_as_coordinator(cast, heir):
    initiative = accept_initiative(cast, unit=cast.unit("cb2"))
    plan = add_plan(initiative, cast.office)
    Plan.objects.filter(pk=plan.pk).update(lead_unit=cast.unit("db1"))
    plan.coordinating.set([cast.unit("db1"), cast.unit("xa-an")])
    change = end(cast, successor=cast.unit("khoi"))

    plan.refresh_from_db()
    assert plan.lead_unit.code == "khoi"
    undo_end(change, by=cast.office)
    plan.refresh_from_db()
    assert (plan.lead_unit.code, plan.coordinating.count()) == ("db1", 2)


# --- movement ---


def test_open_tasks_go_to_the_successor(cast, heir):
    (task,) = assign_task(cast, "db1")
    assert read_preview(cast, successor=heir)["nhiệm vụ đang mở"] == (1, "chuyển sang Đảng bộ Sở Xây dựng")
    end(cast, successor=heir)

    assert unit_of(task) == "db2"


def test_a_task_that_the_successor_has_too_is_withdrawn(cast, heir):
    of = directive(cast)
    cast.units["db2"] = heir
    own, twin = assign_task(cast, "db1", "db2", of=of)
    preview = read_preview(cast, successor=heir)
    change = end(cast, successor=heir)

    assert preview["nhiệm vụ mà đơn vị nhận đã có"][0] == 1
    own.refresh_from_db()
    assert (own.unit.code, own.state, own.withdrawn_on) == ("db1", TaskState.WITHDRAWN, DAY)
    undo_end(change, by=cast.office)
    own.refresh_from_db()
    assert (own.state, own.withdrawn_on) == (TaskState.ASSIGNED, None)
    assert Task.objects.get(pk=twin.pk).state == TaskState.ASSIGNED


def test_a_place_as_coordinator_moves_unless_the_successor_has_it(cast, heir):
    (task,) = assign_task(cast, "cb2")
    task.coordinating.set([cast.unit("db1")])
    change = end(cast, successor=heir)

    assert [unit.code for unit in task.coordinating.all()] == ["db2"]
    undo_end(change, by=cast.office)
    assert [unit.code for unit in task.coordinating.all()] == ["db1"]


def test_its_steering_committee_ends_with_its_members(cast):
    own = committee(cast, "db1")
    end(cast, successor=cast.unit("khoi"))

    own.refresh_from_db()
    assert own.valid_to == DAY
    assert set(own.members.values_list("valid_to", flat=True)) == {DAY}
    assert SteeringCommittee.objects.standing(DAY + timedelta(days=1)).count() == 0


def test_a_directive_issued_later_refuses_the_end(cast):
    directive(cast, "db1", dated_on=DAY + timedelta(days=1))
    with pytest.raises(Refused, match="1 văn bản ban hành sau ngày này"):
        end(cast, successor=cast.unit("khoi"))


# --- councils and recognition ---


def test_a_council_ends_once_its_sittings_are_over(cast):
    make_sitting(cast)
    with pytest.raises(Refused, match="phiên họp hội đồng chưa kết thúc: Hãy kết thúc các phiên đó trước"):
        end(cast, "khoi", successor=cast.unit("lt"))


def test_a_council_without_sittings_closes(cast):
    council = make_council(cast, unit="db1")
    end(cast, successor=cast.unit("khoi"))

    council = Council.objects.get(pk=council.pk)
    assert council.valid_to == DAY
    assert set(council.members.values_list("valid_to", flat=True)) == {DAY}


def test_candidacies_to_decide_go_to_the_superior(cast):
    candidacy = propose_initiative(cast)
    assert candidacy.unit.code == "khoi"
    end(cast, "khoi", successor=cast.unit("lt"))

    assert unit_of(Candidacy.objects.get(pk=candidacy.pk)) == "lt"


# --- numbers, programmes ---


def test_declared_numbers_stay_and_a_later_one_refuses_the_end(cast):
    sound = NewDeclaration(unit=cast.unit("cb2"), as_of=DAY, sector=None, count=3, quality="exact")
    load_declarations([sound], by=cast.office)
    assert read_preview(cast, "cb2")["số kê khai"] == (1, "giữ trong lịch sử của đơn vị này")

    later = NewDeclaration(unit=cast.unit("cb2"), as_of=DAY + timedelta(days=1), sector=None, count=4, quality="exact")
    load_declarations([later], by=cast.office)
    with pytest.raises(Refused, match="1 số kê khai chốt sau ngày này"):
        end(cast, "cb2")


@pytest.mark.parametrize(("code", "kept"), [("db2", ("db2", None)), ("khoi", ("db1", DAY)), (None, ("db1", DAY))])
def test_a_programmes_target_moves_or_is_excused(cast, heir, code, kept):
    source = make_proven(cast, unit=cast.unit("cb2"))
    programme = programme_of(cast, source, "db1", "khoi")
    cast.units["db2"] = heir
    end(cast, "cb11")
    end(cast, successor=cast.unit(code) if code else None)

    target = ProgrammeTarget.objects.get(programme=programme, unit__code=kept[0])
    assert target.excused_on == kept[1]
    assert Unit.objects.get(code="db1").valid_to == DAY


def test_open_registrations_can_be_handed_in_at_the_successor(cast, heir):
    waiting = draft(cast)
    end(cast, successor=heir)

    waiting.refresh_from_db()
    assert submit(waiting, by=cast.office).state == State.SUBMITTED
