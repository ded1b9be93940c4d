"""What happened at a sitting, in words."""

from __future__ import annotations

from django.utils.dateparse import parse_date

from lantoa.councils.history_words import HISTORY_WORDS
from lantoa.councils.models import Sitting
from lantoa.councils.queries import events_of
from lantoa.kit.event_people import People, people_in
from lantoa.kit.history import words_of
from lantoa.kit.models import Event
from lantoa.kit.parts import Entry

CHANGED = {"title": "tên", "held_on": "ngày họp", "place": "nơi họp"}


def entries(sitting: Sitting) -> list[Entry]:
    """For readers who may know the names."""
    numbers = {str(pk): position for pk, position in sitting.items.values_list("pk", "position")}
    events = list(events_of(sitting))
    people = people_in(events)
    return [
        Entry(
            when=event.at,
            who=people.actor(event),
            what=words_of(event, HISTORY_WORDS).words,
            note=_note(event, numbers, people),
        )
        for event in events
    ]


def _by_item(pairs: list[str | dict], people: People) -> str:
    """ "hồ sơ số 1: name, name; hồ sơ số 2: …". A pair of an event of format 1 is the text "1: name"."""
    names: dict[str, list[str]] = {}
    for pair in pairs:
        if isinstance(pair, str):
            number, _, name = pair.partition(": ")
        else:
            number, name = str(pair["item"]), people.name(pair["member"])
        names.setdefault(number, []).append(name)
    return "; ".join(f"hồ sơ số {number}: {', '.join(held)}" for number, held in names.items())


def _quote_value(value: str) -> str:
    """A day as 20/06/2023, anything else in quotes."""
    day = parse_date(value) if value else None
    return f"{day:%d/%m/%Y}" if day else f"“{value}”"


def _note(event: Event, numbers: dict[str, int], people: People) -> str:
    after, before = event.after, event.before
    match event.verb:
        case "change_sitting":
            said = "; ".join(
                f"{CHANGED[name]} {_quote_value(before[name])} thành {_quote_value(after[name])}" for name in after
            )
        case "put_on_agenda":
            said = f"hồ sơ số {after['item']}: {after['title']}"
        case "take_off_agenda":
            said = f"hồ sơ số {after['item']}"
        case "assign":
            said = _by_item(after["pairs"], people)
        case "unassign":
            said = f"hồ sơ số {before['item']}: {people.name(before['member'])}"
        case "record_attendance":
            said = f"có mặt {len(after['present'])} trên {after['of']}"
        case "set_verdict":
            said = f"hồ sơ số {numbers[event.object_id]}: {after['verdict'].lower()}"
        case "reopen_scoring":
            taken = after.get("verdicts_taken_back", {})
            said = "; ".join(f"rút lại kết quả {label.lower()}: {verdict.lower()}" for label, verdict in taken.items())
        case "attach_minutes":
            said = after["scan"]
        case _:
            said = ""
    return ". ".join(filter(None, (said, event.reason)))
