"""Moves of a random walk: sittings of two councils, of the bloc and of the province, from the agenda to the conclusion."""

from __future__ import annotations

from collections.abc import Callable

from lantoa.councils.enums import CouncilRole
from lantoa.councils.models import Appraisal, Council, Item, Sitting
from lantoa.councils.services import (
    AttendanceMark,
    add_member,
    assign_balanced,
    close_scoring,
    conclude,
    create_council,
    open_scoring,
    plan_sitting,
    record_attendance,
    set_verdict,
    submit_scores,
    take_off_agenda,
)
from lantoa.recognition.models import Candidacy
from lantoa.recognition.services.recognising import appraise
from lantoa.units.enums import Tier
from tests.cast import SINCE, Cast, make_person
from tests.councils.sitting_cast import given_scores, make_set
from tests.dossiers.walking import Walk
from tests.dossiers.walking_book import OPEN, Bid, ItemEntry, Sat

TIER_OF = {"khoi": Tier.BLOC, "lt": Tier.PROVINCE}
SEATS = {"m1": CouncilRole.CHAIR, "m2": CouncilRole.SECRETARY, "m3": CouncilRole.MEMBER, "m4": CouncilRole.MEMBER}
VERDICTS = ("recommended", "outstanding", "not_recommended", "not_recommended")


def set_up(cast: Cast) -> None:
    """Two councils whose members have no role anywhere, and the criteria that both judge by."""
    make_set(cast)
    for part in SEATS:
        cast.people[part] = make_person(part, f"Ủy Viên {part}")
    for code, tier in TIER_OF.items():
        council = create_council(
            unit=cast.unit(code), name="Hội đồng thẩm định", tier=tier, valid_from=SINCE, by=cast.office
        )
        for part, role in SEATS.items():
            add_member(council, person=cast.people[part], role=role, by=cast.office)


def sit(walk: Walk, by: str) -> None:
    """Mostly what comes next at a sitting that goes on, sometimes any other step."""
    going_on = [(key, sat) for key, sat in walk.book.sittings.items() if sat.state != "concluded"]
    if len(going_on) < len(TIER_OF) and walk.random.random() < 0.3:
        plan(walk, by, {sat.council for _, sat in going_on})
        return
    key, sat = walk.one(going_on)
    step: Callable = walk.random.choice(_next(sat) if walk.random.random() < 0.85 else STEPS)
    step(walk, by, Sitting.objects.select_related("council").get(pk=key), sat)
    walk.made[step.__name__] += 1


def _next(sat: Sat) -> tuple[Callable, ...]:
    heard = [item for item in sat.items.values() if not item.is_off]
    if not heard:
        return (bring,)
    if sat.state == "planned":
        return bring, deal_out, begin, begin
    if sat.state == "scoring":
        return (lock,) if all(item.scored for item in heard) else (deal_out, mark, mark)
    return (count_heads, rise, rise) if all(item.verdict for item in heard) else (judge,)


def plan(walk: Walk, by: str, busy: set[str]) -> None:
    code = walk.one(code for code in TIER_OF if code not in busy)
    council, number = Council.objects.get(unit__code=code), len(walk.book.sittings) + 1
    made = plan_sitting(council, title=f"Phiên {number}", held_on=walk.today, by=walk.person(by))
    walk.book.sittings[made.pk] = Sat(code, walk.today)


def bring(walk: Walk, by: str, row: Sitting, sat: Sat) -> None:
    tier = TIER_OF[sat.council]
    bids = [(key, bid) for _, key, bid in walk.book.each("bids") if bid.state in OPEN]
    key, bid = walk.likely(bids, lambda pair: pair[1].tier == tier)
    brought = appraise(Candidacy.objects.get(pk=key), sitting=row, by=walk.person(by))
    bid.state, bid.item = "appraising", brought.item_id
    sat.items[bid.item] = ItemEntry()


def deal_out(walk: Walk, by: str, row: Sitting, sat: Sat) -> None:
    assign_balanced(row, per_item=2, by=walk.person(by))


def begin(walk: Walk, by: str, row: Sitting, sat: Sat) -> None:
    open_scoring(row, by=walk.person(by))
    sat.state = "scoring"


def mark(walk: Walk, by: str, row: Sitting, sat: Sat) -> None:
    given = walk.one(Appraisal.objects.filter(item__sitting=row).select_related("member__person").order_by("pk"))
    value = walk.random.choice((6, 8, 9))
    submit_scores(given, scores=given_scores(given.item, value, value, value), by=given.member.person)
    sat.items[given.item_id].scored.add(given.pk)


def strike_off(walk: Walk, by: str, row: Sitting, sat: Sat) -> None:
    key = walk.one(sat.items)
    take_off_agenda(Item.objects.get(pk=key), by=walk.person(by), reason="Thiếu hồ sơ")
    sat.items[key].is_off = True


def lock(walk: Walk, by: str, row: Sitting, sat: Sat) -> None:
    close_scoring(row, by=walk.person(by))
    sat.state = "closed"


def count_heads(walk: Walk, by: str, row: Sitting, sat: Sat) -> None:
    marks = [AttendanceMark(member, True) for member in row.council.members.order_by("pk")]
    record_attendance(row, marks=marks, by=walk.person(by))


def judge(walk: Walk, by: str, row: Sitting, sat: Sat) -> None:
    key, verdict = walk.one(sat.items), walk.random.choice(VERDICTS)
    set_verdict(Item.objects.get(pk=key), verdict=verdict, reason="Vì thế", by=walk.person(by))
    sat.items[key].verdict = verdict


def rise(walk: Walk, by: str, row: Sitting, sat: Sat) -> None:
    on = walk.back()
    conclude(row, by=walk.person(by), on=on)
    sat.state, sat.concluded_on = "concluded", on or walk.today


STEPS = (bring, deal_out, begin, mark, strike_off, lock, count_heads, judge, rise)
MOVES = (sit,) * 16


def in_the_way(walk: Walk, bid: Bid) -> str:
    """Which decision the councils forbid of an open bid: "recognise", "decline", both as "any", or "" for none."""
    found = walk.book.find_item(bid)
    if found is None:
        return ""
    sat, heard = found
    if heard.is_off:
        return "recognise"
    if sat.state != "concluded":
        return "any"
    return "decline" if heard.verdict in ("recommended", "outstanding") else "recognise"
