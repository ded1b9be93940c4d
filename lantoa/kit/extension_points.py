"""The closed list of points at which an app joins the surfaces without being named there.

An installed app may have a module `extension` that holds one `EXTENSION`. It is found as Django finds `admin`: by the list of
installed apps, wherever the package comes from. A contribution is data and functions; importing it does nothing else. Surfaces
(desk, dossiers, reports, portal, command line) read the sum of all apps by `contributions(point)`.

What each point takes is written at its field. docs/extension-points.md is made from these words by `tools/extensions.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from django.apps import apps
from django.db.models import Model, QuerySet

from lantoa.kit.breaches import AlertRule
from lantoa.kit.history_words import HistoryWords
from lantoa.kit.importing import ImportKind
from lantoa.kit.work_items import WorkItems

MODULE = "extension"


class CountedFigure(Protocol):
    """What a report needs of an indicator. Its type stands in `lantoa.figures`, above this floor."""

    key: str
    label: str
    order: int


class RecordKind(Protocol):
    """How a row of one kind shows itself among the records behind a figure."""

    def sort_rows(self, rows: QuerySet) -> QuerySet: ...
    def unit(self, row: Model) -> Any: ...
    def label(self, row: Model) -> str: ...
    def url(self, row: Model) -> str: ...


@dataclass(frozen=True)
class Destination:
    """A place of the rail. `url_name`: where it leads; `prefixes`: first parts of the addresses at which it is lit; `kinds`:
    roles that have it (None: every role); `order`: its rank in the rail, the first four stand in the bar at the foot of a
    phone; `is_for_guests`: shown to whoever has no role, `is_for_guests_only` to nobody else."""

    order: int
    label: str
    url_name: str
    icon: str
    prefixes: tuple[str, ...]
    kinds: frozenset[str] | None = None
    is_for_guests: bool = False
    is_for_guests_only: bool = False


@dataclass(frozen=True)
class Beginning:
    """Something that a person may begin from the first page. `url(person, unit)`: where, for the unit that they act for; ""
    where they may not. `order`: the first one is the page's main action."""

    order: int
    label: str
    icon: str
    url: Callable[[Any, Any], str]


@dataclass(frozen=True)
class SearchSource:
    """One kind of hits. `find(text, person)` → a `kit.finding.Group`; `order`: its rank in the answer."""

    order: int
    find: Callable[[str, Any], Any]


@dataclass(frozen=True)
class RecordTab:
    """A tab of a record's page. `record`: audit name of its kind; `order`: its rank among the tabs; `url_name` takes the record's
    key; `may(person, record)`: whether it is shown."""

    order: int
    record: str
    label: str
    url_name: str
    may: Callable[[Any, Any], bool] = lambda person, record: True


@dataclass(frozen=True)
class Effect:
    """What one move will do to rows of one app, in words for the preview. `count`: rows; `url`: where they are listed;
    `becomes`: what becomes of them, such as "chuyển sang …"; `refusal`: why the move may not be made because of them, ""
    when it may."""

    words: str
    count: int
    url: str = ""
    refusal: str = ""
    becomes: str = ""


@dataclass(frozen=True)
class Consequence:
    """What follows in this app from another app's named move.

    `of`: the move, as "units.end"; `order`: low goes first; `preview(record, move)` → effects,
    without writing; `apply(record, move, by)` writes inside the caller's transaction and may raise `Refused`. `move`: the
    mover's own description of it: the day, the successor, the reason.
    """

    of: str
    order: int
    preview: Callable[[Any, Any], Iterable[Effect]]
    apply: Callable[..., None]


@dataclass(frozen=True)
class DemoPart:
    """A part of the demonstration data. `load(stage)` makes it through the services of its app."""

    order: int
    name: str
    load: Callable[..., None]


@dataclass(frozen=True)
class ShowcaseSection:
    """Components of the app's own in every state. `template` reads them from `sample`, made by `sample()` without a query."""

    order: int
    template: str
    sample: Callable[[], Mapping[str, Any]]


@dataclass(frozen=True)
class DerivedContributions:
    """Contributions that follow from those to other points. `find()` is asked each time, once all apps are known."""

    find: Callable[[], Iterable[Any]]


