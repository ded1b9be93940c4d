"""Taking up: a unit opens a registration of its own from another's, or says that one it has came from there."""

from __future__ import annotations

from django.db import transaction

from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.rules.spreading import may_replicate
from lantoa.initiatives.services.registering import register
from lantoa.initiatives.services.spreading import draft_of_copy, lineage_refusal, link_copy
from lantoa.kit.ruling import Refused
from lantoa.units.models import Person, Unit


@transaction.atomic
def replicate(
    source: Initiative,
    *,
    unit: Unit,
    by: Person,
    kept: str = "",
    changed: str = "",
    dropped: str = "",
    why: str = "",
    tier: str = "",
) -> Replication:
    """Open a draft registration at the unit from the source's words and say what is kept, changed, dropped and why.

    It goes the ordinary road of a registration and counts as adopted from its acceptance. `tier`: at which it registers.
    Raises `Refused`, nothing opened, for all that `link_copy` refuses.
    """
    may_replicate(by, source, unit).require()
    if refusal := lineage_refusal(source, unit):
        raise Refused(refusal)
    values = draft_of_copy(source, unit) | ({"tier": tier} if tier else {})
    draft = register(values=values, by=by)
    return link_copy(source, draft, by=by, kept=kept, changed=changed, dropped=dropped, why=why)
