"""What may be done with councils: set up, plan, assign, score, decide, conclude."""

from lantoa.councils.services.agenda import (
    attach_minutes,
    change_sitting,
    drop_from_agenda,
    plan_sitting,
    put_on_agenda,
    take_off_agenda,
)
from lantoa.councils.services.assigning import (
    Assignment,
    AssignmentPlan,
    assign,
    assign_balanced,
    assign_many,
    plan_balanced,
    plan_pairs,
    unassign,
)
from lantoa.councils.services.concluding import (
    AttendanceMark,
    close_scoring,
    conclude,
    open_scoring,
    record_attendance,
    reopen_scoring,
    set_verdict,
    to_conclude,
)
from lantoa.councils.services.criteria import NewCriterion, make_criteria_set, new_version, weight_faults
from lantoa.councils.services.forming import add_member, create_council, end_member
from lantoa.councils.services.scoring import GivenScore, declare_conflict, return_scores, score_faults, submit_scores

__all__ = [
    "Assignment",
    "AssignmentPlan",
    "AttendanceMark",
    "GivenScore",
    "NewCriterion",
    "add_member",
    "assign",
    "assign_balanced",
    "assign_many",
    "attach_minutes",
    "change_sitting",
    "close_scoring",
    "conclude",
    "create_council",
    "declare_conflict",
    "drop_from_agenda",
    "end_member",
    "make_criteria_set",
    "new_version",
    "open_scoring",
    "plan_balanced",
    "plan_pairs",
    "plan_sitting",
    "put_on_agenda",
    "record_attendance",
    "reopen_scoring",
    "return_scores",
    "score_faults",
    "set_verdict",
    "submit_scores",
    "take_off_agenda",
    "to_conclude",
    "unassign",
    "weight_faults",
]
