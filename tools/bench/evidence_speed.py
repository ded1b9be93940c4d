"""How long it takes to look for copies of one text among 20,000, beside the index lookup that the search starts from."""

from __future__ import annotations

from django.db import connection

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries.copies import copied_texts, passages_of
from lantoa.kit.likeness.texts import prints_of
from lantoa.kit.sql import name_tables
from tools.bench.evidence import HELD_OUT
from tools.bench.evidence_ground import near_reader, near_unit, prepare_texts
from tools.bench.evidence_texts import text_set
from tools.bench.timing import TimingResult, in_turn

KIND = "names_swapped"


def copies_among_twenty_thousand() -> TimingResult:
    """The whole check of a text that was copied, against one statement that finds who shares its prints. Aim: 10."""
    places, person = prepare_texts(HELD_OUT), near_reader()
    case = next(case for case in text_set(HELD_OUT).cases if case.kind == KIND)
    initiative = Initiative(unit=near_unit(), **case.texts)
    prints = sorted(prints_of(passages_of(initiative).values()))
    marks = ", ".join(["%s"] * len(prints))
    statement = (
        f"SELECT initiative_id, COUNT(*) FROM <initiatives.TextPrint> WHERE value IN ({marks}) "  # noqa: S608 - placeholders only
        "GROUP BY initiative_id ORDER BY COUNT(*) DESC LIMIT 20"
    )

    def ours() -> list[int]:
        return [like.initiative.pk for like in copied_texts(initiative, user=person)]

    def baseline() -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(name_tables(statement), prints)
            return [key for key, _ in cursor.fetchall()]

    [source] = [key for key, place in places.items() if place == case.source]
    if source not in ours() or source not in baseline():
        raise SystemExit("the benchmark of copies does not find the text that was copied")
    return in_turn(ours, baseline)
