"""Moves of a random walk that the book knows to be illegal. Each must be refused, whoever is asked.

Where it is not the person that is in the way, an office makes the move that has no part in the file.
"""

from __future__ import annotations

from lantoa.evidence.models import Evidence
from lantoa.evidence.services import accept_evidence, add_evidence, reject_evidence
from lantoa.initiatives.models import Replication
from lantoa.initiatives.services import accept, submit, withdraw
from lantoa.initiatives.services.spreading import end_copy, fail_copy, link_copy
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.services.recognising import decline, mark_outstanding, propose, recognise, take_back
from lantoa.recognition.services.renewing import renew, retire, revoke
from tests.dossiers.walking import DAY, OFFICES, Walk
from tests.dossiers.walking_book import LOWER, OPEN, Bid, Life, RecognitionEntry
from tests.dossiers.walking_councils import in_the_way


def _life(walk: Walk, *states: str) -> tuple[int, Life]:
    return walk.one(pair for pair in walk.book.lives.items() if pair[1].state in states)


def _bid(walk: Walk, *states: str) -> tuple[Life, Candidacy, Bid]:
    life, key, bid = walk.one(found for found in walk.book.each("bids") if found[2].state in states)
    return life, Candidacy.objects.get(pk=key), bid


def _find_recognition(walk: Walk, *, is_ended: bool) -> tuple[Life, Recognition, RecognitionEntry]:
    held = walk.one(found for found in walk.book.each("recognitions") if (found[2].ended is not None) == is_ended)
    return held[0], Recognition.objects.get(pk=held[1]), held[2]


def _decide(walk: Walk, row: Candidacy, by, *, which: str = "any", on=None) -> None:
    """Recognise or decline, whichever; never allowed by the caller's reckoning."""
    if which == "recognise" or (which == "any" and walk.random.random() < 0.5):
        recognise(row, decision_no="2-QĐ", by=by, on=on)
    else:
        decline(row, reason="Chưa đủ", by=by, on=on)


# --- registrations ---


def own_file(walk: Walk) -> None:
    """Whoever handed it in accepts it."""
    pk, life = walk.one(p for p in walk.book.lives.items() if p[1].state == "submitted" and p[1].submitter in OFFICES)
    accept(walk.row(pk), by=walk.person(life.submitter))


def out_of_turn(walk: Walk) -> None:
    """Accepted before it was handed in, or a second time; handed in a second time, or after its end."""
    pk, life = _life(walk, "draft", "sent_back", "accepted", "withdrawn")
    if life.state in ("accepted", "withdrawn") and walk.random.random() < 0.5:
        submit(walk.row(pk), by=walk.other())
    accept(walk.row(pk), by=walk.other(life.submitter))


def accepted_before_registered(walk: Walk) -> None:
    pk, life = _life(walk, "submitted")
    accept(walk.row(pk), by=walk.other(life.submitter), on=life.registered_on - DAY)


def withdrawn_before_its_facts(walk: Walk) -> None:
    pk, life = _life(walk, "accepted")
    facts = [life.accepted_on, *(told.last_fact for told in life.recognitions.values())]
    withdraw(walk.row(pk), by=walk.other(), reason="Thôi", on=max(facts) - DAY)


def stranger(walk: Walk) -> None:
    """Who has no say at that unit, or none anywhere."""
    by = walk.person(walk.one(("auditor", "nobody", "m1")))
    pk, life = _life(walk, "submitted", "accepted")
    if life.state == "submitted":
        accept(walk.row(pk), by=by)
    propose(walk.row(pk), tier="bloc", statement="Tốt", by=by)


# --- evidence ---


def own_evidence(walk: Walk) -> None:
    pieces = [found for found in walk.book.each("pieces") if not (found[2].accepted_on or found[2].rejected_on)]
    _, key, piece = walk.one(found for found in pieces if found[2].sender in OFFICES)
    accept_evidence(Evidence.objects.get(pk=key), by=walk.person(piece.sender))


def evidence_decided_again(walk: Walk) -> None:
    _, key, piece = walk.one(f for f in walk.book.each("pieces") if f[2].accepted_on or f[2].rejected_on)
    row, by = Evidence.objects.get(pk=key), walk.other(piece.sender)
    if walk.random.random() < 0.5:
        accept_evidence(row, by=by)
    reject_evidence(row, reason="Không rõ", by=by)


def evidence_before_its_day(walk: Walk) -> None:
    pieces = [found for found in walk.book.each("pieces") if not (found[2].accepted_on or found[2].rejected_on)]
    _, key, piece = walk.one(pieces)
    accept_evidence(Evidence.objects.get(pk=key), by=walk.other(piece.sender), on=piece.dated_on - DAY)


def evidence_of_what_does_not_stand(walk: Walk) -> None:
    pk, _ = _life(walk, "draft", "submitted", "sent_back", "withdrawn")
    add_evidence(walk.row(pk), caption="Ảnh", reference="1-BB", dated_on=walk.today, by=walk.other())


# --- recognition ---


def own_bid(walk: Walk) -> None:
    """Whoever put it forward, or handed the registration in, decides."""
    life, row, bid = _bid(walk, *OPEN)
    parties = [part for part in (bid.proposer, life.submitter) if part in OFFICES]
    _decide(walk, row, walk.person(walk.one(parties)))


def second_decision(walk: Walk) -> None:
    life, row, bid = _bid(walk, "recognised", "declined", "taken_back")
    by = walk.other(bid.proposer, life.submitter)
    if walk.random.random() < 0.3:
        take_back(row, reason="Bổ sung", by=by)
    _decide(walk, row, by)


