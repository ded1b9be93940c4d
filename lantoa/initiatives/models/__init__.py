"""Initiatives, their life from prospect to copies, and the counts that units declare."""

from lantoa.initiatives.models.initiatives import BOXES, Initiative
from lantoa.initiatives.models.prints import TextPrint
from lantoa.initiatives.models.spreading import Replication

__all__ = [
    "BOXES",
    "Initiative",
    "Replication",
    "TextPrint",
]
