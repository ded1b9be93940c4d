"""Files as they are taken in: told by their content, kept under their SHA-256, sent in pieces, served with narrow rights."""

from lantoa.kit.files.kinds import Group
from lantoa.kit.files.storing import Limits, store, store_path

__all__ = ["Group", "Limits", "store", "store_path"]
