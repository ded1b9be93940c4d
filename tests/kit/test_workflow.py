"""The table of moves: complete, and the only way from one state to another."""

from dataclasses import dataclass, replace

import pytest
from django.db.models import TextChoices

from lantoa.initiatives.enums import State
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.ruling import YES, Refused, no
from lantoa.kit.workflow import PRIMARY, Move, MoveRules, Workflow
from tools.states import page, workflows


class Light(TextChoices):
    RED = "red", "Đỏ"
    GREEN = "green", "Xanh"
    OFF = "off", "Tắt"


RED, GREEN, OFF = Light
TONES = {RED: "stopped", GREEN: "done", OFF: "neutral"}
GO = Move("go", RED, GREEN, "Cho đi", "đã cho đi", "cho-di", PRIMARY, "check", causes="{record.name}: xe đi được.")
STOP = Move("stop", GREEN, RED, "Dừng lại", "đã dừng lại", "dung-lai", icon="stop", causes=lambda lamp: "Xe dừng.")
SWITCH_OFF = Move("switch_off", (RED, GREEN), OFF, "Tắt đèn", "đã tắt", "tat", icon="close", reason="Vì sao?")
LIGHTS = Workflow("lights", Light, RED, (GO, STOP, SWITCH_OFF), tones=TONES)


def yes(who, lamp):
    return YES


@dataclass
class Lamp:
    state: str = Light.RED
    name: str = "Cột 5"


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
        Workflow("lights", Light, RED, (GO, STOP), tones=TONES)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"slug": "dung-lai"}, "slug “dung-lai” is used twice"),
        ({"name": "stop"}, "name “stop” is used twice"),
        ({"label": ""}, "move “go” has no label"),
        ({"past": " "}, "move “go” has no past"),
        ({"slug": ""}, "move “go” has no slug"),
        ({"icon": ""}, "move “go” has no icon"),
        ({"tone": "loud"}, "tone “loud” is none of"),
    ],
)
def test_row_with_a_missing_part_refuses_to_load(changed, words):
    with pytest.raises(ValueError, match=words):
        Workflow("lights", Light, RED, (replace(GO, **changed), STOP, SWITCH_OFF), tones=TONES)


@pytest.mark.parametrize(("tones", "words"), [({RED: "done"}, "have no tone"), (TONES | {OFF: "grey"}, "grey")])
def test_states_without_a_tone_that_is_known_refuse_to_load(tones, words):
    with pytest.raises(ValueError, match=words):
        Workflow("lights", Light, RED, (GO, STOP, SWITCH_OFF), tones=tones)


def test_what_a_move_causes_is_said_by_words_or_by_a_function():
    assert [move.consequence_for(Lamp()) for move in (GO, STOP, SWITCH_OFF)] == [
        "Cột 5: xe đi được.",
        "Xe dừng.",
        "",
    ]


def test_story_of_a_move_is_that_of_its_row_or_its_button():
    told = Workflow("lights", Light, RED, (replace(GO, story="Đèn cho đi"), STOP, SWITCH_OFF), tones=TONES)
    assert told.history_words == {"go": "Đèn cho đi", "stop": "Dừng lại", "switch_off": "Tắt đèn"}


def test_rules_ask_the_table_first_then_the_person():
    rules = MoveRules(LIGHTS, go=lambda who, lamp: no("Không phải bạn."), stop=yes, switch_off=yes)
    said = [rules(None, Lamp(), name) for name in ("go", "stop", "switch_off")]
    assert [ruling.reason for ruling in said] == [
        "Không phải bạn.",
        "Không thể “dừng lại” khi đang ở trạng thái “Đỏ”.",
        "",
    ]


@pytest.mark.parametrize(
    ("rules", "words"),
    [({"go": yes, "stop": yes}, "move “switch_off” has no rule"), ({"go": yes, "fly": yes}, "rule “fly” has no move")],
)
def test_rules_that_do_not_fit_the_table_refuse_to_load(rules, words):
    with pytest.raises(ValueError, match=words):
        MoveRules(LIGHTS, **rules)


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
