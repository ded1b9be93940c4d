"""What changes the tree and the people of it. Each function checks, changes, records, in one transaction."""

from lantoa.units.services.people import assign_role, change_password, create_person, end_role, reset_password
from lantoa.units.services.tree import (
    NewUnit,
    establish,
    load_units,
    move,
    preview_move,
    rename,
    set_member_count,
    undo,
)

__all__ = [
    "NewUnit",
    "assign_role",
    "change_password",
    "create_person",
    "end_role",
    "establish",
    "load_units",
    "move",
    "preview_move",
    "rename",
    "reset_password",
    "set_member_count",
    "undo",
]
