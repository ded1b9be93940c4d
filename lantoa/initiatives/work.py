"""A line of work about an initiative: what its own app and those above it have waiting for a person."""

from __future__ import annotations

from datetime import date

from lantoa.initiatives.models import Initiative
from lantoa.kit.work_items import TaskLine


def line_about(what: str, initiative: Initiative, day: date | None, url: str) -> TaskLine:
    """The line of one record of an initiative; its unit must be loaded."""
    return TaskLine(what, str(initiative), initiative.unit.name, day, url)
