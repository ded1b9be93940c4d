"""The naive book of a random walk: what was told of each initiative, and what must therefore be true on each day.

Nothing here is read from the database. People are named by their part of the cast, units by their code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from lantoa.kit.calendar import add_months

TIERS = ("base", "bloc", "commune", "province")
LOWER = {"province": ("bloc", "commune")}
RECHECK_MONTHS, GRACE_DAYS = 24, 180
IN_FORCE = ("standing", "due")
OPEN = ("proposed", "appraising")


@dataclass
class RecognitionEntry:
    """One recognition: the windows that were opened, and how it ended."""

    tier: str
    opened: list[date]
    outstanding: date | None = None
    ended: date | None = None
    ending: str = ""

    def standing(self, on: date) -> str:
        if on < self.opened[0]:
            return "none"
        if self.ended and on >= self.ended:
            return self.ending
        due = add_months(max(day for day in self.opened if day <= on), RECHECK_MONTHS)
        if on < due:
            return "standing"
        return "due" if on < due + timedelta(days=GRACE_DAYS) else "lapsed"

    @property
    def last_fact(self) -> date:
        return max(day for day in (*self.opened, self.outstanding, self.ended) if day)


@dataclass
class Bid:
    """Put forward at a tier by somebody, until it is decided; `item`: where a council has it."""

    tier: str
    proposed_on: date
    proposer: str
    state: str = "proposed"
    item: int | None = None


@dataclass
class Piece:
    """A piece of evidence."""

    sender: str
    dated_on: date
    accepted_on: date | None = None
    rejected_on: date | None = None


@dataclass
class CopyEntry:
    """That another initiative takes this one up."""

    copy: int
    adopted_on: date | None
    ended_on: date | None = None

    def is_live(self, on: date) -> bool:
        return self.adopted_on is not None and self.adopted_on <= on and (self.ended_on is None or self.ended_on > on)


@dataclass
class Life:
    """One initiative. What hangs on it is kept by key."""

    unit: str
    registered_on: date
    state: str = "draft"
    submitter: str = ""
    is_named: bool = True
    accepted_on: date | None = None
    ended_on: date | None = None
    recognitions: dict[int, RecognitionEntry] = field(default_factory=dict)
    bids: dict[int, Bid] = field(default_factory=dict)
    pieces: dict[int, Piece] = field(default_factory=dict)
    copies: dict[int, CopyEntry] = field(default_factory=dict)

    def stands(self, on: date) -> bool:
        return self.accepted_on is not None and self.accepted_on <= on and (self.ended_on is None or self.ended_on > on)

    def is_evidenced(self, on: date) -> bool:
        return any(piece.accepted_on and piece.accepted_on <= on for piece in self.pieces.values())

    def at(self, tier: str) -> list[RecognitionEntry]:
        return [told for told in self.recognitions.values() if told.tier == tier]

    def standing(self, tier: str, on: date) -> str:
        """Exactly one: what the recognition that goes on says, else how the latest ended, else none."""
        given = [told for told in self.at(tier) if told.opened[0] <= on]
        going_on = [told for told in given if not told.ended or told.ended > on]
        assert len(going_on) <= 1, (tier, on, given)
        last = going_on or sorted(given, key=lambda told: (told.ended, told.opened[0]))[-1:]
        return last[0].standing(on) if last else "none"

    def holds(self, tier: str, on: date) -> bool:
        return self.standing(tier, on) in IN_FORCE


@dataclass
class ItemEntry:
    """An item of a sitting; `scored`: keys of the appraisals that were handed in."""

    verdict: str = ""
    is_off: bool = False
    scored: set[int] = field(default_factory=set)


@dataclass
class Sat:
    council: str
    held_on: date
    state: str = "planned"
    concluded_on: date | None = None
    items: dict[int, ItemEntry] = field(default_factory=dict)


@dataclass
class Book:
    lives: dict[int, Life] = field(default_factory=dict)
    sittings: dict[int, Sat] = field(default_factory=dict)

    def each(self, kind: str) -> Iterator[tuple[Life, int, object]]:
        """Every bid, piece, copy or recognition: its life, its key, itself."""
        for life in self.lives.values():
            for key, told in getattr(life, kind).items():
                yield life, key, told

    def find_item(self, bid: Bid) -> tuple[Sat, ItemEntry] | None:
        """Where the bid's dossier lies, or lay last."""
        return next(((sat, sat.items[bid.item]) for sat in self.sittings.values() if bid.item in sat.items), None)

    def facts(self) -> dict[str, dict]:
        """All that was told so far, as the checks read it from the database."""
        return {
            "initiatives": {pk: (life.state, life.accepted_on, life.ended_on) for pk, life in self.lives.items()},
            "candidacies": {key: bid.state for _, key, bid in self.each("bids")},
            "recognitions": {
                key: (told.tier, told.opened[0], told.outstanding, told.ended, told.ending)
                for _, key, told in self.each("recognitions")
            },
            "renewals": {key: sorted(told.opened) for _, key, told in self.each("recognitions")},
            "evidence": {key: (piece.accepted_on, piece.rejected_on) for _, key, piece in self.each("pieces")},
            "copies": {key: (row.adopted_on, row.ended_on) for _, key, row in self.each("copies")},
            "sittings": {key: (sat.state, sat.concluded_on) for key, sat in self.sittings.items()},
            "items": {
                key: (heard.verdict, heard.is_off) for sat in self.sittings.values() for key, heard in sat.items.items()
            },
        }

    def standings(self, on: date) -> dict[tuple[int, str], str]:
        return {(pk, tier): life.standing(tier, on) for pk, life in self.lives.items() for tier in TIERS}

    def totals(self, start: date, on: date) -> dict[str, int]:
        """The figures of the period, counted one by one."""
        standing = [life for life in self.lives.values() if life.stands(on)]
        identified = [life for life in standing if life.is_named]
        copies = [sum(row.is_live(on) for row in life.copies.values()) for life in standing]
        held = {tier: sum(life.holds(tier, on) for life in self.lives.values()) for tier in TIERS}
        return {
            "initiatives.registered": sum(
                life.accepted_on is not None and start <= life.accepted_on <= on for life in self.lives.values()
            ),
            "initiatives.identified": len(identified),
            "initiatives.evidenced": sum(life.is_evidenced(on) for life in identified),
            "initiatives.replicated": sum(count > 0 for count in copies),
            "replications.copies": sum(copies),
            "recognitions.standing": sum(any(life.holds(t, on) for t in TIERS) for life in self.lives.values()),
        } | {f"recognitions.standing {tier}": count for tier, count in held.items()}
