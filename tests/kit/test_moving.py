"""A road refuses to load with a part missing; a row more is a button, a page and an address more."""

from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.db.models import TextChoices
from django.forms import CharField
from django.http import Http404
from django.template import Context, Template
from django.test import RequestFactory

from lantoa.kit.forms import AskingForm
from lantoa.kit.moving import Handler, Road, all_roads, check_addresses
from lantoa.kit.ruling import YES, Refused, no
from lantoa.kit.services import require_reason
from lantoa.kit.workflow import COUNTED, PRIMARY, Move, MoveRules, Workflow, automatic


class Light(TextChoices):
    RED = "red", "Đỏ"
    GREEN = "green", "Xanh"


RED, GREEN = Light
TONES = {RED: "stopped", GREEN: "done"}
GO = Move("go", RED, GREEN, "Cho đi", "đã cho đi", "cho-di", PRIMARY, "check")
STOP = Move("stop", GREEN, RED, "Dừng lại", "đã dừng lại", "dung-lai", icon="stop", reason="Hãy ghi lý do dừng.")
FAIL = automatic("fail", GREEN, RED, "Hỏng", "đã hỏng", "hong")
DIM = Move("dim", RED, RED, "Giảm sáng", "đã giảm sáng", "giam", icon="minus", causes="Đèn “{record}” mờ đi.")


@dataclass
class Lamp:
    state: str = RED
    pk: int = 5
    revision: int = 3

    def __str__(self) -> str:
        return "Đèn số 5."

    def get_absolute_url(self) -> str:
        return "/den/5/"


def go(lamp, *, by, revision=None):
    lamp.read = revision
    LIGHTS.apply(lamp, "go")
    return lamp


def stop(lamp, *, reason, by):
    lamp.why = require_reason(reason, STOP.reason)
    return lamp


def dim(lamp, *, by, percent=None):
    raise Refused("Đèn này không giảm sáng được.")


def yes(person, lamp):
    return YES


LIGHTS = Workflow("lights", Light, RED, (GO, STOP, FAIL), tones=TONES)
HANDLERS = (Handler(go), Handler(stop))


def road(workflow=LIGHTS, handlers=HANDLERS, *, lamp=None, rules=None, **more) -> Road:
    """A road whose door shows one lamp; each move that no rule is named for is everybody's."""
    rows = SimpleNamespace(filter=lambda **lookup: SimpleNamespace(first=lambda: lamp))
    allowed = {move.name: yes for move in workflow.personal_moves} | (rules or {})
    given = {"rules": MoveRules(workflow, **allowed), "address": lambda lamp, move: f"/den/{lamp.pk}/{move.slug}/"}
    return Road(workflow, url_name="lamp_move", rows=lambda person: rows, handlers=handlers, **given | more)


def ask(made: Road, slug: str, sent=None, *, at: str = "/"):
    request = RequestFactory().get(at) if sent is None else RequestFactory().post(at, sent)
    request.user, request._messages = None, CookieStorage(request)
    request.htmx = SimpleNamespace(history_restore_request=False, boosted=False)
    response = made.view(request, pk=5, slug=slug)
    response.told = [str(message) for message in get_messages(request)]
    return response


def draw_buttons(made: Road, lamp: Lamp) -> str:
    return Template("{% moves buttons of='Đèn' %}").render(Context({"buttons": made.buttons(lamp, None).all}))


class LevelForm(AskingForm):
    level = CharField()


def widen(lamp, *, by):
    return lamp


def widen_without_by(lamp):
    return lamp


widen_without_by.__name__ = "go"

FAULTS = [
    ({"handlers": (Handler(go),)}, "move “stop” has no service of its name"),
    ({"handlers": (*HANDLERS, Handler(widen))}, "service “widen” has no row of its name"),
    ({"handlers": (*HANDLERS, Handler(go))}, "move “go” has two services"),
    ({"handlers": (Handler(widen_without_by), Handler(stop))}, "service “go” does not ask by whom"),
    ({"handlers": (Handler(go, preview=lambda lamp, person: "Đi"), Handler(stop))}, "say COUNTED and have a preview"),
    ({"handlers": (Handler(go, form=LevelForm), Handler(stop))}, "the form of “go” asks for .'level'."),
]


@pytest.mark.parametrize(("parts", "words"), FAULTS)
def test_road_with_a_missing_part_refuses_to_load(parts, words):
    with pytest.raises(ValueError, match=f"road of lights: .*{words}"):
        road(**parts)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (replace(GO, reason="Vì sao?"), "move “go” needs a reason and its service takes none"),
        (replace(GO, causes=COUNTED), "move “go” must both say COUNTED"),
    ],
)
def test_row_that_promises_more_than_its_service_refuses_to_load(row, words):
    with pytest.raises(ValueError, match=words):
        road(Workflow("lights", Light, RED, (row, STOP, FAIL), tones=TONES))


