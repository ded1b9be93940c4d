"""Moves of a random walk: registrations, evidence, copies. The service first, the book only when it did not refuse."""

from __future__ import annotations

from lantoa.evidence.models import Evidence
from lantoa.evidence.services import accept_evidence, add_evidence, reject_evidence
from lantoa.initiatives.models import Replication
from lantoa.initiatives.services import accept, edit, register, send_back, submit, withdraw
from lantoa.initiatives.services.spreading import end_copy, fail_copy, link_copy
from tests.cast import values
from tests.dossiers.walking import UNITS, Nothing, Walk
from tests.dossiers.walking_book import OPEN, Book, CopyEntry, Life, Piece

MOST_ALIVE = 12


def new_registration(walk: Walk, by: str) -> None:
    if sum(life.state != "withdrawn" for life in walk.book.lives.values()) >= MOST_ALIVE:
        raise Nothing
    unit, day = walk.random.choice(UNITS), walk.back() or walk.today
    name = f"Mô hình {len(walk.book.lives) + 1}"
    filled = values(walk.cast, unit=walk.cast.unit(unit), name=name, registered_on=day)
    made = register(values=filled, by=walk.person(by))
    walk.book.lives[made.pk] = Life(unit, day)


def hand_in(walk: Walk, by: str) -> None:
    pk, life = walk.life("draft", "sent_back")
    submit(walk.row(pk), by=walk.person(by))
    life.state, life.submitter = "submitted", by


def take_in(walk: Walk, by: str) -> None:
    (pk, life), on = walk.life("submitted"), walk.back()
    accept(walk.row(pk), by=walk.person(by), on=on)
    life.state, life.accepted_on = "accepted", on or walk.today
    for source, _, row in walk.book.each("copies"):
        if row.copy == pk and row.adopted_on is None and row.ended_on is None:
            row.adopted_on = max(source.accepted_on, life.accepted_on)


def give_back(walk: Walk, by: str) -> None:
    pk, life = walk.life("submitted")
    send_back(walk.row(pk), by=walk.person(by), reason="Sửa")
    life.state = "sent_back"


def rename(walk: Walk, by: str) -> None:
    """Who is responsible is struck out, or named again."""
    (pk, life), is_named = walk.life("draft", "accepted"), walk.random.random() < 0.7
    row = walk.row(pk)
    said = {"holder": "", "responsible": "Lò Thị Bí thư" if is_named else ""}
    edit(row, values=said, by=walk.person(by), revision=row.revision)
    life.is_named = is_named


def leave(walk: Walk, by: str) -> None:
    walk.rarely()
    (pk, life), on = walk.life("accepted"), walk.back()
    withdraw(walk.row(pk), by=walk.person(by), reason="Thôi", on=on)
    life.state, day = "withdrawn", walk.today
    if life.accepted_on:
        life.ended_on = day = on or walk.today
        _end_with(walk.book, life)
    for _, _, row in walk.book.each("copies"):
        if row.copy == pk and row.ended_on is None:
            row.ended_on = max(day, row.adopted_on or day)


def _end_with(book: Book, life: Life) -> None:
    """What falls with a registration: its recognitions, its bids, and their places on agendas where nobody scored yet."""
    for told in life.recognitions.values():
        if told.ended is None:
            told.ended, told.ending = life.ended_on, "retired"
    for bid in life.bids.values():
        if bid.state in OPEN:
            bid.state = "taken_back" if bid.state == "proposed" else "declined"
            sat, heard = book.find_item(bid) or (None, None)
            if heard and sat.state in ("planned", "scoring") and not heard.scored:
                heard.is_off = True


# --- evidence ---


def send_evidence(walk: Walk, by: str) -> None:
    (pk, life), day = walk.life("accepted"), walk.back() or walk.today
    caption = f"Biên bản {sum(1 for _ in walk.book.each('pieces')) + 1}"
    made = add_evidence(walk.row(pk), caption=caption, reference="12-BB", dated_on=day, by=walk.person(by))
    life.pieces[made.pk] = Piece(by, day)


def _find_waiting(walk: Walk) -> tuple[int, Piece]:
    pieces = list(walk.book.each("pieces"))
    _, key, piece = walk.likely(pieces, lambda found: not (found[2].accepted_on or found[2].rejected_on))
    return key, piece


def believe(walk: Walk, by: str) -> None:
    (key, piece), on = _find_waiting(walk), walk.back()
    accept_evidence(Evidence.objects.get(pk=key), by=walk.person(by), on=on)
    piece.accepted_on = on or walk.today


def disbelieve(walk: Walk, by: str) -> None:
    (key, piece), on = _find_waiting(walk), walk.back()
    reject_evidence(Evidence.objects.get(pk=key), reason="Không rõ", by=walk.person(by), on=on)
    piece.rejected_on = on or walk.today


# --- copies ---


def take_up(walk: Walk, by: str) -> None:
    (key, source), (other, copy), on = walk.life("accepted"), walk.one(walk.book.lives.items()), walk.back()
    row = link_copy(walk.row(key), walk.row(other), kept="Tất cả", by=walk.person(by), on=on)
    days = (source.accepted_on, copy.accepted_on, on or walk.today)
    source.copies[row.pk] = CopyEntry(other, max(days) if copy.accepted_on else None)


def give_up(walk: Walk, by: str) -> None:
    walk.rarely()
    (_, key, row), on = (
        walk.likely(list(walk.book.each("copies")), lambda found: found[2].ended_on is None),
        walk.back(),
    )
    end = walk.random.choice((fail_copy, end_copy))
    end(Replication.objects.get(pk=key), reason="Không hợp", by=walk.person(by), on=on)
    row.ended_on = on or walk.today


MOVES = (
    new_registration, new_registration, hand_in, hand_in, take_in, take_in, give_back, rename, leave,
    send_evidence, believe, believe, believe, disbelieve, disbelieve, take_up, take_up, give_up,
)  # fmt: skip
