"""Illegal moves of a random walk that are dated on a day to come, and steps of a sitting out of turn."""

from __future__ import annotations

from lantoa.councils.models import Appraisal, Item, Sitting
from lantoa.councils.services import close_scoring, conclude, open_scoring, set_verdict, submit_scores
from lantoa.evidence.models import Evidence
from lantoa.evidence.services import accept_evidence
from lantoa.initiatives.models import Replication
from lantoa.initiatives.services import accept, withdraw
from lantoa.initiatives.services.spreading import fail_copy, link_copy
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.services.recognising import appraise, mark_outstanding, propose, recognise
from lantoa.recognition.services.renewing import renew, revoke
from tests.councils.sitting_cast import given_scores
from tests.dossiers.walking import DAY, Walk
from tests.dossiers.walking_book import OPEN


def registration_to_come(walk: Walk) -> None:
    pk, life = walk.one(pair for pair in walk.book.lives.items() if pair[1].state in ("submitted", "accepted"))
    row, by, on = walk.row(pk), walk.other(life.submitter), walk.today + DAY
    if life.state == "submitted":
        accept(row, by=by, on=on)
    elif walk.random.random() < 0.5:
        withdraw(row, by=by, reason="Thôi", on=on)
    propose(row, tier="base", statement="Tốt", by=by, on=on)


def evidence_to_come(walk: Walk) -> None:
    waiting = [f for f in walk.book.each("pieces") if not (f[2].accepted_on or f[2].rejected_on)]
    _, key, piece = walk.one(waiting)
    accept_evidence(Evidence.objects.get(pk=key), by=walk.other(piece.sender), on=walk.today + DAY)


def decision_to_come(walk: Walk) -> None:
    life, key, bid = walk.one(found for found in walk.book.each("bids") if found[2].state == "proposed")
    by = walk.other(life.submitter, bid.proposer)
    recognise(Candidacy.objects.get(pk=key), decision_no="2-QĐ", by=by, on=walk.today + DAY)


def check_to_come(walk: Walk) -> None:
    life, key, _ = walk.one(found for found in walk.book.each("recognitions") if found[2].ended is None)
    row, by, on = Recognition.objects.get(pk=key), walk.other(life.submitter), walk.today + DAY
    move = walk.random.randrange(3)
    if move == 0:
        renew(row, findings="Còn tốt", by=by, on=on)
    elif move == 1:
        revoke(row, reason="Vì", by=by, on=on)
    else:
        mark_outstanding(row, by=by, on=on)


def copy_to_come(walk: Walk) -> None:
    standing = [(pk, life) for pk, life in walk.book.lives.items() if life.state == "accepted"]
    (source, first), (copy, second) = walk.one(standing), walk.one(standing)
    if first.unit != second.unit:
        link_copy(walk.row(source), walk.row(copy), kept="Tất cả", by=walk.other(), on=walk.today + DAY)
    _, key, _ = walk.one(found for found in walk.book.each("copies") if found[2].ended_on is None)
    fail_copy(Replication.objects.get(pk=key), reason="Không hợp", by=walk.other(), on=walk.today + DAY)


# --- councils ---


def sitting_out_of_turn(walk: Walk) -> None:
    key, sat = walk.one(walk.book.sittings.items())
    row, by = Sitting.objects.get(pk=key), walk.other()
    if sat.state != "planned":
        open_scoring(row, by=by)
    elif walk.random.random() < 0.5:
        close_scoring(row, by=by)
    conclude(row, by=by)


def verdict_out_of_turn(walk: Walk) -> None:
    key = walk.one(key for sat in walk.book.sittings.values() if sat.state != "closed" for key in sat.items)
    set_verdict(Item.objects.get(pk=key), verdict="recommended", by=walk.other())


def scores_that_are_not_ones_own(walk: Walk) -> None:
    """Another member's; one's own a second time or once scoring is over; one's own outside the scale."""
    row = walk.one(Appraisal.objects.select_related("member__person", "item__sitting").order_by("pk"))
    sat, member = walk.book.sittings[row.item.sitting_id], row.member.person.username
    is_open = sat.state == "scoring" and row.pk not in sat.items[row.item_id].scored
    other = walk.one(part for part in ("m1", "m2", "m3", "m4") if part != member)
    if is_open and walk.random.random() < 0.5:
        submit_scores(row, scores=given_scores(row.item, 11, 8, 8), by=row.member.person)
    by = walk.person(other) if is_open else row.member.person
    submit_scores(row, scores=given_scores(row.item, 8, 8, 8), by=by)


def before_two_councils(walk: Walk) -> None:
    """A dossier that a sitting still has is brought before it, or before another, again."""
    sitting = [
        (life, key, bid)
        for life, key, bid in walk.book.each("bids")
        if bid.state in OPEN and (at := walk.book.find_item(bid)) and not at[1].is_off and at[0].state != "concluded"
    ]
    life, key, bid = walk.one(sitting)
    row = Sitting.objects.get(pk=walk.one(walk.book.sittings))
    appraise(Candidacy.objects.get(pk=key), sitting=row, by=walk.other(life.submitter, bid.proposer))


MOVES = (
    registration_to_come, evidence_to_come, decision_to_come, check_to_come, copy_to_come,
    sitting_out_of_turn, verdict_out_of_turn, scores_that_are_not_ones_own, before_two_councils,
)  # fmt: skip