def test_rules_of_another_table_refuse_to_load():
    other = Workflow("lamps", Light, RED, (GO, STOP, FAIL), tones=TONES)
    with pytest.raises(ValueError, match="its rules are those of lamps"):
        Road(LIGHTS, url_name="x", rows=list, handlers=HANDLERS, rules=MoveRules(other, go=yes, stop=yes))


def test_move_without_a_rule_refuses_to_load():
    with pytest.raises(ValueError, match="move “stop” has no rule"):
        MoveRules(LIGHTS, go=yes)


def test_every_road_of_the_house_has_its_address():
    assert len(all_roads()) == 9
    assert check_addresses() == []


def test_road_without_an_address_is_an_error_of_the_check(monkeypatch):
    monkeypatch.setattr("lantoa.kit.moving.all_roads", lambda: [road()])
    (error,) = check_addresses()
    assert error.msg == "road of lights: no address named “lamp_move” leads to its view"


def test_a_row_more_is_a_button_more_and_a_page_more():
    wider = Workflow("lights", Light, RED, (GO, STOP, FAIL, DIM), tones=TONES)
    made = road(wider, (*HANDLERS, Handler(dim)), lamp=Lamp())
    shown = draw_buttons(made, Lamp())
    assert "Giảm sáng" not in draw_buttons(road(), Lamp())
    assert ("Giảm sáng" in shown, "/den/5/giam/" in shown, "mờ đi." in shown) == (True, True, True)
    page = ask(made, "giam")
    assert (page.status_code, "Đèn “Đèn số 5.” mờ đi." in page.content.decode()) == (200, True)


def test_refused_move_is_a_disabled_button_with_its_reason():
    made = road(rules={"go": lambda person, lamp: no("Chỉ cảnh sát được cho đi.")})
    buttons = made.buttons(Lamp(), None)
    assert ([action.label for action in buttons.others], buttons.main) == (["Cho đi"], [])
    assert "Chỉ cảnh sát được cho đi." in draw_buttons(made, Lamp())


def test_what_is_missing_is_told_at_the_button():
    made = road(handlers=(Handler(go, obstacle=lambda lamp: "Còn thiếu bóng."), Handler(stop)))
    assert made.buttons(Lamp(), None).others[0].reason == "Còn thiếu bóng."


def test_automatic_moves_have_no_button_and_no_address():
    made = road(lamp=Lamp(GREEN))
    assert [action.label for action in made.buttons(Lamp(GREEN), None).all] == ["Dừng lại"]
    with pytest.raises(Http404):
        ask(made, "hong", {})


def test_made_move_is_told_and_leads_back():
    lamp = Lamp()
    done = ask(road(lamp=lamp), "cho-di", {})
    assert (done.status_code, done.url, done.told) == (302, "/den/5/", ["Đã cho đi: “Đèn số 5”."])
    assert lamp.state == GREEN


def test_revision_that_was_on_the_screen_reaches_the_service():
    lamp = Lamp()
    made = road(lamp=lamp)
    ask(made, "cho-di", {}, at=made.address_of(lamp, GO))
    assert (made.address_of(lamp, GO), lamp.read) == ("/den/5/cho-di/?ban=3", 3)


def test_refusal_of_the_service_keeps_what_was_typed():
    page = ask(road(lamp=Lamp(GREEN)), "dung-lai", {"reason": "  "})
    assert (page.status_code, page.told) == (422, [])
    assert "Hãy ghi lý do dừng." in page.content.decode()
    wider = Workflow("lights", Light, RED, (GO, STOP, FAIL, DIM), tones=TONES)
    page = ask(road(wider, (*HANDLERS, Handler(dim)), lamp=Lamp()), "giam", {})
    assert (page.status_code, "Đèn này không giảm sáng được." in page.content.decode()) == (422, True)


def test_refusal_of_the_rule_comes_before_the_form():
    made = road(lamp=Lamp(), rules={"go": lambda person, lamp: no("Chỉ cảnh sát.")})
    with pytest.raises(Refused, match="Chỉ cảnh sát"):
        ask(made, "cho-di")


@pytest.mark.parametrize("slug", ["khong-co", ""])
def test_unknown_move_and_record_behind_the_door_are_not_found(slug):
    with pytest.raises(Http404):
        ask(road(lamp=Lamp()), slug)
    with pytest.raises(Http404):
        ask(road(lamp=None), "cho-di")


def test_road_that_is_posted_only_answers_no_get():
    assert ask(road(lamp=Lamp(), is_posted_only=True), "cho-di").status_code == 405
