"""“Units like yours run this”: what the province has proven and a unit does not do yet, likest first, with the reasons.

Only units are compared (kind, superior, place, sectors), never persons. The weights are a plain order of what speaks for a
suggestion; the reasons say in words all that was counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative, Replication
from lantoa.kit.numbers import format_number
from lantoa.kit.text import search_key
from lantoa.movement.enums import NationalSector
from lantoa.prospects.enums import ProspectState
from lantoa.prospects.models import Prospect
from lantoa.spreading.models import DeclinedSuggestion
from lantoa.units.enums import UnitKind
from lantoa.units.models import ParentEdge, Person, Unit
from lantoa.units.queries import path_to
from lantoa.units.scope import in_force
from lantoa.units.tree import Tree

MOST = 6
SAME_SUPERIOR, SAME_KIND, SAME_PLACE = 3, 3, 1
EACH_NEIGHBOUR, MOST_NEIGHBOURS = 1, 5
EACH_ALIKE, MOST_ALIKE = 0.5, 6
NO_WORK_IN_SECTOR, PROSPECT_IN_SECTOR, LIKE_PROSPECT = 4, 2, 3
LIKE_WORDS = 3  # words that a prospect's name shares with a suggestion's, to be alike


@dataclass(frozen=True)
class Suggestion:
    initiative: Initiative
    score: float
    reasons: list[str]


@dataclass(frozen=True)
class Candidate:
    """What is compared of an initiative that may be suggested."""

    pk: int
    unit_id: int
    kind: str
    district_id: int | None
    national: str
    name_sort: str
    name: str


@dataclass(frozen=True)
class Situation:
    """What is known of the unit: its neighbours under one superior, units of its kind, its sectors and its prospects."""

    unit: Unit
    superior: Unit | None
    neighbours: set[int]
    district_id: int | None
    sectors: set[str]
    prospects: list[tuple[str, set[str]]]


def suggestions(unit: Unit, user: Person, most: int = MOST) -> list[Suggestion]:
    """The likest first. A fixed number of queries, however many initiatives there are."""
    today = timezone.localdate()
    situation = _situation(unit, today)
    candidates = _candidates(unit, user)
    adopters = _adopters([row.pk for row in candidates], today)
    scored = []
    for row in candidates:
        score, reasons = _weigh_candidate(row, situation, adopters.get(row.pk, []))
        if reasons:
            scored.append((-score, row.name_sort, row.pk, reasons))
    best = sorted(scored)[:most]
    shown = Initiative.objects.select_related("unit", "sector", "handbook").in_bulk([pk for _, _, pk, _ in best])
    return [Suggestion(shown[pk], -score, reasons) for score, _, pk, reasons in best]


def find_declined(unit: Unit, user: Person) -> list[DeclinedSuggestion]:
    """To what the unit said no, the latest first, of what the person may still open."""
    rows = DeclinedSuggestion.objects.filter(
        unit=unit, initiative__in=Initiative.objects.open_to_copy(user).values("pk")
    )
    return list(rows.select_related("initiative__unit", "declined_by").order_by("-declined_on", "-pk"))


def _candidates(unit: Unit, user: Person) -> list[Candidate]:
    """Proven initiatives of the province that are neither the unit's nor copied from it, nor taken up or declined there.
    Where a source and its copies are proven, the source alone is suggested."""
    own = Initiative.objects.filter(unit=unit).values("pk")
    taken = Replication.objects.live().filter(unit=unit).values("source_id")
    said_no = DeclinedSuggestion.objects.filter(unit=unit).values("initiative_id")
    today = timezone.localdate()
    province = Initiative.objects.within(Tree(today), [path_to(unit, today)[0].pk])
    proven = province.proven_to(user).exclude(unit=unit).exclude(pk__in=taken).exclude(pk__in=said_no)
    rows = proven.values_list(
        "pk", "unit_id", "unit__kind", "unit__place__parent_id", "sector__national", "name_sort", "name"
    )
    found = [Candidate(*row) for row in rows.order_by("pk")]
    keys = {row.pk for row in found}
    links = Replication.objects.filter(copy__isnull=False).exclude(copy__in=own)
    copies = {copy for copy, source in links.values_list("copy_id", "source_id") if source in keys}
    from_here = set(Replication.objects.filter(source__unit=unit).values_list("copy_id", flat=True))
    kin = from_here | set(Replication.objects.filter(copy__in=own).values_list("source_id", flat=True))
    return [row for row in found if row.pk not in copies and row.pk not in kin]


def _situation(unit: Unit, on: date) -> Situation:
    edges = ParentEdge.objects.filter(in_force(on), is_managing=True)
    edge = edges.filter(unit=unit).select_related("parent").first()
    neighbours = set(edges.filter(parent=edge.parent).values_list("unit_id", flat=True)) if edge else set()
    standing = Initiative.objects.filter(unit_id__in=Tree(on).below([unit.pk]))
    held = standing.filter(Q(state=State.SUBMITTED) | Q(state=State.ACCEPTED)).order_by()
    open_prospects = Prospect.objects.filter(unit=unit, state__in=[ProspectState.NOTED, ProspectState.RATED])
    return Situation(
        unit=unit,
        superior=edge.parent if edge else None,
        neighbours=neighbours - {unit.pk},
        district_id=unit.place.parent_id if unit.place else None,
        sectors=set(held.values_list("sector__national", flat=True).distinct()),
        prospects=[
            (national or "", set(search_key(name).split()))
            for name, national in open_prospects.values_list("name", "sector__national")
        ],
    )


def _adopters(keys: Iterable[int], on: date) -> dict[int, list[tuple[int, str]]]:
    """Units that apply each source on the day: (key, kind). One query."""
    wanted, found = set(keys), {}
    rows = Replication.objects.adopted(on).order_by().values_list("source_id", "unit_id", "unit__kind")
    for source, unit, kind in rows:
        if source in wanted:
            found.setdefault(source, []).append((unit, kind))
    return found


def _weigh_candidate(row: Candidate, here: Situation, adopters: list[tuple[int, str]]) -> tuple[float, list[str]]:
    """How much speaks for it, and why in words. Without likeness of place there is no suggestion."""
    parts = [*_place(row, here), *_spread(here, adopters)]
    if not parts:
        return 0, []
    parts += _weigh_need(row, here)
    return sum(weight for weight, _ in parts), [words for _, words in parts]


def _place(row: Candidate, here: Situation) -> Iterable[tuple[float, str]]:
    if row.kind == here.unit.kind:
        yield SAME_KIND, f"Nơi có mô hình gốc cùng loại đơn vị: {UnitKind(row.kind).label.lower()}"
    if row.unit_id in here.neighbours:
        yield SAME_SUPERIOR, f"Cùng trực thuộc {here.superior}"
    if row.district_id and row.district_id == here.district_id:
        yield SAME_PLACE, "Cùng địa bàn"


def _spread(here: Situation, adopters: list[tuple[int, str]]) -> Iterable[tuple[float, str]]:
    near = sum(unit in here.neighbours for unit, _ in adopters)
    kinds = Counter(kind for unit, kind in adopters if unit not in here.neighbours)
    if near:
        yield (
            min(near, MOST_NEIGHBOURS) * EACH_NEIGHBOUR,
            f"{format_number(near)} đơn vị thuộc {here.superior} đang làm",
        )
    if alike := kinds[here.unit.kind]:
        words = f"{format_number(alike)} đơn vị cùng loại ở nơi khác đang làm"
        yield min(alike, MOST_ALIKE) * EACH_ALIKE, words


def _weigh_need(row: Candidate, here: Situation) -> Iterable[tuple[float, str]]:
    sector = NationalSector(row.national).label.lower()
    if row.national not in here.sectors:
        yield NO_WORK_IN_SECTOR, f"Đơn vị chưa có mô hình lĩnh vực {sector}"
    words = set(search_key(row.name).split()) if here.prospects else set()
    if any(len(words & held) >= LIKE_WORDS for _, held in here.prospects):
        yield LIKE_PROSPECT, "Gần với một triển vọng đơn vị đã ghi"
    elif any(national == row.national for national, _ in here.prospects):
        yield PROSPECT_IN_SECTOR, f"Đơn vị đang có triển vọng lĩnh vực {sector}"
