"""The parts of an initiative's file, each a page of its own that an app contributes."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.wording import tone_of
from lantoa.kit.extension_points import contributions
from lantoa.kit.parts import Tab
from lantoa.units.models import Person


def tabs(record: Initiative, current: str, person: Person) -> list[Tab]:
    """The tabs of a registered initiative that the person is shown; none of a draft, which is its form and nothing else."""
    if record.accepted_on is None:
        return []
    rows = [row for row in contributions("dossier_tabs") if row.record == Initiative.audit_name]
    return [
        Tab(row.label, reverse(row.url_name, args=[record.pk]), row.url_name == current)
        for row in rows
        if row.may(person, record)
    ]


def tab_context(record: Initiative, current: str, person: Person) -> dict[str, Any]:
    """What `initiatives/tab.html` reads."""
    return {"initiative": record, "tone": tone_of(record.state), "tabs": tabs(record, current, person)}
