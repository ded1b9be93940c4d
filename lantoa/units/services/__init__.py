"""What changes the tree and the people of it. Each function checks, changes, records, in one transaction."""

from lantoa.units.services.establishing import NewUnit, establish, load_units
from lantoa.units.services.lines import link, unlink
from lantoa.units.services.people import (
    assign_role,
    change_password,
    create_person,
    end_role,
    open_account,
    reset_password,
)
from lantoa.units.services.tree import move, preview_move, preview_rename, rename, set_member_count, undo

__all__ = [
    "NewUnit",
    "assign_role",
    "change_password",
    "create_person",
    "end_role",
    "establish",
    "link",
    "load_units",
    "move",
    "open_account",
    "preview_move",
    "preview_rename",
    "rename",
    "reset_password",
    "set_member_count",
    "undo",
    "unlink",
]
