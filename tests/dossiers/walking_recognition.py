"""Moves of a random walk: putting forward, deciding, picking as outstanding, checking again, ending."""

from __future__ import annotations

from collections.abc import Callable

from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.services.recognising import decline, mark_outstanding, propose, recognise, take_back
from lantoa.recognition.services.renewing import renew, retire, revoke
from tests.dossiers.walking import Walk
from tests.dossiers.walking_book import OPEN, TIERS, Bid, Life, RecognitionEntry
from tests.dossiers.walking_councils import in_the_way

ROADS = dict.fromkeys(("db1", "cb2"), ("base", "bloc", "province")) | dict.fromkeys(
    ("xa-an", "xa-binh"), ("commune", "province")
)


def put_forward(walk: Walk, by: str) -> None:
    (pk, life), on = walk.life("accepted"), walk.back()
    tier = walk.likely(TIERS, lambda tier: tier in ROADS[life.unit])
    made = propose(walk.row(pk), tier=tier, statement="Tốt", by=walk.person(by), on=on)
    life.bids[made.pk] = Bid(tier, on or walk.today, by)


def _bid(walk: Walk, *forbidden: str) -> tuple[Life, int, Bid]:
    """Mostly one that is open, and of which no council forbids this decision."""
    bids = list(walk.book.each("bids"))
    return walk.likely(bids, lambda found: found[2].state in OPEN and in_the_way(walk, found[2]) not in forbidden)


def give(walk: Walk, by: str) -> None:
    (life, key, bid), on, is_picked = _bid(walk, "any", "recognise"), walk.back(), walk.random.random() < 0.2
    made = recognise(
        Candidacy.objects.get(pk=key), decision_no="1-QĐ", by=walk.person(by), on=on, is_outstanding=is_picked
    )
    day = on or walk.today
    life.recognitions[made.pk] = RecognitionEntry(bid.tier, [day], outstanding=day if is_picked else None)
    bid.state = "recognised"
    walk.made["given by a council"] += bid.item is not None


def refuse(walk: Walk, by: str) -> None:
    (_, key, bid), on = _bid(walk, "any", "decline"), walk.back()
    decline(Candidacy.objects.get(pk=key), reason="Chưa đủ", by=walk.person(by), on=on)
    bid.state = "declined"
    walk.made["refused by a council"] += bid.item is not None


def think_again(walk: Walk, by: str) -> None:
    _, key, bid = _bid(walk)
    take_back(Candidacy.objects.get(pk=key), reason="Bổ sung", by=walk.person(by))
    bid.state = "taken_back"


def _find_held(walk: Walk) -> tuple[Recognition, RecognitionEntry]:
    _, key, told = walk.likely(list(walk.book.each("recognitions")), lambda found: found[2].ended is None)
    return Recognition.objects.get(pk=key), told


def pick(walk: Walk, by: str) -> None:
    (row, told), on = _find_held(walk), walk.back()
    mark_outstanding(row, by=walk.person(by), on=on)
    told.outstanding = on or walk.today


def check_again(walk: Walk, by: str) -> None:
    (row, told), on = _find_held(walk), walk.back()
    renew(row, findings="Còn tốt", by=walk.person(by), on=on)
    told.opened.append(on or walk.today)


def _end(walk: Walk, by: str, service: Callable, ending: str) -> None:
    walk.rarely()
    (row, told), on = _find_held(walk), walk.back()
    service(row, reason="Vì", by=walk.person(by), on=on)
    told.ended, told.ending = on or walk.today, ending


def take_away(walk: Walk, by: str) -> None:
    _end(walk, by, revoke, "revoked")


def lay_down(walk: Walk, by: str) -> None:
    _end(walk, by, retire, "retired")


MOVES = (
    put_forward, put_forward, put_forward, put_forward, put_forward, give, give, refuse, refuse, think_again,
    pick, pick, check_again, check_again, take_away, take_away, lay_down,
)  # fmt: skip
