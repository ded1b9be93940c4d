"""The road of a progress report."""

from __future__ import annotations

from lantoa.kit.moving import Handler, Road
from lantoa.plans.models import ProgressReport
from lantoa.plans.rules import may_move_report
from lantoa.plans.services.progress import accept_progress, send_back_progress, submit_progress
from lantoa.plans.workflow import PROGRESS

PROGRESS_ROAD = Road(
    PROGRESS,
    url_name="progress_move",
    rows=lambda person: ProgressReport.objects.visible_to(person).select_related("initiative__unit"),
    rules=may_move_report,
    handlers=(Handler(submit_progress), Handler(accept_progress), Handler(send_back_progress)),
    announce="{past}: “{record.initiative}”.",
)
