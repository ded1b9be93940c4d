"""Made-up registrations whose likeness is known: each case is a text, and the text it was copied from or none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from lantoa.demo.tables import document
from lantoa.initiatives.models import BOXES

PHRASES = json.loads(Path(__file__).with_name("evidence_phrases.json").read_text(encoding="utf-8"))
"""Clauses: for each box what opens, carries and closes a sentence, any with any, so that two texts on one topic share turns
of phrase as those of two clerks do; `like_words`: turns that stand for one another, drawn anew by each clerk; `plain`: words
for sentences of one's own; `form`: what the form itself prints into a box; `stand_ins`: what changed words are changed into."""
SLOT = re.compile(r"\{(\w+)\}")
SENTENCES = (2, 3)
PLAIN = 0.7
"""Share of the sentences that speak of the unit's own doings; the others are stock phrases of the kind all clerks use."""
PER_KIND = 40


@dataclass(frozen=True)
class TextCase:
    """`kind`: what was done; `source`: place in `sources` of the text it was copied from, None where nothing was copied."""

    kind: str
    source: int | None
    texts: dict[str, str]


@dataclass(frozen=True)
class TextSet:
    """Registrations of earlier years, and those to be checked against them."""

    sources: list[dict[str, str]]
    cases: list[TextCase]


def text_set(part: int) -> TextSet:
    """The labelled set: part 0 to tune on, part 1 held out. They share no topic and no draw."""
    dice = Random(f"texts {part}")  # noqa: S311 - made-up texts, the same at each run
    topics = [row["content"].rstrip(".") for row in document("agencies.json")["patterns"]][part::2]
    sources = [
        _write_registration(dice, topics[number % len(topics)], number % 3 == 0) for number in range(8 * PER_KIND)
    ]
    return TextSet(sources, list(_cases(dice, topics, sources)))


def write_unrelated(count: int) -> Iterator[dict[str, str]]:
    """Texts that nobody copied, of all topics: what the labelled ones stand among."""
    dice = Random("unrelated")  # noqa: S311 - as above
    topics = [row["content"].rstrip(".") for row in document("agencies.json")["patterns"]]
    return (_write_registration(dice, dice.choice(topics), number % 3 == 0) for number in range(count))


def _cases(dice: Random, topics: list[str], sources: list[dict[str, str]]) -> Iterator[TextCase]:
    for number in range(PER_KIND):
        base = number * 8
        for place, share in enumerate((10, 20, 30)):
            text = {box: _replace_words(dice, words, share) for box, words in sources[base + place].items()}
            yield TextCase(f"reworded_{share}", base + place, text)
        fresh, box = _write_registration(dice, dice.choice(topics), False), dice.choice(BOXES)
        yield TextCase("one_box", base + 3, fresh | {box: sources[base + 3][box]})
        yield TextCase("one_box_reworded_10", base + 4, fresh | {box: _replace_words(dice, sources[base + 4][box], 10)})
        yield TextCase("names_swapped", base + 5, {b: _replace_names(dice, t) for b, t in sources[base + 5].items()})
        for kind, is_form in (("same_topic", False), ("shared_form", True), ("shared_form_again", True)):
            yield TextCase(kind, None, _write_registration(dice, topics[(base + 6) % len(topics)], is_form))
        short = {
            box: text.split(". ")[0] + "."
            for box, text in _write_registration(dice, dice.choice(topics), False).items()
        }
        yield TextCase("short", None, short)
        yield TextCase("same_topic_long", None, _write_registration(dice, dice.choice(topics), False, longer=2))
        content = topics[base % len(topics)]
        yield TextCase(
            "topic_only",
            None,
            _write_registration(dice, content, False) | {"content": f"{_replace_words(dice, content, 30)}."},
        )


def _write_registration(dice: Random, topic: str, is_form: bool, longer: int = 0) -> dict[str, str]:
    """One registration by a clerk of its own: the slots are drawn anew for each sentence."""
    clauses = re.split(r"[;,] ", topic)
    texts = {}
    for box in BOXES:
        opens, middles, closes = PHRASES["boxes"][box].values()
        count = dice.randint(*SENTENCES) + longer
        stock = zip(dice.sample(opens, count), dice.sample(middles, count), dice.sample(closes, count), strict=True)
        rows = [_write_deed(dice, row[0]) if dice.random() < PLAIN else " ".join(row) for row in stock]
        texts[box] = " ".join(_fill_slots(dice, _said_anew(dice, row), clauses) for row in rows)
    if is_form:
        texts["situation"] = f"{PHRASES['form']} {texts['situation']}"
    texts["content"] = f"{_replace_words(dice, topic, 30)}. {texts['content']}"
    return texts


def _write_deed(dice: Random, opening: str) -> str:
    """A sentence about the unit's own doings, which hardly any other has: who does what to what, twice."""
    parts = [" ".join(dice.choice(words) for words in PHRASES["plain"].values()) for _ in range(2)]
    return f"{opening} {parts[0]}, còn {parts[1]}."


def _said_anew(dice: Random, sentence: str) -> str:
    for words in PHRASES["like_words"]:
        for word in words:
            if word in sentence:
                sentence = sentence.replace(word, dice.choice(words))
                break
    return sentence


def _fill_slots(dice: Random, sentence: str, clauses: list[str]) -> str:
    viec = dice.choice(clauses)
    slots = PHRASES["slots"] | {"viec": [viec[0].lower() + viec[1:]]}
    return SLOT.sub(lambda found: dice.choice(slots.get(found[1], slots["noi"])), sentence)


def _replace_words(dice: Random, text: str, share: int) -> str:
    """The text with `share` percent of its words changed: another word, none, or one more."""
    words, out, left = text.split(), [], 0
    for word in words:
        if left:
            left -= 1
            continue
        if dice.random() * 150 >= share:  # a change takes in one or two words
            out.append(word)
            continue
        left = dice.randint(0, 1)
        out += {0: [], 1: [word, dice.choice(PHRASES["stand_ins"])]}.get(
            dice.randint(0, 4), [dice.choice(PHRASES["stand_ins"])]
        )
    return " ".join(out)


def _replace_names(dice: Random, text: str) -> str:
    """The text with its places, people and numbers exchanged for others, each in the same way throughout."""
    for names in PHRASES["slots"].values():
        swap = dict(zip(names, dice.sample(names, len(names)), strict=True))
        text = re.sub("|".join(sorted(names, key=len, reverse=True)), lambda found, swap=swap: swap[found[0]], text)
    return text
