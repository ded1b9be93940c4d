"""Loading the demonstration data by name: each in one transaction, none twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from lantoa.declarations.models import Declaration
from lantoa.demo import grassroots, ha_noi, hoa_binh, son_la, vinh_long
from lantoa.demo.accounts import ensure_accounts
from lantoa.demo.watching import watch
from lantoa.initiatives.models import Initiative, Replication
from lantoa.kit.ruling import Refused
from lantoa.movement.services import ensure_national_sectors
from lantoa.recognition.models import Recognition
from lantoa.rulebook.services import ensure_rules
from lantoa.units.models import Unit
from lantoa.units.services.places import ensure_places
from lantoa.units.tree import Tree


@dataclass(frozen=True)
class DemoSet:
    """One name of `lantoa demo`: the code of its root unit, and what brings it in."""

    root: str
    load: Callable[[], None]


SETS = {
    "son-la": DemoSet(son_la.ROOT, son_la.load),
    "hoa-binh": DemoSet(hoa_binh.ROOT, hoa_binh.load),
    "vinh-long": DemoSet(vinh_long.ROOT, vinh_long.load),
    "grassroots": DemoSet(grassroots.ROOT, grassroots.load),
    "ha-noi": DemoSet(ha_noi.ROOT, ha_noi.load),
}


@dataclass(frozen=True)
class DemoCounts:
    """What stands under one root now, and whether this load added it."""

    unit: str
    unit_name: str
    added: bool
    units: int
    initiatives: int
    declarations: int
    recognitions: int
    replications: int


@dataclass(frozen=True)
class DemoResult:
    """The counts by name, in the order in which they were asked for."""

    counts: dict[str, DemoCounts]

    def as_json(self) -> dict[str, dict]:
        """`{name: {"unit", "unit_name", "added", "units", "initiatives", "declarations", "recognitions", "replications"}}`."""
        return {name: asdict(counts) for name, counts in self.counts.items()}


def load_demo(names: Sequence[str] | None = None) -> DemoResult:
    """Load the named sets, all of them by default, with the rules, sectors and places that they rest on.

    A set whose root unit is there stays as it is. Once something is added, the watch runs for the months past. Raises
    `Refused` for a name that is none, before anything is written.
    """
    asked = list(dict.fromkeys(names)) if names else list(SETS)
    unknown = [name for name in asked if name not in SETS]
    if unknown:
        raise Refused(f"Không có bộ dữ liệu minh họa “{unknown[0]}”; các bộ có: {', '.join(SETS)}.")
    ensure_rules()
    ensure_national_sectors()
    ensure_places()
    counts = {name: _load(SETS[name]) for name in asked}
    ensure_accounts()
    if any(held.added for held in counts.values()):
        watch()
    return DemoResult(counts)


def _load(demo: DemoSet) -> DemoCounts:
    with transaction.atomic():
        added = not Unit.objects.filter(code=demo.root).exists()
        if added:
            demo.load()
    return _counts(demo.root, added)


def _counts(code: str, added: bool) -> DemoCounts:
    root = Unit.objects.get(code=code)
    tree = Tree(timezone.localdate())

    def below(model: type) -> int:
        return model.objects.within(tree, [root.pk]).count()

    return DemoCounts(
        unit=root.code,
        unit_name=root.name,
        added=added,
        units=below(Unit),
        initiatives=below(Initiative),
        declarations=below(Declaration),
        recognitions=below(Recognition),
        replications=below(Replication),
    )
