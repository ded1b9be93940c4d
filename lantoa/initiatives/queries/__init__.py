"""Questions about initiatives and declarations that join several tables. No writes, no request."""

from lantoa.initiatives.queries.choices import campaigns_for, communes, sectors_for
from lantoa.initiatives.queries.continuing import carried_over
from lantoa.initiatives.queries.declared import Declared, declared, evidenced_count, pairs_of
from lantoa.initiatives.queries.history import (
    changed_by_others_since,
    events_about,
    events_about_declarations,
    sent_back,
)
from lantoa.initiatives.queries.likeness import Likeness, just_drafted, open_drafts, same_name, similar_to
from lantoa.initiatives.queries.listing import SORTS, Filters, ListPaginator, filtered, in_long_list, in_order
from lantoa.initiatives.queries.plans import (
    Effect,
    earlier_plan,
    effect_of,
    effects_of,
    has_effect_data,
    indicators_of,
    latest_values,
    open_periods,
    periods_of,
    plan_of,
    waiting_milestones,
    waiting_progress,
    with_effect_data,
)
from lantoa.initiatives.queries.prospects import (
    ProspectFilters,
    prospect_of,
    prospect_years,
    prospects_under,
    waiting_prospects,
)
from lantoa.initiatives.queries.rights import decidable_units, waiting_for, writable_units
from lantoa.initiatives.queries.wholes import whole, with_facts

__all__ = [
    "SORTS",
    "Declared",
    "Effect",
    "Filters",
    "Likeness",
    "ListPaginator",
    "ProspectFilters",
    "campaigns_for",
    "carried_over",
    "changed_by_others_since",
    "communes",
    "decidable_units",
    "declared",
    "earlier_plan",
    "effect_of",
    "effects_of",
    "events_about",
    "events_about_declarations",
    "evidenced_count",
    "filtered",
    "has_effect_data",
    "in_long_list",
    "in_order",
    "indicators_of",
    "just_drafted",
    "latest_values",
    "open_drafts",
    "open_periods",
    "pairs_of",
    "periods_of",
    "plan_of",
    "prospect_of",
    "prospect_years",
    "prospects_under",
    "same_name",
    "sectors_for",
    "sent_back",
    "similar_to",
    "waiting_for",
    "waiting_milestones",
    "waiting_progress",
    "waiting_prospects",
    "whole",
    "with_effect_data",
    "with_facts",
    "writable_units",
]
