"""Councils, the criteria by which they judge, their sittings, and what each member says of each item."""

from lantoa.councils.models.appraisals import Appraisal, DeclaredConflict, Score
from lantoa.councils.models.councils import Council, Member
from lantoa.councils.models.criteria import CriteriaSet, Criterion
from lantoa.councils.models.sittings import Attendance, Item, Sitting

__all__ = [
    "Appraisal",
    "Attendance",
    "Council",
    "CriteriaSet",
    "Criterion",
    "DeclaredConflict",
    "Item",
    "Member",
    "Score",
    "Sitting",
]
