"""Initiatives, the counts that units declare, and the plain dated facts about them."""

from lantoa.initiatives.models.declarations import Declaration
from lantoa.initiatives.models.facts import Evidence, Recognition, Replication
from lantoa.initiatives.models.initiatives import BOXES, Initiative

__all__ = ["BOXES", "Declaration", "Evidence", "Initiative", "Recognition", "Replication"]
