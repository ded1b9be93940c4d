"""The table of moves: complete, and the only way from one state to another."""

from dataclasses import dataclass

import pytest
from django.db.models import TextChoices

from lantoa.initiatives.enums import State
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.ruling import Refused
from lantoa.kit.workflow import Move, Workflow
from tools.states import page, workflows


class Light(TextChoices):
    RED = "red", "Đỏ"
    GREEN = "green", "Xanh"
    OFF = "off", "Tắt"


GO = Move("go", (Light.RED,), Light.GREEN, "Cho đi", "đã cho đi", "cho-di", tone="primary")
STOP = Move("stop", (Light.GREEN,), Light.RED, "Dừng lại", "đã dừng lại", "dung-lai")
SWITCH_OFF = Move("switch_off", (Light.RED, Light.GREEN), Light.OFF, "Tắt đèn", "đã tắt", "tat", needs_reason=True)
LIGHTS = Workflow("lights", Light, Light.RED, (GO, STOP, SWITCH_OFF))


@dataclass
class Lamp:
    state: str = Light.RED


def test_legal_move_changes_the_state():
    lamp = Lamp()
    assert LIGHTS.apply(lamp, "go") == ("red", "green")
    assert lamp.state == "green"


def test_illegal_move_is_refused_and_changes_nothing():
    lamp = Lamp()
    with pytest.raises(Refused, match="Không thể “dừng lại” khi đang ở trạng thái “Đỏ”"):
        LIGHTS.apply(lamp, "stop")
    assert lamp.state == "red"


def test_move_that_is_not_in_the_table_is_an_error():
    with pytest.raises(KeyError):
        LIGHTS.apply(Lamp(), "explode")


def test_moves_from_a_state_stand_in_the_order_of_the_table():
    assert [move.name for move in LIGHTS.from_state("red")] == ["go", "switch_off"]
    assert LIGHTS.from_state("off") == []


def test_move_by_the_last_part_of_its_address():
    assert LIGHTS.by_slug("tat") is SWITCH_OFF
    assert LIGHTS.by_slug("khong-co") is None


def test_state_that_no_move_names_is_a_fault_of_the_table():
    with pytest.raises(ValueError, match="off"):
        Workflow("lights", Light, Light.RED, (GO, STOP))


def test_diagram_draws_each_arrow_and_the_end():
    lines = [line.strip() for line in LIGHTS.mermaid().splitlines()]
    assert lines[:2] == ["stateDiagram-v2", "[*] --> red"]
    assert [line for line in lines if "-->" in line][1:] == [
        "red --> green: Cho đi",
        "green --> red: Dừng lại",
        "red --> off: Tắt đèn",
        "green --> off: Tắt đèn",
        "off --> [*]",
    ]


def test_page_of_a_workflow_lists_its_moves():
    assert "| `switch_off` | `red`, `green` | `off` | Tắt đèn | đã tắt | required |" in page(LIGHTS, "lights.py")


@pytest.mark.parametrize("workflow", workflows(), ids=lambda workflow: workflow.name)
def test_names_and_slugs_of_a_workflow_are_its_own(workflow):
    slugs = [move.slug for move in workflow.moves.values()]
    assert len(set(slugs)) == len(slugs) == len(workflow.moves)


# Move → the states in which the registration may make it. Written out once more on purpose: the table is the law.
LEGAL = {
    "submit": {State.DRAFT, State.SENT_BACK},
    "accept": {State.SUBMITTED},
    "send_back": {State.SUBMITTED},
    "withdraw": {State.DRAFT, State.SUBMITTED, State.SENT_BACK, State.ACCEPTED},
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", REGISTRATION.moves)
def test_every_move_in_every_state_of_a_registration(name, state):
    assert bool(REGISTRATION.ruling(state, name)) is (state in LEGAL[name])
