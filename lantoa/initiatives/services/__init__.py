"""What changes initiatives, declarations and the facts about them. Check → change → record, one transaction each."""

from lantoa.initiatives.services.declaring import NewDeclaration, declare, load_declarations
from lantoa.initiatives.services.facts import accept_evidence, add_evidence, record_recognition, record_replication
from lantoa.initiatives.services.loading import NewInitiative, load_initiatives
from lantoa.initiatives.services.registering import accept, edit, register, send_back, submit, withdraw

__all__ = [
    "NewDeclaration",
    "NewInitiative",
    "accept",
    "accept_evidence",
    "add_evidence",
    "declare",
    "edit",
    "load_declarations",
    "load_initiatives",
    "record_recognition",
    "record_replication",
    "register",
    "send_back",
    "submit",
    "withdraw",
]
