"""The list of work as its page shows it: sections by what is asked, units to choose from, numbers of the chips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils import timezone

from lantoa.kit.numbers import format_number
from lantoa.kit.parts import Option, Todo
from lantoa.kit.todos import build_todos
from lantoa.kit.waiting import Count, Question, ask_what_waits, count_kept, order_rows, read, summarise
from lantoa.kit.work_items import WorkItems
from lantoa.units.models import Person, Unit

OPEN_ROWS = 8  # about a screen of a phone; what does not fit is a section of which the head alone is shown
SECTION_ROWS = 5
PAGE = 25
UNITS = 10


@dataclass(frozen=True)
class WorkFilters:
    """What the address asks for. `kind`: key of a section, "" for all; `unit`: narrowed to this one."""

    is_duty: bool
    kind: str = ""
    unit: Unit | None = None
    is_late: bool = False
    is_new: bool = False
    new_after: date | None = None

    def address(self, **changed) -> str:
        """The same page with something changed."""
        other = replace(self, **changed)
        query = QueryDict(mutable=True)
        for name, value in (
            ("loai", "" if other.is_duty else "de-biet"),
            ("muc", other.kind),
            ("don-vi", other.unit.code if other.unit else ""),
            ("loc", "qua-han" if other.is_late else "moi" if other.is_new else ""),
            ("moi-tu", f"{other.new_after:%Y-%m-%d}" if other.is_new and other.new_after else ""),
        ):
            if value:
                query[name] = value
        return f"?{query.urlencode()}"

    def question(self, person: Person, on: date) -> Question:
        news = {"news_after": self.new_after} if self.new_after else {}
        units = None if self.unit is None else [self.unit.pk]
        flags = {"is_late": self.is_late, "is_new": self.is_new}
        return ask_what_waits(person, on, is_duty=self.is_duty, key=self.kind, units=units, **flags, **news)


@dataclass
class Section:
    """Work of one kind. `todos`: its first rows, none where there is no room; `url`: all of them."""

    kind: WorkItems
    url: str
    total: int = 0
    late: int = 0
    todos: list[Todo] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.total - len(self.todos)

    @property
    def bulk_url(self) -> str:
        return self.kind.bulk_url() if self.kind.bulk_url and self.total > 1 else ""


@dataclass(frozen=True)
class Facet:
    """A unit to choose, with how much waits there."""

    label: str
    url: str
    count: int
    is_current: bool


@dataclass
class WorkPage:
    """All that the page shows. `page`: of the one section that was opened, None while all are shown."""

    asked: WorkFilters
    total: int
    late: int
    new: int
    other_count: int
    sections: list[Section]
    facets: list[Facet]
    page: Page | None = None

    @property
    def switch(self) -> list[Option]:
        """Duties and notices, counted apart."""
        counts = {self.asked.is_duty: self.total, not self.asked.is_duty: self.other_count}
        return [
            Option(label, WorkFilters(is_duty).address(), format_number(counts[is_duty]), is_duty == self.asked.is_duty)
            for label, is_duty in (("Phải làm", True), ("Để biết", False))
        ]

    @property
    def chips(self) -> list[Option]:
        """Narrower views of the same list; one that is chosen leads back."""
        asked, chips = self.asked, []
        if self.new or asked.is_new:
            url = asked.address(is_new=not asked.is_new, is_late=False, new_after=None)
            words = f"Mới từ {asked.new_after:%d/%m}" if asked.new_after else "Mới từ hôm qua"
            chips.append(Option(words, url, format_number(self.new), asked.is_new))
        if self.late or asked.is_late:
            url = asked.address(is_late=not asked.is_late, is_new=False)
            chips.append(Option("Quá hạn", url, format_number(self.late), asked.is_late))
        return chips

    @property
    def title(self) -> str:
        return self.sections[0].kind.title if self.page is not None and self.sections else ""

    @property
    def first_facets(self) -> list[Facet]:
        return self.facets[:UNITS]

    @property
    def later_facets(self) -> list[Facet]:
        return self.facets[UNITS:]


def read_asked(query: QueryDict, person: Person) -> WorkFilters:
    """The address in terms of the list; what it does not know is left out."""
    code, after = query.get("don-vi", ""), query.get("moi-tu", "")
    try:
        new_after = date.fromisoformat(after) if after else None
    except ValueError:
        new_after = None
    return WorkFilters(
        is_duty=query.get("loai") != "de-biet",
        kind=query.get("muc", ""),
        unit=Unit.objects.visible_to(person).filter(code=code).first() if code else None,
        is_late=query.get("loc") == "qua-han",
        is_new=query.get("loc") == "moi",
        new_after=new_after,
    )


def build_page(person: Person, asked: WorkFilters, number: str | None = None) -> WorkPage:
    """The page of the address. One query counts all; each section that is open costs its own few, however much waits."""
    today = timezone.localdate()
    whole = summarise(replace(asked, kind="", unit=None, is_late=False, is_new=False).question(person, today))
    asked = asked if any(count.kind.key == asked.kind for count in whole) else replace(asked, kind="")
    shown = [count for count in whole if _is_in(count, asked)]
    sections = _sections(shown, asked)
    found = WorkPage(
        asked,
        sum(count.total for count in whole),
        sum(count.late for count in whole),
        sum(count.new for count in whole),
        count_kept(ask_what_waits(person, today, is_duty=not asked.is_duty)),
        sections,
        _facets(whole, asked, person),
    )
    if asked.kind and sections:
        found.page = _open_section(sections[0], asked.question(person, today), number)
    else:
        _open_first(sections, asked.question(person, today))
    return found


def _is_in(count: Count, asked: WorkFilters) -> bool:
    at = asked.unit is None or count.unit == asked.unit.pk
    has_rows = (not asked.is_late or count.late > 0) and (not asked.is_new or count.new > 0)
    return at and has_rows and asked.kind in ("", count.kind.key)


def _sections(counts: Sequence[Count], asked: WorkFilters) -> list[Section]:
    """By what is asked; those with something overdue first."""
    found: dict[str, Section] = {}
    for count in counts:
        key = count.kind.key
        section = found.setdefault(key, Section(count.kind, asked.address(kind=key)))
        section.total += count.late if asked.is_late else count.new if asked.is_new else count.total
        section.late += count.late
    return sorted(found.values(), key=lambda section: (not section.late, section.kind.order))


def _open_first(sections: Sequence[Section], question: Question) -> None:
    """Rows of the first sections, as many as a screen holds."""
    room = OPEN_ROWS
    for section in sections:
        if room <= 0:
            return
        rows = list(order_rows(section.kind, question)[: min(SECTION_ROWS, room)])
        section.todos = build_todos(read(section.kind, rows, question), question.on)
        room -= len(rows)


def _open_section(section: Section, question: Question, number: str | None) -> Page:
    page = Paginator(order_rows(section.kind, question), PAGE).get_page(number)
    section.todos = build_todos(read(section.kind, list(page.object_list), question), question.on)
    return page


def _facets(counts: Sequence[Count], asked: WorkFilters, person: Person) -> list[Facet]:
    """Units at which something waits, the most first, as far as the person may open them."""
    by_unit: dict[int, int] = defaultdict(int)
    for count in counts:
        by_unit[count.unit] += count.total
    units = Unit.objects.visible_to(person).filter(pk__in=by_unit).in_bulk()
    order = sorted(units.values(), key=lambda unit: (-by_unit[unit.pk], unit.name_sort))
    return [Facet(unit.name, asked.address(unit=unit, kind=""), by_unit[unit.pk], asked.unit == unit) for unit in order]
