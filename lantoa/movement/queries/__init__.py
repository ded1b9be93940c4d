"""Questions of the movement app that join several tables."""

from lantoa.movement.queries.committees import CommitteeRow, Gap, committee_rows, gaps
from lantoa.movement.queries.frame import Phase, SectorGroup, issuing_units, phases, sector_groups
from lantoa.movement.queries.steering import (
    Branch,
    Status,
    cascade,
    directing_units,
    outline,
    receivers,
    status_by_unit,
    waiting_tasks,
)

__all__ = [
    "Branch",
    "CommitteeRow",
    "Gap",
    "Phase",
    "SectorGroup",
    "Status",
    "cascade",
    "committee_rows",
    "directing_units",
    "gaps",
    "issuing_units",
    "outline",
    "phases",
    "receivers",
    "sector_groups",
    "status_by_unit",
    "waiting_tasks",
]
