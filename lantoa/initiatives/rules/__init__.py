"""Who may do what with an initiative and all that belongs to it. Pure: (person, record) → Ruling."""

from lantoa.initiatives.rules.proving import may_add_evidence
from lantoa.initiatives.rules.registering import (
    DECIDERS_ABOVE,
    DECIDERS_AT,
    WRITERS,
    may_decide_for,
    may_declare,
    may_edit,
    may_move,
    may_record_fact,
    may_record_recognition,
    may_register,
)

__all__ = [
    "DECIDERS_ABOVE",
    "DECIDERS_AT",
    "WRITERS",
    "may_add_evidence",
    "may_decide_for",
    "may_declare",
    "may_edit",
    "may_move",
    "may_record_fact",
    "may_record_recognition",
    "may_register",
]
