"""Plain values that the components draw: what a view hands to a template. No request, no query, no markup.

An address is a string; "" means "no link". A label is finished wording.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Number = int | Decimal | float


@dataclass(frozen=True)
class Place:
    """One place of the rail and the bottom bar. `icon`: a name in icons.svg; `count`: what waits there, or None."""

    label: str
    url: str
    icon: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Crumb:
    """One step of the trail; `url` "": only named, it lies above one's rights.

    `siblings_url` answers htmx with an option list and a browser with a page.
    """

    label: str
    url: str
    siblings_url: str = ""


@dataclass(frozen=True)
class FramePerson:
    name: str
    role_line: str = ""


@dataclass(frozen=True)
class Frame:
    """All that `kit/base.html` reads, in the one context variable `frame`."""

    product: str
    places: Sequence[Place] = ()
    crumbs: Sequence[Crumb] = ()
    person: FramePerson | None = None
    search_url: str = ""
    inbox_url: str = ""
    inbox_count: int = 0
    sign_out_url: str = ""
    profile_url: str = ""
    is_demo: bool = False


@dataclass(frozen=True)
class Item:
    """A row of a definition list. `is_missing`: the value says what is not there yet."""

    label: str
    value: str
    url: str = ""
    is_missing: bool = False


@dataclass(frozen=True)
class Option:
    """A line of an option list or a menu. `note`: what tells two alike labels apart."""

    label: str
    url: str
    note: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Chip:
    """A filter in force. `remove_url`: the same page without it."""

    label: str
    remove_url: str


@dataclass(frozen=True)
class Step:
    """A step of a form. `state`: done, current, todo, error. `url` "": cannot be opened yet."""

    label: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class Action:
    """A move as a button. A refused one has a `reason` in words. `consequence` is shown before the person confirms;
    `needs_reason` or a consequence makes it a dialog, and a page at `url` where there are no scripts. `has_page`: it asks
    for more than a reason, so that the button leads to its page."""

    label: str
    url: str
    is_allowed: bool = True
    reason: str = ""
    tone: str = "secondary"
    needs_reason: bool = False
    consequence: str = ""
    icon: str = ""
    has_page: bool = False

    @property
    def confirm_tone(self) -> str:
        """Of the button in its window or on its page, where it is what one came for."""
        return self.tone if self.tone == "danger" else "primary"


@dataclass(frozen=True)
class Change:
    """One field before and after, as words; "" is shown as "để trống"."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One happening in a timeline. `when` is shown to the minute if it is a datetime."""

    when: date | datetime
    who: str
    what: str
    note: str = ""
    document: str = ""
    url: str = ""
    tone: str = "neutral"
    changes: Sequence[Change] = ()


@dataclass(frozen=True)
class Node:
    """A node of a tree. `children_url` answers htmx with the nodes below when they are not here yet.
    `origin`/`fate`: whence it came and whither it went, in words."""

    label: str
    url: str
    note: str = ""
    count: int | None = None
    dates: str = ""
    origin: str = ""
    fate: str = ""
    children: Sequence[Node] = ()
    children_url: str = ""
    is_open: bool = False
    is_current: bool = False
    is_ended: bool = False


@dataclass(frozen=True)
class Level:
    """One of nested counts, outermost first. `value` None: not stated. `missing_label` says in words what the rest lacks
    against the level outside ("chưa rõ tên, địa chỉ"); `missing_url` opens exactly that rest."""

    label: str
    value: Number | None
    url: str = ""
    quality: str = ""
    missing_label: str = ""
    missing_url: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar of a chart. `value` None: not stated."""

    label: str
    value: Number | None
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Stack:
    """A bar made of parts, for small multiples: the parts in the order of the legend."""

    label: str
    parts: Sequence[Bar]
    url: str = ""


@dataclass(frozen=True)
class Standing:
    """A point of a survival curve: `share` per cent still standing from `month` months after its beginning on; `at_risk`:
    how many had been followed that long."""

    month: int
    share: Number
    at_risk: int


@dataclass(frozen=True)
class Curve:
    """A survival curve. `points` by month, the first at month 0."""

    label: str
    points: Sequence[Standing]
    url: str = ""


@dataclass(frozen=True)
class MonthCount:
    """A count on a day, usually the last of a month. `value` None: not known."""

    on: date
    value: int | None


@dataclass(frozen=True)
class Mark:
    """A milestone. `state`: done, soon, overdue, todo; what is "soon" is the domain's rule."""

    label: str
    due_on: date
    state: str
    owner: str = ""
    done_on: date | None = None
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Aim:
    """An indicator's way from baseline to target; any of the three may not be known. The target may lie below."""

    label: str
    baseline: Number | None
    actual: Number | None
    target: Number | None
    measure: str = ""
    url: str = ""
    as_of: date | None = None


@dataclass(frozen=True)
class Rating:
    """One member's total. `label` "": the member is not named (blind)."""

    total: Number
    label: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class Duty:
    """Work that waits for the person. `oldest`: days that the oldest has waited; `tone`: needs, stopped, info, neutral;
    `word`: what the tone means here ("quá hạn")."""

    title: str
    count: int
    url: str
    tone: str = "needs"
    word: str = ""
    oldest: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Todo:
    """A row of the list of work. `name`: of the record, the link; `asked`: what is asked; `since`: since when, in words; `who`:
    by whom it can be done; `left`: how far off its day is, in words; `tone`: needs, stopped (overdue) or info (a notice);
    `note`: what one must know first."""

    name: str
    url: str
    asked: str
    unit: str = ""
    since: str = ""
    who: str = ""
    left: str = ""
    tone: str = "needs"
    is_new: bool = False
    note: str = ""


@dataclass(frozen=True)
class Span:
    """A stretch of a life, both days inside. `ends_on` None: it lasts. `tone`: done (in force),
    needs (due), stopped (revoked), neutral (lapsed, retired), info."""

    label: str
    tone: str
    starts_on: date
    ends_on: date | None = None
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Check:
    """A condition and whether it is met. `note` says what is missing; `url` leads to where it is done."""

    label: str
    is_met: bool
    note: str = ""
    url: str = ""
