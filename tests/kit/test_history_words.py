"""Every act has its words, from the app that records it."""

from lantoa.kit.history import all_history_words, words_of
from lantoa.kit.history_words import HistoryWords
from lantoa.kit.models import Event
from tests.verbs import recorded_verbs
from tools.states import workflows


def test_every_recorded_verb_has_words():
    verbs, unread = recorded_verbs()
    assert unread == []
    assert len(verbs) > 90
    assert verbs - {key.rpartition(":")[2] for key in all_history_words()} == set()


def test_no_words_are_of_a_verb_that_nobody_records():
    moves = {move.name for workflow in workflows() for move in workflow.moves.values()}
    verbs = recorded_verbs()[0] | moves
    assert {key.rpartition(":")[2] for key in all_history_words()} - verbs == set()


def test_words_of_one_kind_of_record_go_before_those_of_all():
    known = {"send_back": HistoryWords("Trả lại"), "movement.task:send_back": HistoryWords("Giao lại")}
    assert words_of(Event(verb="send_back", object_type="movement.task"), known).words == "Giao lại"
    assert words_of(Event(verb="send_back", object_type="initiatives.initiative"), known).words == "Trả lại"


def test_a_verb_without_words_is_told_as_it_is():
    event = Event(verb="of_an_app_that_is_gone", object_type="x.y", after={"note": "Một", "document": "Số 1"})
    said = words_of(event, {})
    assert (said.words, said.note(event)) == ("of_an_app_that_is_gone", ("Một", "Số 1"))