@dataclass(frozen=True)
class Extension:
    """All that one app contributes; what it does not have stays empty."""

    figures: tuple[CountedFigure, ...] = field(default=(), metadata={"words": "indicators of the reports"})
    record_kinds: Mapping[str, RecordKind] = field(
        default_factory=dict, metadata={"words": "how a record of each kind shows itself behind a figure"}
    )
    work_items: tuple[WorkItems | DerivedContributions, ...] = field(
        default=(), metadata={"words": "what waits for a person: badge, home, inbox, board and digest read it"}
    )
    beginnings: tuple[Beginning, ...] = field(
        default=(), metadata={"words": "what one may begin from the first page, where one has the right"}
    )
    alerts: tuple[AlertRule, ...] = field(default=(), metadata={"words": "rules of the watch and their breaches"})
    follow_ups: tuple[Any, ...] = field(
        default=(), metadata={"words": "steps that may follow in this app from a record of another, by kind and id"}
    )
    deeds: tuple[Any, ...] = field(default=(), metadata={"words": "what a nomination may cite, by kind and id"})
    search: tuple[SearchSource, ...] = field(default=(), metadata={"words": "hits of the one search"})
    navigation: tuple[Destination, ...] = field(default=(), metadata={"words": "places of the rail"})
    dossier_tabs: tuple[RecordTab, ...] = field(default=(), metadata={"words": "tabs of a record's page"})
    import_kinds: tuple[ImportKind, ...] = field(default=(), metadata={"words": "kinds of workbooks that are imported"})
    public_pages: tuple[Any, ...] = field(default=(), metadata={"words": "published lists of the portal"})
    api_resources: tuple[Any, ...] = field(default=(), metadata={"words": "resources of the API"})
    showcase: tuple[ShowcaseSection, ...] = field(
        default=(), metadata={"words": "components of the app itself on the page of components"}
    )
    checks: tuple[Callable[[], list[str]], ...] = field(
        default=(), metadata={"words": "what must be true of the database: one Vietnamese sentence a fault"}
    )
    history_words: Mapping[str, HistoryWords] = field(
        default_factory=dict, metadata={"words": "audit verb, or audit name and verb → words of the history"}
    )
    rule_keys: Mapping[str, str] = field(
        default_factory=dict, metadata={"words": "keys of the rulebook that the app reads → what each is for"}
    )
    demonstration: tuple[DemoPart, ...] = field(default=(), metadata={"words": "parts of the demonstration data"})
    consequences: tuple[Consequence, ...] = field(
        default=(), metadata={"words": "what follows here from another app's move"}
    )


POINTS = tuple(item.name for item in fields(Extension))
SHARED = frozenset({"rule_keys"})
"""Points at which several apps may have the same key: one rule is read in many places."""


def extensions() -> dict[str, Extension]:
    """App label → what it contributes, in the order of the installed apps. Raises `TypeError` for a module that holds
    something else, `ValueError` where two apps contribute the same key."""
    return _read_extensions(tuple(config.name for config in apps.get_app_configs()))


def contributions(point: str) -> list[Any]:
    """All contributions to a point that takes a sequence; those with an `order` by it, the others app by app."""
    stated = [item for extension in extensions().values() for item in getattr(extension, point)]
    found = [item for one in stated for item in (one.find() if isinstance(one, DerivedContributions) else [one])]
    return sorted(found, key=lambda item: getattr(item, "order", 0))


def contributed_by_key(point: str) -> dict[str, Any]:
    """All contributions to a point that takes a mapping."""
    return {key: item for extension in extensions().values() for key, item in getattr(extension, point).items()}


def consequences_of(move: str) -> list[Consequence]:
    """What follows from this move, in the order in which to do it."""
    return [item for item in contributions("consequences") if item.of == move]


@dataclass(frozen=True)
class WithdrawnRecord:
    """The move "…withdraw": from the day `on`, for this `reason`."""

    on: date | None
    reason: str


@lru_cache(maxsize=4)
def _read_extensions(names: tuple[str, ...]) -> dict[str, Extension]:
    found: dict[str, Extension] = {}
    for name in names:
        if find_spec(f"{name}.{MODULE}") is None:
            continue
        extension = getattr(import_module(f"{name}.{MODULE}"), "EXTENSION", None)
        if not isinstance(extension, Extension):
            raise TypeError(f"{name}.{MODULE} must hold EXTENSION, an Extension")
        found[name.rsplit(".", 1)[-1]] = extension
    _refuse_doubles(found)
    return found


def _refuse_doubles(found: dict[str, Extension]) -> None:
    for point in (point for point in POINTS if point not in SHARED):
        owners: dict[str, str] = {}
        for label, extension in found.items():
            items = getattr(extension, point)
            keys = items if isinstance(items, Mapping) else [getattr(item, "key", None) for item in items]
            for key in keys:
                if key is not None and owners.setdefault(key, label) != label:
                    raise ValueError(f"{point}: “{key}” comes from {owners[key]} and from {label}")
