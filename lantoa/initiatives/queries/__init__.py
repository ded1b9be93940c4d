"""Questions about initiatives and declarations that join several tables. No writes, no request."""

from lantoa.initiatives.queries.choices import campaigns_for, communes, sectors_for
from lantoa.initiatives.queries.continuing import carried_over
from lantoa.initiatives.queries.history import changed_by_others_since, events_about, sent_back
from lantoa.initiatives.queries.likeness import Likeness, just_drafted, open_drafts, same_name, similar_to
from lantoa.initiatives.queries.rights import decidable_units, waiting_for, writable_units
from lantoa.initiatives.queries.wholes import with_related

__all__ = [
    "Likeness",
    "campaigns_for",
    "carried_over",
    "changed_by_others_since",
    "communes",
    "decidable_units",
    "events_about",
    "just_drafted",
    "open_drafts",
    "same_name",
    "sectors_for",
    "sent_back",
    "similar_to",
    "waiting_for",
    "with_related",
    "writable_units",
]