def decided_before_put_forward(walk: Walk) -> None:
    life, row, bid = _bid(walk, *OPEN)
    _decide(walk, row, walk.other(bid.proposer, life.submitter), on=bid.proposed_on - DAY)


def against_the_council(walk: Walk) -> None:
    bound = [(life, key, bid) for life, key, bid in walk.book.each("bids") if bid.state in OPEN and bid.item]
    life, key, bid = walk.one(bound)
    by = walk.other(bid.proposer, life.submitter)
    _decide(walk, Candidacy.objects.get(pk=key), by, which=in_the_way(walk, bid))


def before_the_council_concluded(walk: Walk) -> None:
    concluded = [
        (life, key, found[0].concluded_on)
        for life, key, bid in walk.book.each("bids")
        if bid.state in OPEN and (found := walk.book.find_item(bid)) and found[0].concluded_on and not found[1].is_off
    ]
    life, key, day = walk.one(concluded)
    _decide(walk, Candidacy.objects.get(pk=key), walk.other(life.submitter), on=day - DAY)


def tier_skipped(walk: Walk) -> None:
    """The upper tier while no lower one is in force."""
    pk, _ = walk.one(
        (pk, life)
        for pk, life in walk.book.lives.items()
        if life.state == "accepted" and not any(life.holds(tier, walk.today) for tier in LOWER["province"])
    )
    propose(walk.row(pk), tier="province", statement="Tốt", by=walk.other())


def tier_held(walk: Walk) -> None:
    """Where it is recognised already, or has lapsed and is to be checked again, or is being decided."""
    open_tiers = [
        (pk, tier)
        for pk, life in walk.book.lives.items()
        for tier in {told.tier for told in life.recognitions.values() if told.ended is None}
        | {bid.tier for bid in life.bids.values() if bid.state in OPEN}
    ]
    pk, tier = walk.one(open_tiers)
    propose(walk.row(pk), tier=tier, statement="Tốt", by=walk.other())


def put_forward_before_accepted(walk: Walk) -> None:
    pk, life = _life(walk, "accepted")
    propose(walk.row(pk), tier="base", statement="Tốt", by=walk.other(), on=life.accepted_on - DAY)


def checked_before_the_last(walk: Walk) -> None:
    life, row, told = _find_recognition(walk, is_ended=False)
    renew(row, findings="Còn tốt", by=walk.other(life.submitter), on=max(told.opened))


def ended_before_its_facts(walk: Walk) -> None:
    life, row, told = _find_recognition(walk, is_ended=False)
    end = walk.random.choice((revoke, retire))
    end(row, reason="Vì", by=walk.other(life.submitter), on=told.last_fact - DAY)


def picked_twice(walk: Walk) -> None:
    told = [found for found in walk.book.each("recognitions") if found[2].outstanding]
    life, key, _ = walk.one(told)
    mark_outstanding(Recognition.objects.get(pk=key), by=walk.other(life.submitter))


def ended_already(walk: Walk) -> None:
    """What was revoked or retired takes no more moves, dated back or not."""
    life, row, told = _find_recognition(walk, is_ended=True)
    by, on = walk.other(life.submitter), walk.one((None, told.ended, max(told.opened[0], told.ended - DAY)))
    move = walk.random.randrange(4)
    if move == 0:
        renew(row, findings="Còn tốt", by=by, on=on)
    elif move == 1:
        mark_outstanding(row, by=by, on=on)
    else:
        (revoke, retire)[move - 2](row, reason="Vì", by=by, on=on)


# --- copies ---


def copy_at_home(walk: Walk) -> None:
    """Of itself, or of another of the own unit."""
    pk, life = _life(walk, "accepted")
    other = walk.one(key for key, row in walk.book.lives.items() if row.unit == life.unit)
    link_copy(walk.row(pk), walk.row(other), kept="Tất cả", by=walk.other())


def copy_twice(walk: Walk) -> None:
    """A second one at a unit, and the source as a copy of its own copy."""
    live = [
        (pk, row.copy) for pk, life in walk.book.lives.items() for row in life.copies.values() if row.ended_on is None
    ]
    source, copy = walk.one(live)
    if walk.random.random() < 0.5:
        source, copy = copy, source
    link_copy(walk.row(source), walk.row(copy), kept="Tất cả", by=walk.other())


def copy_ended_again(walk: Walk) -> None:
    _, key, _ = walk.one(found for found in walk.book.each("copies") if found[2].ended_on)
    fail_copy(Replication.objects.get(pk=key), reason="Không hợp", by=walk.other())


def copy_ended_before_adopted(walk: Walk) -> None:
    live = [found for found in walk.book.each("copies") if found[2].adopted_on and not found[2].ended_on]
    _, key, row = walk.one(live)
    end_copy(Replication.objects.get(pk=key), reason="Không hợp", by=walk.other(), on=row.adopted_on - DAY)


MOVES = (
    own_file, out_of_turn, accepted_before_registered, withdrawn_before_its_facts, stranger,
    own_evidence, evidence_decided_again, evidence_before_its_day, evidence_of_what_does_not_stand,
    own_bid, second_decision, decided_before_put_forward, against_the_council, before_the_council_concluded,
    tier_skipped, tier_held, put_forward_before_accepted, checked_before_the_last, ended_before_its_facts,
    picked_twice, ended_already, copy_at_home, copy_twice, copy_ended_again, copy_ended_before_adopted,
)  # fmt: skip
