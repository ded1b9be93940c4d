"""What changes the tree and the people of it. Each function checks, changes, records, in one transaction."""

from lantoa.units.services.ending import EndPreview, end_unit, preview_end, undo_end
from lantoa.units.services.establishing import NewUnit, establish, load_units
from lantoa.units.services.lines import link, unlink
from lantoa.units.services.people import (
    assign_role,
    change_password,
    close_account,
    create_person,
    edit_person,
    end_role,
    open_account,
    reopen_account,
    reset_password,
)
from lantoa.units.services.tree import (
    move,
    preview_move,
    preview_rename,
    rename,
    set_member_count,
    undo,
    wear_names_of_today,
)

__all__ = [
    "EndPreview",
    "NewUnit",
    "assign_role",
    "change_password",
    "close_account",
    "create_person",
    "edit_person",
    "end_role",
    "end_unit",
    "establish",
    "link",
    "load_units",
    "move",
    "open_account",
    "preview_end",
    "preview_move",
    "preview_rename",
    "rename",
    "reopen_account",
    "reset_password",
    "set_member_count",
    "undo",
    "undo_end",
    "unlink",
    "wear_names_of_today",
]
