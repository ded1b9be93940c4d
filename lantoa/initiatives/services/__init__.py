"""What changes initiatives, declarations and the facts about them. Check → change → record, one transaction each."""

from lantoa.initiatives.services.bulk import AcceptancePreview, accept_many, preview_acceptance
from lantoa.initiatives.services.facts import record_replication
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
from lantoa.initiatives.services.spreading import end_copy, fail_copy, link_copy

__all__ = [
    "AcceptancePreview",
    "accept",
    "accept_many",
    "edit",
    "end_copy",
    "fail_copy",
    "link_copy",
    "missing_to_submit",
    "preview_acceptance",
    "record_replication",
    "register",
    "register_once",
    "send_back",
    "submit",
    "withdraw",
]
