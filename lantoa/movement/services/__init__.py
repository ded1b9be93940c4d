"""Services of the movement app: its frame, steering committees, directives and tasks."""

from lantoa.movement.services.assigning import (
    TaskPreview,
    assign_tasks,
    pass_on,
    preview_passing_on,
    preview_tasks,
)
from lantoa.movement.services.committees import (
    NewMember,
    ReshufflePreview,
    attach_decision_scan,
    end_committee,
    establish_committee,
    note_left_office,
    preview_reshuffle,
    reshuffle,
)
from lantoa.movement.services.directives import attach_scan, correct_directive, issue_directive
from lantoa.movement.services.frame import NewSector, add_sector, add_theme, ensure_national_sectors, launch_campaign
from lantoa.movement.services.tasks import (
    accept_done,
    acknowledge,
    report_done,
    report_progress,
    send_back,
    withdraw_task,
)

__all__ = [
    "NewMember",
    "NewSector",
    "ReshufflePreview",
    "TaskPreview",
    "accept_done",
    "acknowledge",
    "add_sector",
    "add_theme",
    "assign_tasks",
    "attach_decision_scan",
    "attach_scan",
    "correct_directive",
    "end_committee",
    "ensure_national_sectors",
    "establish_committee",
    "issue_directive",
    "launch_campaign",
    "note_left_office",
    "pass_on",
    "preview_passing_on",
    "preview_reshuffle",
    "preview_tasks",
    "report_done",
    "report_progress",
    "reshuffle",
    "send_back",
    "withdraw_task",
]
