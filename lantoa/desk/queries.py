"""What one may begin, and the state of a unit at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantoa.figures.figures import ReportScope
from lantoa.kit.extension_points import contributions
from lantoa.kit.kept import keep
from lantoa.kit.parts import Option
from lantoa.reports.records import cell
from lantoa.reports.tables import TableCell, cell_of, summary_url
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Unit

KEY_FIGURES = (
    "initiatives.registered",
    "initiatives.declared",
    "initiatives.identified",
    "initiatives.evidenced",
    "recognitions.standing",
)


@dataclass(frozen=True)
class Glance:
    """The state of a unit over the year so far: key figures, each with the address of its records."""

    period: str
    figures: list[TableCell]
    report_url: str


def actions_of(user: Person, unit: Unit) -> list[Option]:
    """What one may begin from here, as the apps offer it."""
    offered = ((item, item.url(user, unit)) for item in contributions("beginnings"))
    return [Option(item.label, url, note=item.icon) for item, url in offered if url]


def has_tasks(user: Person) -> bool:
    """Whether work ever waits for this person: writers and deciders, not those who only read."""
    return any(role.kind != RoleKind.AUDITOR for role in user.roles_today)


def glance(unit: Unit, today: date) -> Glance:
    """Figures as the report computes them, over this year up to today, kept until something has happened."""
    scope = ReportScope(unit, today.replace(month=1, day=1), today)
    figures = keep(
        f"glance-{unit.pk}", today, lambda: [cell_of(cell(key, {}, scope).figure, scope) for key in KEY_FIGURES]
    )
    return Glance(f"Năm {today.year}, đến hôm nay", figures, summary_url(scope))
