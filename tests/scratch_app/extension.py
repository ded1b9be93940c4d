"""What the app contributes: something to every surface."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet

from lantoa.figures.cells import ShownByUnit
from lantoa.figures.counted import CountedIndicator
from lantoa.figures.figures import ReportScope
from lantoa.initiatives.models import Initiative
from lantoa.kit.extension_points import (
    Consequence,
    Destination,
    Effect,
    Extension,
    RecordTab,
    SearchSource,
    WithdrawnRecord,
)
from lantoa.kit.finding import Group, Hit
from lantoa.kit.history_words import build_words
from lantoa.kit.work_items import WorkItems, WorkLine
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person
from tests.scratch_app.imports import WISHES
from tests.scratch_app.models import Wish


def asked_in(scope: ReportScope) -> QuerySet[Wish]:
    return scope.below(Wish.objects.filter(asked_on__gte=scope.start, asked_on__lte=scope.end))


def find_unanswered(person: Person, on: date) -> QuerySet[Wish]:
    return Wish.objects.visible_to(person).filter(answered_on__isnull=True, asked_on__lte=on)


def read(rows: Sequence[Wish], person: Person) -> list[WorkLine]:
    return [WorkLine(str(row), row.get_absolute_url(), row.unit.name) for row in rows]


def find(text: str, person: Person) -> Group:
    rows = Wish.objects.visible_to(person).filter(title__icontains=text)
    return Group(
        "Nguyện vọng", "nguyện vọng", [Hit(str(row), "", row.get_absolute_url()) for row in rows], rows.count()
    )


def is_officer(person: Person, record: Initiative) -> bool:
    return person.holds({RoleKind.OFFICER})


def wishes_are_answered_after_they_are_asked() -> list[str]:
    return [f"Nguyện vọng “{row}” trả lời trước khi hỏi." for row in Wish.objects.all() if is_early(row)]


def is_early(row: Wish) -> bool:
    return row.answered_on is not None and row.answered_on < row.asked_on


def preview_withdrawal(initiative: Initiative, move: WithdrawnRecord) -> Iterator[Effect]:
    yield Effect("nguyện vọng sẽ đóng", Wish.objects.filter(about=initiative).count())


def close_wishes(initiative: Initiative, move: WithdrawnRecord, *, by: Person) -> None:
    Wish.objects.filter(about=initiative).update(answered_on=move.on)


EXTENSION = Extension(
    figures=(CountedIndicator("wishes.asked", "Nguyện vọng đã ghi", "nguyện vọng", "Ghi trong kỳ.", rows=asked_in, kind="wish",
                     order=900),),
    record_kinds={"wish": ShownByUnit()},
    work_items=(WorkItems("nguyen-vong", 900, "Nguyện vọng chưa trả lời", "Trả lời", find_unanswered, read, since="asked_on",
                          due="due_on"),),
    search=(SearchSource(900, find),),
    navigation=(Destination(900, "Nguyện vọng", "wishes", "people", ("/nguyen-vong",)),),
    dossier_tabs=(RecordTab(900, Initiative.audit_name, "Nguyện vọng", "initiative_wishes", may=is_officer),),
    import_kinds=(WISHES,),
    checks=(wishes_are_answered_after_they_are_asked,),
    history_words=build_words({"ask": "Ghi nguyện vọng"}),
    consequences=(Consequence("initiatives.withdraw", 900, preview_withdrawal, close_wishes),),
)  # fmt: skip
