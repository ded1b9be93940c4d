"""Who may note, rate, drop and take up prospects."""

from __future__ import annotations

from lantoa.initiatives.rules.registering import may_decide_for, may_register
from lantoa.kit.ruling import YES, Ruling, no
from lantoa.kit.workflow import MoveRules
from lantoa.prospects.enums import ProspectState
from lantoa.prospects.models import Prospect
from lantoa.prospects.workflow import SCOUTING
from lantoa.units.models import Person, Unit


def may_note(person: Person, unit: Unit) -> Ruling:
    """Who registers for the unit also scouts for it."""
    if may_register(person, unit):
        return YES
    return no(f"Chỉ cán bộ phụ trách của “{unit.name}” hoặc của cấp trên được ghi triển vọng.")


def may_edit_prospect(person: Person, prospect: Prospect) -> Ruling:
    """Those who note, as long as it leads somewhere."""
    if prospect.state == ProspectState.TAKEN_UP:
        return no("Triển vọng này đã chuyển thành đăng ký; hãy sửa ở hồ sơ đăng ký.")
    if prospect.state == ProspectState.DROPPED:
        return no("Triển vọng này đã không theo tiếp; hãy chọn Xem lại trước khi sửa.")
    return may_note(person, prospect.unit)


def _may_rate(person: Person, prospect: Prospect) -> Ruling:
    """Who decides for the unit, and never the one who noted it: a second pair of eyes."""
    if prospect.noted_by_id == person.pk:
        return no("Bạn là người ghi nhận triển vọng này; việc đánh giá phải do người khác làm.")
    if may_decide_for(person, prospect.unit):
        return YES
    return no("Chỉ người duyệt, hoặc cán bộ phụ trách của cấp trên, được đánh giá triển vọng.")


def _may_follow(person: Person, prospect: Prospect) -> Ruling:
    return may_note(person, prospect.unit)


def _may_take_up(person: Person, prospect: Prospect) -> Ruling:
    return may_register(person, prospect.unit)


may_move_prospect = MoveRules(SCOUTING, rate=_may_rate, take_up=_may_take_up, drop=_may_follow, reopen=_may_follow)
"""May this person make this move on this prospect now? The table first, then the person."""
