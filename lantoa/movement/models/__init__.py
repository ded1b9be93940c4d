"""What the movement app holds: its frame, its steering committees, its directives and tasks."""

from lantoa.movement.models.committees import CommitteeDecision, CommitteeMember, SteeringCommittee
from lantoa.movement.models.directives import Directive
from lantoa.movement.models.frame import Campaign, FromAboveQuerySet, Sector, Theme
from lantoa.movement.models.tasks import Task, TaskUpdate

__all__ = [
    "Campaign",
    "CommitteeDecision",
    "CommitteeMember",
    "Directive",
    "FromAboveQuerySet",
    "Sector",
    "SteeringCommittee",
    "Task",
    "TaskUpdate",
    "Theme",
]
