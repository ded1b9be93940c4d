"""What changes initiatives, declarations and the facts about them. Check → change → record, one transaction each."""

from lantoa.initiatives.services.alerts import AlertRun, run_alerts
from lantoa.initiatives.services.bulk import AcceptancePreview, accept_many, preview_acceptance
from lantoa.initiatives.services.copying import replicate
from lantoa.initiatives.services.declaring import NewDeclaration, declare, load_declarations
from lantoa.initiatives.services.digests import DigestRun, send_digests
from lantoa.initiatives.services.evidence import accept_evidence, add_evidence, add_pieces, reject_evidence
from lantoa.initiatives.services.facts import record_recognition, record_replication
from lantoa.initiatives.services.inspections import NewFollowUp, complete_follow_up, record_inspection
from lantoa.initiatives.services.loading import NewInitiative, load_initiatives
from lantoa.initiatives.services.notices import give_notices, mark_seen
from lantoa.initiatives.services.planning import (
    NewIndicator,
    NewMilestone,
    complete_milestone,
    make_plan,
    reopen_milestone,
)
from lantoa.initiatives.services.progress import (
    NewMeasurement,
    accept_progress,
    edit_progress,
    send_back_progress,
    submit_progress,
    write_progress,
)
from lantoa.initiatives.services.registering import (
    accept,
    edit,
    missing_to_submit,
    register,
    register_once,
    send_back,
    submit,
    withdraw,
)
from lantoa.initiatives.services.scouting import drop, edit_prospect, note_prospect, rate, reopen, take_up
from lantoa.initiatives.services.spreading import end_copy, fail_copy, link_copy

__all__ = [
    "AcceptancePreview",
    "AlertRun",
    "DigestRun",
    "NewDeclaration",
    "NewFollowUp",
    "NewIndicator",
    "NewInitiative",
    "NewMeasurement",
    "NewMilestone",
    "accept",
    "accept_evidence",
    "accept_many",
    "accept_progress",
    "add_evidence",
    "add_pieces",
    "complete_follow_up",
    "complete_milestone",
    "declare",
    "drop",
    "edit",
    "edit_progress",
    "edit_prospect",
    "end_copy",
    "fail_copy",
    "give_notices",
    "link_copy",
    "load_declarations",
    "load_initiatives",
    "make_plan",
    "mark_seen",
    "missing_to_submit",
    "note_prospect",
    "preview_acceptance",
    "rate",
    "record_inspection",
    "record_recognition",
    "record_replication",
    "register",
    "register_once",
    "reject_evidence",
    "reopen",
    "reopen_milestone",
    "replicate",
    "run_alerts",
    "send_back",
    "send_back_progress",
    "send_digests",
    "submit",
    "submit_progress",
    "take_up",
    "withdraw",
    "write_progress",
]
