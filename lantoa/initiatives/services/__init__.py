"""What changes initiatives, declarations and the facts about them. Check → change → record, one transaction each."""

from lantoa.initiatives.services.bulk import AcceptancePreview, accept_many, preview_acceptance
from lantoa.initiatives.services.declaring import NewDeclaration, declare, load_declarations
from lantoa.initiatives.services.facts import accept_evidence, add_evidence, record_recognition, record_replication
from lantoa.initiatives.services.loading import NewInitiative, load_initiatives
from lantoa.initiatives.services.registering import (
    accept,
    edit,
    missing_to_submit,
    register,
    send_back,
    submit,
    withdraw,
)

__all__ = [
    "AcceptancePreview",
    "NewDeclaration",
    "NewInitiative",
    "accept",
    "accept_evidence",
    "accept_many",
    "add_evidence",
    "declare",
    "edit",
    "load_declarations",
    "load_initiatives",
    "missing_to_submit",
    "preview_acceptance",
    "record_recognition",
    "record_replication",
    "register",
    "send_back",
    "submit",
    "withdraw",
]
