"""Who may do what with an initiative and all that belongs to it. Pure: (person, record) → Ruling."""

from lantoa.initiatives.rules.evidencing import may_accept_evidence, may_add_evidence, may_reject_evidence
from lantoa.initiatives.rules.planning import (
    may_complete_milestone,
    may_edit_report,
    may_move_report,
    may_plan,
    may_reopen_milestone,
    may_report,
)
from lantoa.initiatives.rules.registering import (
    DECIDERS_ABOVE,
    DECIDERS_AT,
    MAY,
    WRITERS,
    may_decide_for,
    may_declare,
    may_edit,
    may_move,
    may_record_fact,
    may_record_recognition,
    may_register,
)
from lantoa.initiatives.rules.scouting import may_edit_prospect, may_move_prospect, may_note
from lantoa.initiatives.rules.watching import may_complete_follow_up, may_record_inspection

__all__ = [
    "DECIDERS_ABOVE",
    "DECIDERS_AT",
    "MAY",
    "WRITERS",
    "may_accept_evidence",
    "may_add_evidence",
    "may_complete_follow_up",
    "may_complete_milestone",
    "may_decide_for",
    "may_declare",
    "may_edit",
    "may_edit_prospect",
    "may_edit_report",
    "may_move",
    "may_move_prospect",
    "may_move_report",
    "may_note",
    "may_plan",
    "may_record_fact",
    "may_record_inspection",
    "may_record_recognition",
    "may_register",
    "may_reject_evidence",
    "may_reopen_milestone",
    "may_report",
]
