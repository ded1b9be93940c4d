"""Questions about councils that join several tables: criteria in force, conflicts, progress, results, what waits."""

from lantoa.councils.queries.conflicts import conflicts, conflicts_of, is_conflicted
from lantoa.councils.queries.criteria import criteria_for, general_sets, sets_serving
from lantoa.councils.queries.history import events_of
from lantoa.councils.queries.results import ItemResult, Progress, Results, may_see_scores, progress, results
from lantoa.councils.queries.rights import assignments_of, callable_people, decidable_items, forming_units
from lantoa.councils.queries.rosters import find_overlapping, quorum_needed, roster
from lantoa.councils.queries.scoring import hides_names, label_of, my_appraisals, next_unscored, waiting_appraisals

__all__ = [
    "ItemResult",
    "Progress",
    "Results",
    "assignments_of",
    "callable_people",
    "conflicts",
    "conflicts_of",
    "criteria_for",
    "decidable_items",
    "events_of",
    "find_overlapping",
    "forming_units",
    "general_sets",
    "hides_names",
    "is_conflicted",
    "label_of",
    "may_see_scores",
    "my_appraisals",
    "next_unscored",
    "progress",
    "quorum_needed",
    "results",
    "roster",
    "sets_serving",
    "waiting_appraisals",
]
