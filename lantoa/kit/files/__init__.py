"""Files as they are taken in: told by their content, kept under their SHA-256, sent in pieces, served with narrow rights."""

from lantoa.kit.files.checks import files_are_whole
from lantoa.kit.files.kinds import Group
from lantoa.kit.files.serving import file_response, thumbnail_response
from lantoa.kit.files.sizes import format_size
from lantoa.kit.files.storing import Limits, store
from lantoa.kit.files.uploads import clear_stale_uploads, take_upload

__all__ = [
    "Group",
    "Limits",
    "clear_stale_uploads",
    "file_response",
    "files_are_whole",
    "format_size",
    "store",
    "take_upload",
    "thumbnail_response",
]
