"""What a member sees and has to do: labels in a blind sitting, the next item, what waits."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from lantoa.councils.enums import CouncilRole, SittingState
from lantoa.councils.models import Appraisal, Item, Sitting
from lantoa.units.models import Person
from lantoa.units.scope import in_force


def hides_names(sitting: Sitting, person: Person) -> bool:
    """Whether the person must not learn whose the items are: in a blind sitting until it ends, everybody who scores or may
    be given something to score, also whose seat begins only by the day of the sitting. A secretary who scores nothing
    prepares the sitting and so knows the names."""
    if not sitting.is_blind or sitting.state == SittingState.CONCLUDED:
        return False
    terms = in_force(timezone.localdate()) | in_force(sitting.held_on)
    seats = sitting.council.members.filter(terms, person=person)
    scores = Appraisal.objects.filter(item__sitting=sitting, member__person=person)
    return seats.exclude(role=CouncilRole.SECRETARY).exists() or scores.exists()


def label_of(item: Item, *, is_hidden: bool) -> str:
    """The item's title, or in a blind sitting what stands for it."""
    if is_hidden and item.title_reveals:
        return item.blind_label
    return f"{item.blind_label}: {item.title}"


def my_appraisals(user: Person) -> QuerySet[Appraisal]:
    """All that was given to the person in councils where they sit today, what waits first."""
    own = Appraisal.objects.visible_to(user).filter(member__person=user, item__taken_off_on__isnull=True)
    return own.select_related("item__sitting__council", "member").order_by(
        "-item__sitting__held_on", "item__sitting_id", "item__position"
    )


def waiting_appraisals(user: Person) -> QuerySet[Appraisal]:
    """Given to the person and not scored yet, in sittings that are being scored. For a list use `label_of` with
    `hides_names`: the item's title may be hidden."""
    return my_appraisals(user).waiting().filter(item__sitting__state=SittingState.SCORING)


def next_unscored(user: Person, sitting: Sitting, *, after: Item | None = None) -> Appraisal | None:
    """The person's next item to score in the sitting: the first behind `after`, else the first of all."""
    waiting = list(waiting_appraisals(user).filter(item__sitting=sitting).order_by("item__position"))
    behind = [row for row in waiting if after is not None and row.item.position > after.position]
    return next(iter(behind or waiting), None)
