"""Questions of the movement app that join several tables."""

from lantoa.movement.queries.committees import CommitteeRow, Gap, accounts_at, committee_rows, gaps, gaps_of
from lantoa.movement.queries.frame import Phase, SectorGroup, issuing_units, phases, sector_groups
from lantoa.movement.queries.steering import (
    Branch,
    Group,
    Status,
    by_urgency,
    cascade,
    directing_units,
    groups_below,
    open_below,
    outline,
    receivers,
    status_by_unit,
    waiting_tasks,
)

__all__ = [
    "Branch",
    "CommitteeRow",
    "Gap",
    "Group",
    "Phase",
    "SectorGroup",
    "Status",
    "accounts_at",
    "by_urgency",
    "cascade",
    "committee_rows",
    "directing_units",
    "gaps",
    "gaps_of",
    "groups_below",
    "issuing_units",
    "open_below",
    "outline",
    "phases",
    "receivers",
    "sector_groups",
    "status_by_unit",
    "waiting_tasks",
]
