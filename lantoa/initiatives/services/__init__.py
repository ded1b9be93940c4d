"""What changes initiatives, declarations and the facts about them. Check → change → record, one transaction each."""

from lantoa.initiatives.services.bulk import AcceptancePreview, accept_many, preview_acceptance
from lantoa.initiatives.services.declaring import NewDeclaration, declare, load_declarations
from lantoa.initiatives.services.facts import accept_evidence, add_evidence, record_recognition, record_replication
from lantoa.initiatives.services.loading import NewInitiative, load_initiatives
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
    send_back,
    submit,
    withdraw,
)
from lantoa.initiatives.services.scouting import drop, edit_prospect, note_prospect, rate, reopen, take_up

__all__ = [
    "AcceptancePreview",
    "NewDeclaration",
    "NewIndicator",
    "NewInitiative",
    "NewMeasurement",
    "NewMilestone",
    "accept",
    "accept_evidence",
    "accept_many",
    "accept_progress",
    "add_evidence",
    "complete_milestone",
    "declare",
    "drop",
    "edit",
    "edit_progress",
    "edit_prospect",
    "load_declarations",
    "load_initiatives",
    "make_plan",
    "missing_to_submit",
    "note_prospect",
    "preview_acceptance",
    "rate",
    "record_recognition",
    "record_replication",
    "register",
    "reopen",
    "reopen_milestone",
    "send_back",
    "send_back_progress",
    "submit",
    "submit_progress",
    "take_up",
    "withdraw",
    "write_progress",
]
