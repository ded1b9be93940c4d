"""Initiatives, their life from prospect to copies, and the counts that units declare."""

from lantoa.initiatives.models.declarations import Declaration
from lantoa.initiatives.models.evidence import Evidence
from lantoa.initiatives.models.initiatives import BOXES, Initiative
from lantoa.initiatives.models.plans import Measurement, Milestone, Plan, PlanIndicator, ProgressReport
from lantoa.initiatives.models.prints import TextPrint
from lantoa.initiatives.models.prospects import Prospect
from lantoa.initiatives.models.recognition import Candidacy, Recognition, Renewal
from lantoa.initiatives.models.spreading import (
    DeclinedSuggestion,
    Handbook,
    HandbookStep,
    Programme,
    ProgrammeTarget,
    Replication,
)
from lantoa.initiatives.models.watch import Alert, Digest, FollowUp, Inspection, Notice, WatchRun

__all__ = [
    "BOXES",
    "Alert",
    "Candidacy",
    "Declaration",
    "DeclinedSuggestion",
    "Digest",
    "Evidence",
    "FollowUp",
    "Handbook",
    "HandbookStep",
    "Initiative",
    "Inspection",
    "Measurement",
    "Milestone",
    "Notice",
    "Plan",
    "PlanIndicator",
    "Programme",
    "ProgrammeTarget",
    "ProgressReport",
    "Prospect",
    "Recognition",
    "Renewal",
    "Replication",
    "TextPrint",
    "WatchRun",
]
